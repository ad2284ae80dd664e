import type { AlertLife } from '../../run/status';
import { clock, span } from './format';
import { useNow } from './hooks';

interface Station {
  readonly title: string;
  readonly at: number | undefined;
  readonly detail: string;
}

const stationsOf = (life: AlertLife): readonly Station[] => [
  { title: 'Pending', at: life.pendingAt ?? life.firingAt, detail: 'its condition holds' },
  { title: 'Firing', at: life.firingAt, detail: 'it has held long enough' },
  {
    title: life.state === 'inhibited' ? 'Inhibited' : 'Routed',
    at: life.routedAt,
    detail: life.state === 'inhibited' ? 'another alert says it already' : life.receivers.join(', '),
  },
  {
    title: 'Delivered',
    at: life.delivered[0]?.at,
    detail: life.delivered.map(({ inbox, destination }) => `${inbox} ${destination}`).join(', '),
  },
  {
    title: 'Resolved',
    at: life.resolvedAt ?? life.overAt,
    detail: life.resolvedAt === undefined ? '' : 'and told so',
  },
];

function Life({ life, now }: { life: AlertLife; now: number }) {
  const stations = stationsOf(life);
  const start = stations[0]?.at ?? life.since;
  const about = [life.application, life.detail, life.team].filter((part) => part !== '').join(' · ');
  const over = life.overAt !== undefined;
  return (
    <li class={`life ${over ? 'over' : life.state}`}>
      <div class="life-head">
        <span class={`priority ${life.priority}`}>{life.priority}</span>
        <strong>{life.name}</strong>
        <span class="quiet">{about}</span>
        <span class="time">{over ? `ended ${clock(life.overAt ?? 0)}` : span(now - start)}</span>
      </div>
      <ol class="track" aria-label={`Life of ${life.name}`}>
        {stations.map(({ title, at, detail }) => (
          <li key={title} class={at === undefined ? 'ahead' : 'reached'} title={detail}>
            <span class="dot" aria-hidden="true" />
            <span class="station">{title}</span>
            <span class="time">{at === undefined ? '' : `+${span(at - start)}`}</span>
          </li>
        ))}
      </ol>
      {life.delivered.length === 0 ? null : (
        <p class="told">
          {life.delivered.map(({ inbox, destination }) => (
            <span key={inbox + destination} class={`inbox ${inbox}`}>
              {inbox} <b>{destination}</b>
            </span>
          ))}
        </p>
      )}
    </li>
  );
}

/** Every alert of the run, the newest first, with the stations of its way to the people. */
export function Lives({ lives }: { lives: readonly AlertLife[] }) {
  const now = useNow();
  return (
    <section class="card" aria-labelledby="lives">
      <h1 id="lives">Alerts</h1>
      {lives.length === 0 ? (
        <p class="empty">
          Nothing alarms. Switch a fault on, and follow its alerts from here to the inboxes.
        </p>
      ) : (
        <ul class="lives">
          {lives.map((life) => (
            <Life
              key={`${life.name}${life.application}${life.detail}${String(life.since)}`}
              life={life}
              now={now}
            />
          ))}
        </ul>
      )}
    </section>
  );
}
