import { pbkdf2 } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { treatment, type DemoFault } from '../faults';
import type { Carrier } from './carrier';
import type { Catalogue } from './catalogue';
import { CUSTOMER_HEADER, type Customers } from './customers';
import type { ShopMetrics } from './metrics';
import type { Orders } from './orders';
import { duration, routeOf, type Route } from './routes';

const hash = promisify(pbkdf2);

/** What the shop is made of. */
export interface Shop {
  readonly catalogue: Pick<Catalogue, 'page' | 'product' | 'search'>;
  readonly carrier: Pick<Carrier, 'quote'>;
  readonly orders: Pick<Orders, 'place'>;
  readonly customers: Customers;
  readonly metrics: ShopMetrics;
}

/** The demo shop over HTTP: its routes, `/health`, and `/metrics`. */
export class ShopApi {
  constructor(
    private readonly shop: Shop,
    private readonly active: ReadonlySet<DemoFault>,
    private readonly random: () => number = Math.random,
  ) {}

  /** Never rejects: a client that hangs up is no fault of the application. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://demo');
    request.resume();
    if (url.pathname === '/metrics') {
      const { registry } = this.shop.metrics;
      response.writeHead(200, { 'Content-Type': registry.contentType }).end(await registry.metrics());
      return;
    }
    if (url.pathname === '/health') {
      send(response, 200, '{"status":"ok"}');
      return;
    }
    const { [CUSTOMER_HEADER]: customer } = request.headers;
    if (typeof customer === 'string' && this.shop.customers.seen(customer)) this.shop.metrics.visits.inc();
    await this.#serve(request.method ?? 'GET', url, response);
  }

  async #serve(method: string, url: URL, response: ServerResponse): Promise<void> {
    const started = process.hrtime.bigint();
    const route = routeOf(method, url.pathname);
    const [status, body] =
      route === undefined
        ? ([404, '{"error":"not found"}'] as const)
        : await this.#work(route, url).catch(() => [500, '{"error":"internal"}'] as const);
    send(response, status, body);
    const seconds = Number(process.hrtime.bigint() - started) / 1e9;
    // One label value for all unknown paths: scanners must not create series.
    const name = route?.route ?? 'unknown';
    // Written out twice: a label set made by spreading another costs five times as much to count with.
    this.shop.metrics.requests.inc({ method, route: name, status: String(status) });
    this.shop.metrics.durations.observe({ method, route: name }, seconds);
  }

  async #work(route: Route, url: URL): Promise<readonly [status: number, body: string]> {
    const { errorShare, extraMs } = treatment(this.active, this.random);
    // Some real CPU time, so that the process metrics follow the traffic.
    await hash(url.pathname, 'demo', 200, 32, 'sha256');
    await sleep(duration(route, this.random) + extraMs);
    if (this.random() < errorShare) throw new Error('on request');
    const { catalogue, carrier, orders, metrics } = this.shop;
    switch (route.route) {
      case '/api/products':
        return [route.status, await catalogue.page()];
      case '/api/products/:id':
        return [route.status, await catalogue.product(url.pathname.split('/').at(-1) ?? '')];
      case '/api/search':
        return [route.status, await catalogue.search(url.searchParams.get('q') ?? '')];
      case '/api/carts': {
        const quoted = await carrier.quote();
        metrics.carts.inc();
        return [route.status, JSON.stringify({ delivery: quoted ? 'as quoted' : 'flat rate' })];
      }
      case '/api/orders':
        return (await orders.place())
          ? [route.status, '{"state":"placed"}']
          : [402, '{"error":"payment declined"}'];
    }
  }
}

function send(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(body);
}
