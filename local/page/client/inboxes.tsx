import { useState } from 'preact/hooks';
import type { RunStatus } from '../../run/status';
import { clock } from './format';
import { Notifications } from './notifications';

const choices = ['all', 'slack', 'pagerduty', 'smtp', 'heartbeat'] as const;
type Choice = (typeof choices)[number];
const titles: Readonly<Record<Choice, string>> = {
  all: 'All',
  slack: 'Slack',
  pagerduty: 'PagerDuty',
  smtp: 'E-mail',
  heartbeat: 'Heartbeat',
};

/** What arrived, as the people would have seen it. */
export function Inboxes({ status }: { status: RunStatus }) {
  const [choice, setChoice] = useState<Choice>('all');
  const { beats, lastAt, silent } = status.heartbeat;
  const chosen = status.notifications.filter(({ inbox }) => choice === 'all' || inbox === choice).reverse();
  return (
    <section class="card" aria-labelledby="inboxes">
      <h1 id="inboxes">Inboxes</h1>
      <p class="quiet">
        {lastAt === undefined
          ? 'No heartbeat yet.'
          : `${String(beats)} heartbeats, the last at ${clock(lastAt)}${silent ? ': silent since' : ''}.`}
      </p>
      <div class="choices" role="group" aria-label="Inbox">
        {choices.map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={name === choice}
            onClick={() => {
              setChoice(name);
            }}
          >
            {titles[name]}
          </button>
        ))}
      </div>
      <Notifications notifications={chosen} />
    </section>
  );
}
