import { alertNamesIn, type AlertNames } from './alertNames';
import type { InboxName, Notification, Received } from './model';

/** Notifications kept in memory; the oldest go first. A day of P1 storms fits. */
const KEPT = 5_000;

export interface NotificationFilter {
  readonly inbox?: InboxName;
  readonly alert?: string;
}

/** What arrived in all inboxes, in order, and who wants to be told. */
export class NotificationStore {
  readonly #kept: Notification[] = [];
  readonly #listeners = new Set<(notification: Notification) => void>();
  #sequence = 0;

  /**
   * @param alertNames names of all alerts that rules can raise; they are recognised in texts
   * @param now milliseconds since 1970
   */
  constructor(
    private readonly alertNames: AlertNames,
    private readonly now: () => number = Date.now,
  ) {}

  add(received: Received): Notification {
    this.#sequence += 1;
    const notification: Notification = {
      ...received,
      sequence: this.#sequence,
      receivedAt: this.now(),
      alerts: alertNamesIn(`${received.title}\n${received.text}`, this.alertNames),
    };
    this.#kept.push(notification);
    if (this.#kept.length > KEPT) this.#kept.shift();
    for (const listener of this.#listeners) listener(notification);
    return notification;
  }

  list(filter: NotificationFilter = {}): readonly Notification[] {
    return this.#kept.filter(
      ({ inbox, alerts }) =>
        (filter.inbox === undefined || filter.inbox === inbox) &&
        (filter.alert === undefined || alerts.includes(filter.alert)),
    );
  }

  /** Calls `listener` with each later notification, until the returned function is called. */
  subscribe(listener: (notification: Notification) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }
}
