import { Agent, request } from 'node:http';
import { LOOPBACK } from '../loopback';
import { rateAt } from './rhythm';
import { CUSTOMER_HEADER } from './shop/customers';
import { pickRoute } from './shop/routes';

/** A client that gives up after this long, milliseconds; longer than the slowest fault. */
const TIMEOUT = 10_000;
/** Customers that shop at the same time, for each request a second. */
const CUSTOMERS = 10;

/** Traffic that can be stopped and started again. */
export interface Traffic {
  start(): void;
  stop(): void;
}

/**
 * Sends requests to the shop as many independent customers would: exponential pauses around a rate that follows the
 * day. Goes on while the shop is down.
 * @param average requests a second
 */
export function traffic(port: number, average: number, random: () => number = Math.random): Traffic {
  const agent = new Agent({ keepAlive: true, maxSockets: 200 });
  const began = Date.now();
  let timer: NodeJS.Timeout | undefined;

  const next = (): void => {
    const rate = rateAt((Date.now() - began) / 1000, average);
    timer = setTimeout(
      () => {
        send(agent, port, String(1 + Math.floor(random() * CUSTOMERS * rate)), random);
        next();
      },
      (-Math.log(1 - random()) / rate) * 1000,
    );
  };
  return {
    start: () => {
      if (timer === undefined) next();
    },
    stop: () => {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}

function send(agent: Agent, port: number, customer: string, random: () => number): void {
  const route = pickRoute(random);
  const sent = request(
    {
      agent,
      host: LOOPBACK,
      port,
      method: route.method,
      path: route.example(random),
      headers: { [CUSTOMER_HEADER]: customer },
      timeout: TIMEOUT,
    },
    (response) => {
      response.resume();
    },
  );
  sent.on('timeout', () => sent.destroy());
  // Refused connections are what an outage looks like from here.
  sent.on('error', () => undefined);
  sent.end();
}
