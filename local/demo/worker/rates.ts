import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { WorkerMetrics } from './metrics';

const answer = z.object({ updatedAt: z.number() });

/** Milliseconds between two looks, and until an answer is given up. */
const PERIOD_MS = 5_000;
const TIMEOUT_MS = 3_000;

/** Keeps the exchange rates up to date. */
export class Rates {
  /** @param url of their provider */
  constructor(
    private readonly url: string,
    private readonly metrics: Pick<WorkerMetrics, 'ratesUpdated'>,
  ) {}

  /** Runs until it is aborted; then it resolves. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      // What is not answered grows old, and that is what tells.
      await this.update().catch(() => undefined);
      await sleep(PERIOD_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Rejects when the provider does not answer. */
  async update(): Promise<void> {
    const response = await fetch(`${this.url}/rates`, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    const { updatedAt } = answer.parse(await response.json());
    this.metrics.ratesUpdated.set(updatedAt);
  }
}
