import { randomUUID } from 'node:crypto';
import { parseJson } from '../loopback';
import { openHttpInbox, type InboxReply, type InboxRequest } from './httpInbox';
import type { Inbox } from './model';
import { parsePagerdutyEvent, type PagerdutyEvent } from './pagerdutyEvent';
import type { NotificationStore } from './store';

/** One incident, from its first trigger to its resolution. */
export interface Incident {
  readonly service: string;
  readonly dedupKey: string;
  readonly title: string;
  readonly severity: string;
  status: 'triggered' | 'acknowledged' | 'resolved';
  /** Triggers with the same key while the incident was open, the first included. */
  triggers: number;
}

export interface PagerdutyInbox extends Inbox {
  incidents(): readonly Incident[];
}

/**
 * Stands in for PagerDuty's Events API v2, `POST <url>/v2/enqueue`: refuses what PagerDuty refuses and keeps one
 * incident per service and deduplication key until it is resolved.
 * @param serviceOf name of the service of an integration key; a key without one is accepted under its last four characters,
 *   because PagerDuty itself accepts events for any well-formed key
 */
export async function openPagerdutyInbox(
  store: NotificationStore,
  serviceOf: (integrationKey: string) => string | undefined,
): Promise<PagerdutyInbox> {
  const incidents: Incident[] = [];
  const inbox = await openHttpInbox('pagerduty', (request) => {
    if (request.path !== '/v2/enqueue') return { status: 404, body: { status: 'not found' } };
    if (request.method !== 'POST') return { status: 405, body: { status: 'method not allowed' } };
    return receive(request, store, serviceOf, incidents);
  });
  return { ...inbox, incidents: () => incidents };
}

function receive(
  request: InboxRequest,
  store: NotificationStore,
  serviceOf: (integrationKey: string) => string | undefined,
  incidents: Incident[],
): InboxReply {
  const parsed = parsePagerdutyEvent(parseJson(request.body));
  if ('errors' in parsed) {
    return {
      status: 400,
      body: { status: 'invalid event', message: 'Event object is invalid', errors: parsed.errors },
    };
  }
  const { event } = parsed;
  const dedupKey = event.dedup_key ?? randomUUID();
  const service = serviceOf(event.routing_key) ?? `…${event.routing_key.slice(-4)}`;
  const incident = apply(event, dedupKey, service, incidents);
  store.add({
    inbox: 'pagerduty',
    destination: service,
    status:
      event.event_action === 'trigger' ? 'firing' : event.event_action === 'resolve' ? 'resolved' : 'unknown',
    title: incident?.title ?? `resolve of an incident that is not open: ${dedupKey}`,
    text:
      event.event_action === 'trigger' ? JSON.stringify({ ...event.payload, links: event.links ?? [] }) : '',
  });
  return { status: 202, body: { status: 'success', message: 'Event processed', dedup_key: dedupKey } };
}

function apply(
  event: PagerdutyEvent,
  dedupKey: string,
  service: string,
  incidents: Incident[],
): Incident | undefined {
  const open = incidents.find(
    (incident) =>
      incident.dedupKey === dedupKey && incident.service === service && incident.status !== 'resolved',
  );
  if (event.event_action === 'trigger') {
    if (open !== undefined) {
      open.triggers += 1;
      return open;
    }
    const { summary: title, severity } = event.payload;
    const opened: Incident = { service, dedupKey, title, severity, status: 'triggered', triggers: 1 };
    incidents.push(opened);
    return opened;
  }
  if (open !== undefined) open.status = event.event_action === 'resolve' ? 'resolved' : 'acknowledged';
  return open;
}
