import { z } from 'zod';
import type { ShopMetrics } from './metrics';

const answer = z.object({ status: z.enum(['paid', 'declined']) });

/** Milliseconds until the provider is given up. */
const TIMEOUT_MS = 5_000;

/** Takes money through the payment provider, and counts what comes of it. */
export class Payments {
  /** @param url of the provider */
  constructor(
    private readonly url: string,
    private readonly metrics: Pick<ShopMetrics, 'paymentsAttempted' | 'paymentsFailed'>,
  ) {}

  /** True when it was paid. A provider that does not answer has not paid. */
  async charge(cents: number): Promise<boolean> {
    this.metrics.paymentsAttempted.inc();
    const outcome = await this.#ask(cents).catch(() => 'unanswered' as const);
    if (outcome === 'paid') return true;
    this.metrics.paymentsFailed.inc({ reason: outcome });
    return false;
  }

  async #ask(cents: number): Promise<'paid' | 'declined'> {
    const response = await fetch(`${this.url}/charges`, {
      method: 'POST',
      body: JSON.stringify({ cents, currency: 'EUR' }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return answer.parse(await response.json()).status;
  }
}
