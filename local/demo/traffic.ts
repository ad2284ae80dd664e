import { Agent, request } from 'node:http';
import { LOOPBACK } from '../loopback';
import { pickRoute } from './routes';

/** The rate swings by this share, once in `SWING_MINUTES`: a day's ups and downs, quicker. */
const SWING = 0.4;
const SWING_MINUTES = 10;

/** Requests a second at `elapsedSeconds` after the start. */
export function rateAt(elapsedSeconds: number, average: number): number {
  return average * (1 + SWING * Math.sin((2 * Math.PI * elapsedSeconds) / (SWING_MINUTES * 60)));
}

/** A client that gives up after this long, milliseconds; longer than the slowest fault. */
const TIMEOUT = 10_000;

/**
 * Sends requests to the demo application as many independent users would: exponential pauses around a rate that
 * swings. Goes on while the application is down.
 * @param average requests a second
 * @returns stops it
 */
export function startTraffic(port: number, average: number, random: () => number = Math.random): () => void {
  const agent = new Agent({ keepAlive: true, maxSockets: 200 });
  const started = Date.now();
  let timer: NodeJS.Timeout;

  const next = (): void => {
    const rate = rateAt((Date.now() - started) / 1000, average);
    timer = setTimeout(
      () => {
        send(agent, port, random);
        next();
      },
      (-Math.log(1 - random()) / rate) * 1000,
    );
  };
  next();
  return () => {
    clearTimeout(timer);
    agent.destroy();
  };
}

function send(agent: Agent, port: number, random: () => number): void {
  const route = pickRoute(random);
  const sent = request(
    { agent, host: LOOPBACK, port, method: route.method, path: route.example(random), timeout: TIMEOUT },
    (response) => {
      response.resume();
    },
  );
  sent.on('timeout', () => sent.destroy());
  // Refused connections are what an outage looks like from here.
  sent.on('error', () => undefined);
  sent.end();
}
