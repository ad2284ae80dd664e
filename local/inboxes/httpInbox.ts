import type { IncomingMessage, ServerResponse } from 'node:http';
import { openHttp, readBody } from '../loopback';
import type { Behaviour, Inbox, InboxName } from './model';

export interface InboxRequest {
  readonly method: string;
  /** Path without the query. */
  readonly path: string;
  readonly contentType: string;
  readonly body: string;
}

export interface InboxReply {
  readonly status: number;
  /** Text as it is, anything else as JSON. */
  readonly body: unknown;
}

/**
 * Opens an inbox that is reached by HTTP. Misbehaviour is the same for all of them and handled here; `receive`
 * only sees requests that are to be answered normally.
 */
export async function openHttpInbox(
  name: InboxName,
  receive: (request: InboxRequest) => InboxReply,
): Promise<Inbox> {
  let behaviour: Behaviour = { kind: 'accept' };
  let attempts = 0;

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    attempts += 1;
    const body = await readBody(request);
    if (behaviour.kind === 'hang') return;
    if (behaviour.kind === 'refuse') {
      const { status, retryAfterSeconds } = behaviour;
      if (retryAfterSeconds !== undefined) response.setHeader('Retry-After', String(retryAfterSeconds));
      send(response, { status, body: `refused with ${String(status)} on request of the test` });
      return;
    }
    const { pathname } = new URL(request.url ?? '/', 'http://inbox');
    const contentType = request.headers['content-type'] ?? '';
    send(response, receive({ method: request.method ?? 'GET', path: pathname, contentType, body }));
  };

  const server = await openHttp((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (!response.headersSent) send(response, failure(error));
    });
  });
  return {
    name,
    url: server.url,
    attempts: () => attempts,
    behave: (wanted) => {
      behaviour = wanted;
    },
    close: () => server.close(),
  };
}

function send(response: ServerResponse, { status, body }: InboxReply): void {
  const text = typeof body === 'string';
  response.writeHead(status, { 'Content-Type': text ? 'text/plain' : 'application/json' });
  response.end(text ? body : JSON.stringify(body));
}

function failure(error: unknown): InboxReply {
  return error instanceof RangeError
    ? { status: 413, body: error.message }
    : { status: 500, body: `the inbox failed: ${String(error)}` };
}
