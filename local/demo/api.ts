import { pbkdf2 } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { treatment, type FaultName } from './faults';
import type { DemoMetrics } from './metrics';
import { duration, routeOf } from './routes';

const hash = promisify(pbkdf2);

/** The demo shop: answers its routes after some work, `/health`, and `/metrics`. */
export class DemoApi {
  constructor(
    private readonly metrics: DemoMetrics,
    private readonly active: ReadonlySet<FaultName>,
    private readonly random: () => number = Math.random,
  ) {}

  /** Never rejects: a client that hangs up is no fault of the application. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://demo');
    request.resume();
    if (pathname === '/metrics') {
      const { contentType, text } = await this.metrics.exposition();
      response.writeHead(200, { 'Content-Type': contentType }).end(text);
      return;
    }
    if (pathname === '/health') {
      json(response, 200, { status: 'ok' });
      return;
    }
    await this.serve(request.method ?? 'GET', pathname, response);
  }

  private async serve(method: string, pathname: string, response: ServerResponse): Promise<void> {
    const started = process.hrtime.bigint();
    const route = routeOf(method, pathname);
    let status = 404;
    if (route !== undefined) {
      const { errorShare, extraMs } = treatment(this.active, this.random);
      // Some real CPU time, so that the process metrics follow the traffic.
      await hash(pathname, 'demo', 200, 32, 'sha256');
      await sleep(duration(route, this.random) + extraMs);
      status = this.random() < errorShare ? 500 : route.status;
    }
    json(
      response,
      status,
      status < 400 ? { ok: true } : { error: status === 404 ? 'not found' : 'internal' },
    );
    const seconds = Number(process.hrtime.bigint() - started) / 1e9;
    // One label value for all unknown paths: scanners must not create series.
    this.metrics.observe(method, route?.route ?? 'unknown', status, seconds);
  }
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}
