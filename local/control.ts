import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { openHttp, parseJson, readBody, type LoopbackServer } from './loopback';

/**
 * Carries the token. A custom header, because a page in the user's browser can send requests to loopback but not
 * with one: without it any website could switch faults.
 */
export const TOKEN_HEADER = 'x-observatory-token';

export interface ControlRequest {
  /** `GET /status`, `POST /faults/latency`. */
  readonly endpoint: string;
  readonly body: unknown;
}

export interface ControlReply {
  readonly status: number;
  readonly body: unknown;
}

/** Opens a JSON endpoint on loopback that answers only requests with `token`. */
export function openControl(
  token: string,
  handle: (request: ControlRequest) => Promise<ControlReply>,
  port = 0,
): Promise<LoopbackServer> {
  return openHttp((request, response) => {
    answer(request, response, token, handle).catch((error: unknown) => {
      send(response, {
        status: 500,
        body: { error: error instanceof Error ? error.message : String(error) },
      });
    });
  }, port);
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  token: string,
  handle: (request: ControlRequest) => Promise<ControlReply>,
): Promise<void> {
  const given = request.headers[TOKEN_HEADER];
  if (typeof given !== 'string' || !equal(given, token)) {
    send(response, { status: 403, body: { error: `the header ${TOKEN_HEADER} is missing or wrong` } });
    return;
  }
  const endpoint = `${request.method ?? 'GET'} ${new URL(request.url ?? '/', 'http://control').pathname}`;
  send(response, await handle({ endpoint, body: parseJson(await readBody(request)) }));
}

function equal(left: string, right: string): boolean {
  return left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right));
}

function send(response: ServerResponse, { status, body }: ControlReply): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}

/** Address of a control endpoint and the token that it wants. */
export interface ControlAddress {
  readonly url: string;
  readonly token: string;
}

/**
 * Calls a control endpoint.
 * @param body sent as JSON by POST; without one the request is a GET
 * @throws TypeError when nobody listens; a DOMException when there is no answer within 10 s
 */
export async function callControl(
  { url, token }: ControlAddress,
  path: string,
  body?: unknown,
): Promise<ControlReply> {
  const response = await fetch(`${url}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { [TOKEN_HEADER]: token },
    body: body === undefined ? null : JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  });
  return { status: response.status, body: await response.json() };
}
