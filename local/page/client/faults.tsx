import { useState } from 'preact/hooks';
import type { FaultStatus } from '../../run/status';
import { switchFault } from './api';
import { span } from './format';
import { useNow } from './hooks';

/** A button for each fault; pressed while it is on. */
export function Faults({ faults }: { faults: readonly FaultStatus[] }) {
  const now = useNow();
  const [refusal, setRefusal] = useState('');
  const press = (name: string, on: boolean): void => {
    switchFault(name, on).then(
      () => {
        setRefusal('');
      },
      (error: unknown) => {
        setRefusal(error instanceof Error ? error.message : String(error));
      },
    );
  };
  return (
    <section class="card" aria-labelledby="faults">
      <h2 id="faults">Break something</h2>
      <p role="alert" class="refusal">
        {refusal}
      </p>
      <ul class="faults">
        {faults.map(({ name, what, since }) => (
          <li key={name}>
            <button
              type="button"
              aria-pressed={since !== undefined}
              aria-describedby={`fault-${name}`}
              onClick={() => {
                press(name, since === undefined);
              }}
            >
              {name}
              <span class="time">{since === undefined ? 'off' : `on for ${span(now - since)}`}</span>
            </button>
            <p id={`fault-${name}`} class="quiet">
              {what}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
