import { openHttp, type LoopbackServer } from '../loopback';

/** Somebody else's service that can misbehave on demand. */
export interface Provider {
  readonly url: string;
  close(): Promise<void>;
}

export interface PaymentProvider extends Provider {
  /** Every card is declined while it is on. */
  declineAll(on: boolean): void;
}

/** Milliseconds that a charge takes. */
const CHARGE_MS = 40;

/** A payment provider: `POST /charges` is paid or declined. */
export async function openPaymentProvider(): Promise<PaymentProvider> {
  let declining = false;
  const server: LoopbackServer = await openHttp((request, response) => {
    request.resume();
    setTimeout(() => {
      response
        .writeHead(declining ? 402 : 200, { 'Content-Type': 'application/json' })
        .end(JSON.stringify({ status: declining ? 'declined' : 'paid' }));
    }, CHARGE_MS);
  });
  return {
    url: server.url,
    close: () => server.close(),
    declineAll: (on) => {
      declining = on;
    },
  };
}
