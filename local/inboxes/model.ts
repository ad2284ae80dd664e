/** The channels that have a stand-in on this machine. */
export const inboxNames = ['slack', 'pagerduty', 'smtp', 'heartbeat'] as const;
export type InboxName = (typeof inboxNames)[number];

export type NotificationStatus = 'firing' | 'resolved' | 'unknown';

/** What arrived in an inbox, as a channel's user would see it. */
export interface Notification {
  /** 1, 2, 3 … in order of arrival over all inboxes. */
  readonly sequence: number;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
  readonly inbox: InboxName;
  /** Who would have seen it: a Slack channel, a PagerDuty service, mail addresses, the name of a switch. */
  readonly destination: string;
  readonly status: NotificationStatus;
  /** Names of alerts that occur in the text, in order of their first mention. */
  readonly alerts: readonly string[];
  /** The line that a phone shows. */
  readonly title: string;
  readonly text: string;
}

/** A notification before the store numbers and dates it. */
export type Received = Omit<Notification, 'sequence' | 'receivedAt' | 'alerts'>;

/** How an inbox answers: normally, with a refusal (`status` as in HTTP), or never. */
export type Behaviour =
  | { readonly kind: 'accept' }
  | { readonly kind: 'refuse'; readonly status: number; readonly retryAfterSeconds?: number }
  | { readonly kind: 'hang' };

/** An inbox that is open on loopback. */
export interface Inbox {
  readonly name: InboxName;
  readonly url: string;
  /** Requests or messages that were offered so far, refused ones included. */
  attempts(): number;
  behave(behaviour: Behaviour): void;
  close(): Promise<void>;
}
