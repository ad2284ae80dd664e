import type { Database } from '../database';
import type { ShopMetrics } from './metrics';
import type { Payments } from './payments';

/** Cents that an order is worth: from the first up to the sum of both. */
const LEAST = 900;
const SPREAD = 9_000;

/** Places orders: paid for, then left to the worker. */
export class Orders {
  constructor(
    private readonly database: Pick<Database, 'query'>,
    private readonly payments: Pick<Payments, 'charge'>,
    private readonly metrics: Pick<ShopMetrics, 'orders' | 'revenue'>,
    private readonly random: () => number = Math.random,
  ) {}

  /** False when it could not be paid. Rejects when the database does not take it. */
  async place(): Promise<boolean> {
    const cents = LEAST + Math.floor(SPREAD * this.random());
    if (!(await this.payments.charge(cents))) return false;
    await this.database.query('INSERT INTO orders (cents) VALUES ($1)', [cents]);
    this.metrics.orders.inc();
    this.metrics.revenue.inc(cents / 100);
    return true;
  }
}
