import type { Notification } from '../inboxes/model';
import type { AlertLife, AlertStatus } from './status';

/** Lives that are kept after their end; the oldest go first. */
const KEPT = 200;

const identity = ({ name, application, team, detail }: AlertStatus): string =>
  [name, application, team, detail].join('\n');

/**
 * The way of each alert from its condition to the people: pending, firing, routed, delivered, over, and told to be over.
 * Every time is the moment at which this run saw it, milliseconds since 1970.
 */
export class AlertLives {
  #lives: AlertLife[] = [];

  /** @param now alerts that are pending or firing at `at` */
  look(now: readonly AlertStatus[], at: number): void {
    const present = new Map(now.map((alert) => [identity(alert), alert]));
    this.#lives = this.#lives.map((life) => {
      if (life.overAt !== undefined) return life;
      const alert = present.get(identity(life));
      present.delete(identity(life));
      return alert === undefined ? { ...life, overAt: at } : grown(life, alert, at);
    });
    const born = [...present.values()].map((alert) =>
      grown({ ...alert, receivers: [], delivered: [] }, alert, at),
    );
    // An alert that was pending only is no news once it is over.
    const worth = this.#lives.filter(
      ({ overAt, firingAt }) => overAt === undefined || firingAt !== undefined,
    );
    this.#lives = [...worth, ...born].slice(-KEPT);
  }

  /** Notes who was told, of which alerts. A message names alerts; which of several of one name it means, its text says. */
  delivered(notification: Notification): void {
    for (const name of notification.alerts) {
      const resolved = notification.status === 'resolved';
      const meant = this.#meant(name, notification);
      this.#lives = this.#lives.map((life) => (meant.has(life) ? told(life, notification, resolved) : life));
    }
  }

  /** The newest first. */
  list(): readonly AlertLife[] {
    return [...this.#lives].reverse();
  }

  #meant(name: string, { title, text }: Notification): ReadonlySet<AlertLife> {
    const candidates = this.#lives.filter((life) => life.name === name && life.firingAt !== undefined);
    const words = `${title}\n${text}`.toLowerCase();
    const named = candidates.filter(
      ({ application, detail }) =>
        words.includes(application.toLowerCase()) && words.includes(detail.toLowerCase()),
    );
    const open = (named.length > 0 ? named : candidates).filter(({ resolvedAt }) => resolvedAt === undefined);
    return new Set(open);
  }
}

const grown = (life: AlertLife, alert: AlertStatus, at: number): AlertLife => ({
  ...life,
  state: alert.state,
  ...(alert.state === 'pending' ? { pendingAt: life.pendingAt ?? at } : { firingAt: life.firingAt ?? at }),
  ...(alert.receivers.length === 0 ? {} : { receivers: alert.receivers, routedAt: life.routedAt ?? at }),
});

const told = (
  life: AlertLife,
  { receivedAt, inbox, destination }: Notification,
  resolved: boolean,
): AlertLife => {
  if (resolved) return life.overAt === undefined ? life : { ...life, resolvedAt: receivedAt };
  const known = life.delivered.some((one) => one.inbox === inbox && one.destination === destination);
  return known ? life : { ...life, delivered: [...life.delivered, { inbox, destination, at: receivedAt }] };
};
