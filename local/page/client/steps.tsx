import type { RunStatus } from '../../run/status';
import { span } from './format';
import { useNow } from './hooks';

const marks = { running: '…', done: '✓', failed: '✗' } as const;

/** What is being built or started, and how far it is. */
export function Steps({ steps }: { steps: RunStatus['steps'] }) {
  const now = useNow();
  return (
    <section class="card" aria-labelledby="steps">
      <h1 id="steps">Getting ready</h1>
      <p class="quiet">
        The first start builds Prometheus and Alertmanager from source, which takes minutes; later ones take
        seconds.
      </p>
      <ol class="steps">
        {steps.map(({ title, state, detail, startedAt, endedAt }) => (
          <li key={title} class={state}>
            <span class="mark" aria-label={state}>
              {marks[state]}
            </span>
            <span>{title}</span>
            <span class="quiet">{detail}</span>
            <span class="time">{span((endedAt ?? now) - startedAt)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
