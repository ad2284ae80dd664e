import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../database';
import type { DemoFault } from '../faults';
import { duration } from '../shop/routes';
import type { WorkerMetrics } from './metrics';

/** Milliseconds until an empty queue is looked at again. */
const PAUSE_MS = 500;
/** How long the packing of an order takes; lognormal. */
const packing = { medianMs: 120, sigma: 0.5 } as const;
/** Share of the orders that cannot be fulfilled: usually, and while it is on request. */
const USUAL_FAILURES = 0.005;
const FAILURES = 0.5;

interface Taken {
  readonly id: string;
  /** Seconds since it was placed. */
  readonly age: string;
}

/** The queue: no two workers take the same order. */
const TAKE = `
  UPDATE orders SET state = 'taken' WHERE id = (
    SELECT id FROM orders WHERE state = 'new' ORDER BY id FOR UPDATE SKIP LOCKED LIMIT 1
  ) RETURNING id, extract(epoch FROM now() - placed_at) AS age`;

/** Works through the orders, one at a time. */
export class Fulfilment {
  constructor(
    private readonly database: Pick<Database, 'query'>,
    private readonly metrics: WorkerMetrics,
    private readonly active: ReadonlySet<DemoFault>,
    private readonly random: () => number = Math.random,
  ) {}

  /** Runs until it is aborted; then it resolves. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) if (!(await this.next().catch(() => false))) await sleep(PAUSE_MS);
  }

  /** Fulfils the next order; false when there is none. Rejects when the database does not answer. */
  async next(): Promise<boolean> {
    const [order] = await this.database.query<Taken>(TAKE);
    if (order === undefined) {
      this.metrics.waiting.set(0);
      return false;
    }
    const taken = Date.now();
    await sleep(duration(packing, this.random));
    const fails = this.random() < (this.active.has('jobs-failing') ? FAILURES : USUAL_FAILURES);
    const [left] = await this.database.query<{ waiting: string }>(
      `WITH gone AS (DELETE FROM orders WHERE id = $1) SELECT count(*) AS waiting FROM orders WHERE state = 'new'`,
      [order.id],
    );
    this.metrics.waiting.set(Number(left?.waiting ?? 0));
    this.metrics.fulfilled.inc();
    if (fails) this.metrics.failed.inc();
    this.metrics.durations.observe(Number(order.age) + (Date.now() - taken) / 1000);
    return true;
  }
}
