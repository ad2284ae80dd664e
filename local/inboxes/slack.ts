import { z } from 'zod';
import { parseJson } from '../loopback';
import { statusIn } from './alertNames';
import { openHttpInbox, type InboxReply, type InboxRequest } from './httpInbox';
import type { Inbox, NotificationStatus } from './model';
import type { NotificationStore } from './store';

const attachment = z.looseObject({
  fallback: z.string().optional(),
  pretext: z.string().optional(),
  title: z.string().optional(),
  title_link: z.string().optional(),
  text: z.string().optional(),
  color: z.string().optional(),
  fields: z.array(z.looseObject({ title: z.string().optional(), value: z.string().optional() })).optional(),
  actions: z.array(z.looseObject({ text: z.string().optional(), url: z.string().optional() })).optional(),
});
const message = z.looseObject({
  channel: z.string().optional(),
  text: z.string().optional(),
  attachments: z.array(attachment).optional(),
});
type Message = z.infer<typeof message>;

/** Slack's names for the colours that Alertmanager's default template uses. */
const statusByColour: Readonly<Record<string, NotificationStatus>> = { danger: 'firing', good: 'resolved' };

/**
 * Stands in for Slack's incoming webhooks: `POST <url>/services/…` with JSON or a form, errors as Slack words them.
 * The channel is the one in the message, else the last part of the path.
 */
export function openSlackInbox(store: NotificationStore): Promise<Inbox> {
  return openHttpInbox('slack', (request) => receive(request, store));
}

function receive(request: InboxRequest, store: NotificationStore): InboxReply {
  if (!request.path.startsWith('/services/')) return { status: 404, body: 'no_service' };
  if (request.method !== 'POST') return { status: 400, body: 'invalid_payload' };
  const parsed = message.safeParse(payloadOf(request));
  if (!parsed.success) return { status: 400, body: 'invalid_payload' };
  const { text, attachments = [] } = parsed.data;
  if ((text ?? '') === '' && attachments.length === 0) return { status: 400, body: 'no_text' };

  const title = titleOf(parsed.data);
  store.add({
    inbox: 'slack',
    destination: parsed.data.channel ?? request.path.split('/').at(-1) ?? 'default',
    status: statusOf(title, parsed.data),
    title,
    text: textOf(parsed.data),
  });
  return { status: 200, body: 'ok' };
}

function payloadOf({ contentType, body }: InboxRequest): unknown {
  const form = contentType.startsWith('application/x-www-form-urlencoded');
  return parseJson(form ? (new URLSearchParams(body).get('payload') ?? '') : body);
}

function titleOf({ text, attachments = [] }: Message): string {
  const [first] = attachments;
  return first?.title ?? first?.fallback ?? text ?? first?.text ?? '';
}

function statusOf(title: string, { attachments = [] }: Message): NotificationStatus {
  const said = statusIn(title);
  return said === 'unknown' ? (statusByColour[attachments[0]?.color ?? ''] ?? 'unknown') : said;
}

function textOf({ text, attachments = [] }: Message): string {
  const lines = attachments.flatMap((part) => [
    part.pretext,
    part.text,
    ...(part.fields ?? []).map((field) => `${field.title ?? ''}: ${field.value ?? ''}`),
    part.title_link,
    ...(part.actions ?? []).map(({ text: button = '', url = '' }) => `[${button}] ${url}`),
  ]);
  return [text, ...lines].filter((line) => line !== undefined && line !== '').join('\n');
}
