import CircuitBreaker from 'opossum';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** Upper bounds in seconds; content/applications/demo.yaml declares the same. */
export const carrierBuckets = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** Values of `carrier_circuit_breaker_state`. */
const states = { closed: 0, open: 1, halfOpen: 2 } as const;

const TIMEOUT_MS = 2_000;
/** Milliseconds until an open breaker lets one call through to try. */
const RETRY_MS = 15_000;
/** Failed share of the calls of ten seconds at which it opens, and how many there must be. */
const FAILED_PERCENT = 50;
const FEWEST_CALLS = 5;

/** The contract's limit is used up: no fault of the carrier, so the breaker stays closed. */
class QuotaUsedUp extends Error {}

/** Asks the carrier what the delivery costs, through a circuit breaker: when it fails, a flat rate does. */
export class Carrier {
  readonly #breaker: CircuitBreaker<[], void>;
  readonly #metrics: ReturnType<typeof carrierMetrics>;

  constructor(
    private readonly url: string,
    registry: Registry,
  ) {
    const breaker = new CircuitBreaker(() => this.#ask(), {
      timeout: TIMEOUT_MS,
      errorThresholdPercentage: FAILED_PERCENT,
      volumeThreshold: FEWEST_CALLS,
      resetTimeout: RETRY_MS,
      errorFilter: (error) => error instanceof QuotaUsedUp,
    });
    this.#breaker = breaker;
    this.#metrics = carrierMetrics(registry, () =>
      breaker.opened ? states.open : breaker.halfOpen ? states.halfOpen : states.closed,
    );
  }

  /** True when the carrier said the price; false when the flat rate is used. */
  async quote(): Promise<boolean> {
    return this.#breaker.fire().then(
      () => true,
      () => false,
    );
  }

  async #ask(): Promise<void> {
    const { calls, failed, durations, quotaLimit, quotaRemaining } = this.#metrics;
    calls.inc();
    const ended = durations.startTimer();
    try {
      const { status, headers } = await fetch(`${this.url}/quotes`, {
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const [limit, remaining] = [headers.get('x-ratelimit-limit'), headers.get('x-ratelimit-remaining')];
      if (limit !== null) quotaLimit.set(Number(limit));
      if (remaining !== null) quotaRemaining.set(Number(remaining));
      if (status === 429) throw new QuotaUsedUp();
      if (status !== 200) throw new Error(`the carrier answers ${String(status)}`);
    } catch (error) {
      failed.inc();
      throw error;
    } finally {
      ended();
    }
  }
}

function carrierMetrics(registry: Registry, state: () => number) {
  const registers = [registry];
  new Gauge({
    name: 'carrier_circuit_breaker_state',
    help: 'Circuit breaker before the carrier: 0 closed, 1 open, 2 half-open.',
    registers,
    collect() {
      this.set(state());
    },
  });
  return {
    calls: new Counter({ name: 'carrier_requests_total', help: 'Calls to the carrier.', registers }),
    failed: new Counter({
      name: 'carrier_requests_failed_total',
      help: 'Calls to the carrier that failed, timeouts included.',
      registers,
    }),
    durations: new Histogram({
      name: 'carrier_request_duration_seconds',
      help: 'Time that a call to the carrier takes.',
      buckets: carrierBuckets,
      registers,
    }),
    quotaLimit: new Gauge({
      name: 'carrier_quota_limit',
      help: 'Calls that the carrier allows a day; 0 before it has said so.',
      registers,
    }),
    quotaRemaining: new Gauge({
      name: 'carrier_quota_remaining',
      help: 'Calls of this day that are left.',
      registers,
    }),
  };
}
