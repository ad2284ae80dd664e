import { openHttp } from '../loopback';
import type { Provider } from './payments';

export interface RatesProvider extends Provider {
  /** The rates are answered and no longer updated while it is on. */
  freeze(on: boolean): void;
}

/** Exchange rates: `GET /rates` with the Unix seconds of their last update, which is now unless they are frozen. */
export async function openRatesProvider(now: () => number = Date.now): Promise<RatesProvider> {
  let frozenAt: number | undefined;
  const server = await openHttp((request, response) => {
    request.resume();
    const updatedAt = (frozenAt ?? now()) / 1000;
    response
      .writeHead(200, { 'Content-Type': 'application/json' })
      .end(JSON.stringify({ updatedAt, eur: { usd: 1.08, chf: 0.94, gbp: 0.84 } }));
  });
  return {
    url: server.url,
    close: () => server.close(),
    freeze: (on) => {
      frozenAt = on ? now() : undefined;
    },
  };
}
