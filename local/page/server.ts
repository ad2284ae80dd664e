import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { panelData, variableValues, type Range } from '../boards/data';
import type { Choice } from '../boards/choice';
import type { Board } from '../boards/model';
import { freePort, openHttp, parseJson, readBody, type LoopbackServer } from '../loopback';
import { answerCommand, type Commands } from '../run/commands';
import { asset, indexPage, type Asset } from './assets';
import { StatusEvents } from './events';
import { hasToken, isOwnHost } from './guard';

/** What the page shows and switches. */
export interface Shown extends Commands {
  /** Dashboards of the stack; none before it has been evaluated. */
  boards(): readonly Board[];
  /** Undefined until Prometheus runs. */
  prometheusUrl(): string | undefined;
}

const USUAL_PORT = 7070;

/** Nothing from elsewhere, no frames; inline styles because the chart library places its legend by them. */
const policy = (nonce: string): string =>
  [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    "style-src 'self' 'unsafe-inline'",
    "connect-src 'self'",
    "img-src 'self' data:",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/**
 * Opens the page of a run on loopback. It answers from the first second, before anything is built.
 *
 * @param usualPort taken when it is free, else one of the system's choice
 */
export async function openPage(shown: Shown, usualPort = USUAL_PORT): Promise<LoopbackServer> {
  const token = randomBytes(24).toString('hex');
  const events = new StatusEvents(() => shown.status());
  const port = await freePort([usualPort]);
  const server = await openHttp((request, response) => {
    answer(request, response, { shown, token, events, port }).catch((error: unknown) => {
      json(response, 502, { error: error instanceof Error ? error.message : String(error) });
    });
  }, port);
  return {
    ...server,
    close: async () => {
      events.close();
      await server.close();
    },
  };
}

interface Page {
  readonly shown: Shown;
  readonly token: string;
  readonly events: StatusEvents;
  readonly port: number;
}

async function answer(request: IncomingMessage, response: ServerResponse, page: Page): Promise<void> {
  if (!isOwnHost(request, page.port)) {
    json(response, 403, { error: 'This page answers under 127.0.0.1 and localhost only.' });
    return;
  }
  const url = new URL(request.url ?? '/', 'http://page');
  if (request.method === 'POST') await change(request, response, url, page);
  else if (url.pathname === '/') index(response, page.token);
  else if (url.pathname === '/events') page.events.add(response);
  else if (url.pathname.startsWith('/boards')) await boards(response, url, page.shown);
  else {
    const found = asset(url.pathname);
    if (found === undefined) json(response, 404, { error: `There is no ${url.pathname} here.` });
    else file(response, found);
  }
}

/** What the page's buttons ask for: the commands that other terminals have too. */
async function change(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  { shown, token }: Page,
): Promise<void> {
  if (!hasToken(request, token)) {
    json(response, 403, { error: 'Reload the page: its run has ended and another one has begun.' });
    return;
  }
  const endpoint = `POST ${url.pathname}`;
  const reply = await answerCommand({ endpoint, body: parseJson(await readBody(request)) }, shown);
  json(response, reply.status, reply.body);
}

/** `/boards`, `/boards/<uid>/variables`, `/boards/<uid>/panels/<id>`. */
async function boards(response: ServerResponse, url: URL, shown: Shown): Promise<void> {
  const [, , uid, what, id] = url.pathname.split('/');
  if (uid === undefined) {
    json(response, 200, shown.boards());
    return;
  }
  const board = shown.boards().find((one) => one.uid === uid);
  const prometheus = shown.prometheusUrl();
  if (board === undefined || prometheus === undefined) {
    json(response, 404, {
      error: board === undefined ? `There is no dashboard ${uid}.` : 'Prometheus is not up yet.',
    });
    return;
  }
  const { choice, range } = asked(url);
  if (what === 'variables') {
    json(response, 200, await variableValues(prometheus, board, choice, range));
    return;
  }
  const panel = board.rows.flatMap(({ panels }) => panels).find((one) => String(one.id) === id);
  if (panel === undefined) json(response, 404, { error: `Dashboard ${uid} has no panel ${id ?? ''}.` });
  else json(response, 200, await panelData(prometheus, board, panel, choice, range));
}

/** Minutes that a board shows when nothing else is asked. */
const USUAL_MINUTES = 15;

function asked({ searchParams }: URL): { readonly choice: Choice; readonly range: Range } {
  const minutes = Number(searchParams.get('minutes') ?? USUAL_MINUTES);
  const to = Date.now() / 1000;
  const choice = Object.fromEntries(
    [...searchParams].flatMap(([name, value]) => (name.startsWith('var-') ? [[name.slice(4), value]] : [])),
  );
  const sound = Number.isFinite(minutes) && minutes > 0 ? minutes : USUAL_MINUTES;
  return { choice, range: { from: to - sound * 60, to } };
}

function index(response: ServerResponse, token: string): void {
  const nonce = randomBytes(16).toString('base64url');
  response.setHeader('Content-Security-Policy', policy(nonce));
  file(response, indexPage(token, nonce));
}

function file(response: ServerResponse, { contentType, body }: Asset): void {
  response
    .writeHead(200, {
      'Content-Type': contentType,
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    })
    .end(body);
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response
    .writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' })
    .end(JSON.stringify(body));
}
