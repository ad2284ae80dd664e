/** Says which customer asks. */
export const CUSTOMER_HEADER = 'x-customer';

/** A customer who has asked for nothing so long is gone, milliseconds. */
const ACTIVE_MS = 60_000;

/** Who is shopping now. */
export class Customers {
  readonly #lastSeen = new Map<string, number>();

  constructor(private readonly now: () => number = Date.now) {}

  /** True when the customer was not there before: a visit begins. */
  seen(customer: string): boolean {
    const before = this.#lastSeen.get(customer);
    const now = this.now();
    this.#lastSeen.set(customer, now);
    return before === undefined || now - before > ACTIVE_MS;
  }

  active(): number {
    const now = this.now();
    for (const [customer, at] of this.#lastSeen) if (now - at > ACTIVE_MS) this.#lastSeen.delete(customer);
    return this.#lastSeen.size;
  }
}
