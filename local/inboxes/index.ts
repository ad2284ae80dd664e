import { openHeartbeatInbox, type HeartbeatInbox } from './heartbeat';
import type { Inbox, InboxName } from './model';
import { openPagerdutyInbox, type PagerdutyInbox } from './pagerduty';
import { openSlackInbox } from './slack';
import { openSmtpInbox, type SmtpInbox } from './smtp';
import type { NotificationStore } from './store';

export interface InboxOptions {
  /** Name of the PagerDuty service of an integration key. */
  readonly pagerdutyServiceOf: (integrationKey: string) => string | undefined;
  /** Seconds without a heartbeat until the dead man's switch raises the alarm. */
  readonly heartbeatSilenceSeconds: number;
}

/** All stand-ins, open on loopback ports of the system's choice. */
export interface Inboxes extends Record<InboxName, Inbox> {
  readonly slack: Inbox;
  readonly pagerduty: PagerdutyInbox;
  readonly smtp: SmtpInbox;
  readonly heartbeat: HeartbeatInbox;
}

export async function openInboxes(store: NotificationStore, options: InboxOptions): Promise<Inboxes> {
  const [slack, pagerduty, smtp, heartbeat] = await Promise.all([
    openSlackInbox(store),
    openPagerdutyInbox(store, options.pagerdutyServiceOf),
    openSmtpInbox(store),
    openHeartbeatInbox(store, options.heartbeatSilenceSeconds),
  ]);
  return { slack, pagerduty, smtp, heartbeat };
}

export async function closeInboxes(inboxes: Inboxes): Promise<void> {
  await Promise.all(Object.values(inboxes).map((inbox: Inbox) => inbox.close()));
}
