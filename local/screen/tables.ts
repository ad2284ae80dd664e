import { colours } from '../../plan/colours';
import type { Notification } from '../inboxes/model';
import type { AlertStatus, RunStatus } from '../run/status';
import { table } from './table';
import { clock, span } from './time';

/** Notifications that a table shows; the feed has shown the earlier ones. */
const SHOWN = 15;

const section = (title: string, rows: readonly (readonly string[])[], none: string): string =>
  `${colours.bold(title)}\n${rows.length === 0 ? `  ${none}` : table(rows)}`;

/** What a run says about itself, as `npm start` and `npm run status` print it. */
export function statusTables(status: RunStatus, now: number): string {
  return [programTable(status), targetTable(status), alertTable(status, now), faultTable(status, now)].join(
    '\n\n',
  );
}

export function programTable({ programs }: RunStatus): string {
  return section(
    'What runs',
    programs.map(({ name, url, what }) => [name, url, colours.dim(what)]),
    'nothing yet',
  );
}

export function targetTable({ targets, emptyJobs }: RunStatus): string {
  const rows = [
    ...targets.map(({ job, instance, health, lastError }) => [job, instance, healthOf(health), lastError]),
    ...emptyJobs.map((job) => [job, '', colours.yellow('no target'), '']),
  ];
  return section('Targets', rows, 'none yet');
}

const healthOf = (health: string): string =>
  health === 'up' ? colours.green(health) : health === 'down' ? colours.red(health) : health;

const stateColours: Readonly<Record<AlertStatus['state'], (text: string) => string>> = {
  pending: colours.yellow,
  firing: colours.red,
  inhibited: colours.dim,
};

export function alertTable({ alerts }: RunStatus, now: number): string {
  const rows = alerts.map(({ name, state, priority, team, application, since }) => [
    name,
    stateColours[state](state),
    priority,
    application,
    team,
    `for ${span(now - since)}`,
  ]);
  return section('Alerts', rows, 'none');
}

export function faultTable({ faults }: RunStatus, now: number): string {
  const rows = faults.map(({ name, what, since }) => [
    name,
    since === undefined ? 'off' : colours.red(`on for ${span(now - since)}`),
    colours.dim(what),
  ]);
  return section('Faults (npm run fault -- <name> on)', rows, 'not yet');
}

export function notificationTable({ notifications, heartbeat }: RunStatus): string {
  const rows = notifications
    .slice(-SHOWN)
    .map((notification) => [clock(notification.receivedAt), ...notificationCells(notification)]);
  const beats =
    heartbeat.lastAt === undefined
      ? 'no heartbeat yet'
      : `${String(heartbeat.beats)} heartbeats, the last at ${clock(heartbeat.lastAt)}${heartbeat.silent ? ', silent since' : ''}`;
  return `${section('Notifications', rows, 'none')}\n  ${colours.dim(beats)}`;
}

/** Inbox, where in it, status and title. */
export function notificationCells({ inbox, destination, status, title }: Notification): readonly string[] {
  const colour = status === 'firing' ? colours.red : status === 'resolved' ? colours.green : colours.yellow;
  return [inbox, destination, colour(status), title];
}
