import type { RunStatus } from '../../run/status';
import { clock } from './format';

type Notification = RunStatus['notifications'][number];

const channels: Readonly<Record<Notification['inbox'], string>> = {
  slack: 'Slack',
  pagerduty: 'PagerDuty',
  smtp: 'E-mail',
  heartbeat: 'Heartbeat',
};

export function Notifications({
  notifications,
  short,
}: {
  notifications: readonly Notification[];
  short?: boolean;
}) {
  if (notifications.length === 0) return <p class="empty">Nobody yet.</p>;
  return (
    <ul class="notifications">
      {notifications.map(({ sequence, receivedAt, inbox, destination, status, title, text }) => (
        <li key={sequence} class={status}>
          <p class="envelope">
            <span class={`inbox ${inbox}`}>{channels[inbox]}</span>
            <span>{destination}</span>
            <time class="time">{clock(receivedAt)}</time>
          </p>
          <p class="title">{title}</p>
          {short === true ? null : <pre class="text">{text}</pre>}
        </li>
      ))}
    </ul>
  );
}
