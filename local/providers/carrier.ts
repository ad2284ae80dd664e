import { openHttp } from '../loopback';
import type { Provider } from './payments';

export interface CarrierProvider extends Provider {
  /** Every call is answered with 503 while it is on. */
  fail(on: boolean): void;
  /** What the contract allows is used up while it is on. */
  useUp(on: boolean): void;
}

/** Calls that the contract allows a day: three times what the demo needs. */
const DAILY_LIMIT = 6_000;
/** A day of the demo (local/demo/rhythm.ts), milliseconds. */
const DAY_MS = 24 * 60_000;
/** Milliseconds that an answer takes. */
const QUOTE_MS = 25;

/** A parcel service: `GET /quotes` says a price, and in its headers how many calls are left. */
export async function openCarrierProvider(now: () => number = Date.now): Promise<CarrierProvider> {
  let failing = false;
  let usedUp = false;
  let used = 0;
  let dayBegan = now();
  const server = await openHttp((request, response) => {
    request.resume();
    if (now() - dayBegan > DAY_MS) {
      dayBegan = now();
      used = 0;
    }
    const remaining = usedUp ? 0 : Math.max(0, DAILY_LIMIT - used);
    used += 1;
    const status = failing ? 503 : remaining === 0 ? 429 : 200;
    setTimeout(() => {
      response
        .writeHead(status, {
          'Content-Type': 'application/json',
          'X-RateLimit-Limit': String(DAILY_LIMIT),
          'X-RateLimit-Remaining': String(remaining),
        })
        .end(JSON.stringify(status === 200 ? { cents: 490 } : { error: status }));
    }, QUOTE_MS);
  });
  return {
    url: server.url,
    close: () => server.close(),
    fail: (on) => {
      failing = on;
    },
    useUp: (on) => {
      usedUp = on;
    },
  };
}
