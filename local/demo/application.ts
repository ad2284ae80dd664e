import { openHttp, type LoopbackServer } from '../loopback';
import { redisCache } from './cache';
import { Database } from './database';
import type { DemoFault } from './faults';
import { CpuPressure, MemoryPressure } from './pressure';
import type { Settings } from './settings';
import { ShopApi } from './shop/api';
import { Carrier } from './shop/carrier';
import { Catalogue } from './shop/catalogue';
import { Customers } from './shop/customers';
import { shopMetrics } from './shop/metrics';
import { Orders } from './shop/orders';
import { Payments } from './shop/payments';
import { traffic, type Traffic } from './traffic';
import { Fulfilment } from './worker/fulfilment';
import { RATES_UPDATED, workerMetrics } from './worker/metrics';
import { Rates } from './worker/rates';

/** Connections of each pool. */
const CONNECTIONS = { shop: 8, worker: 2 } as const;

/**
 * MiB that the process takes under pressure: 95 % of what content/applications/demo.yaml says that it may use
 * (alerts.saturation.instanceCapacity).
 */
const PRESSURE_MIB = 380;

/** The demo: a shop with its customers, and the worker behind it, in one process so that this machine stays free. */
export class DemoApplication {
  readonly #settings: Settings;
  readonly #active = new Set<DemoFault>();
  readonly #shop: ShopApi;
  readonly #worker = workerMetrics();
  readonly #work: readonly { run(signal: AbortSignal): Promise<void> }[];
  readonly #life = new AbortController();
  readonly #clients: readonly { close(): Promise<void> | void }[];
  #working: Promise<unknown> = Promise.resolve();
  readonly #traffic: Traffic;
  readonly #cpu = new CpuPressure();
  readonly #memory = new MemoryPressure(PRESSURE_MIB);
  #server: LoopbackServer | undefined;
  #workerServer: LoopbackServer | undefined;

  constructor(settings: Settings) {
    this.#settings = settings;
    const customers = new Customers();
    const metrics = shopMetrics(() => customers.active());
    const { databaseUrl, cacheUrl, paymentsUrl, carrierUrl, ratesUrl, requestsPerSecond } = settings;
    const database = new Database(
      { url: databaseUrl, name: 'shop', connections: CONNECTIONS.shop },
      metrics.registry,
    );
    const cache = redisCache(cacheUrl);
    this.#shop = new ShopApi(
      {
        catalogue: new Catalogue(database, cache, metrics),
        carrier: new Carrier(carrierUrl, metrics.registry),
        orders: new Orders(database, new Payments(paymentsUrl, metrics), metrics),
        customers,
        metrics,
      },
      this.#active,
    );
    const workerDatabase = new Database(
      { url: databaseUrl, name: 'worker', connections: CONNECTIONS.worker },
      this.#worker.registry,
    );
    this.#clients = [database, workerDatabase, cache];
    this.#work = [
      new Fulfilment(workerDatabase, this.#worker, this.#active),
      new Rates(ratesUrl, this.#worker),
    ];
    this.#traffic = traffic(settings.shopPort, requestsPerSecond);
  }

  /** Listens, works and is used. Rejects when a port is taken. */
  async open(): Promise<void> {
    await this.#listen();
    const { registry } = this.#worker;
    this.#workerServer = await openHttp((request, response) => {
      request.resume();
      void registry.metrics().then((text) => {
        response.writeHead(200, { 'Content-Type': registry.contentType }).end(text);
      });
    }, this.#settings.workerPort);
    this.#working = Promise.all(this.#work.map((work) => work.run(this.#life.signal)));
    this.#traffic.start();
  }

  async close(): Promise<void> {
    this.#traffic.stop();
    this.#life.abort();
    await Promise.all([this.#shut(), this.#workerServer?.close(), this.#working]);
    await Promise.all(
      this.#clients.map(async (client) => {
        await client.close();
      }),
    );
  }

  activeFaults(): readonly DemoFault[] {
    return [...this.#active].sort();
  }

  /** Resolves when the fault has taken effect. Rejects when the port cannot be opened again after an outage. */
  async switch(fault: DemoFault, on: boolean): Promise<void> {
    if (fault === 'outage') await (on ? this.#shut() : this.#listen());
    if (fault === 'traffic-loss') this.#traffic[on ? 'stop' : 'start']();
    if (fault === 'cpu-pressure') await this.#cpu.switch(on);
    if (fault === 'memory-pressure') this.#memory.switch(on);
    if (fault === 'metric-missing') this.#hideRates(on);
    if (on) this.#active.add(fault);
    else this.#active.delete(fault);
  }

  async #listen(): Promise<void> {
    this.#server ??= await openHttp((request, response) => {
      void this.#shop.handle(request, response);
    }, this.#settings.shopPort);
  }

  async #shut(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    await server?.close();
  }

  #hideRates(hidden: boolean): void {
    const { registry, ratesUpdated } = this.#worker;
    registry.removeSingleMetric(RATES_UPDATED);
    if (!hidden) registry.registerMetric(ratesUpdated);
  }
}
