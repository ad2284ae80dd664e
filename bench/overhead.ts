import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { RespServer } from '../local/cache/respServer';
import { pickRoute } from '../local/demo/shop/routes';
import { freePort, LOOPBACK } from '../local/loopback';
import { openProviders } from '../local/providers';
import { endChild } from '../tools/run';
import { median } from './measure';
import type { Print } from './plans';

/** What the requirement names. */
const REQUESTS_PER_SECOND = 500;
/** Highest share of its processor time that monitoring may cost an application, in percent. */
const BOUND_PERCENT = 5;
/** As in Pulumi.local.yaml; in a cluster it is 30 s. */
const SCRAPE_SECONDS = 5;
/**
 * A pair of fresh processes is warmed until its code is compiled, then measured; and how many pairs. Two processes that do the same differ by
 * 2 %, hence that many.
 */
const WARM_SECONDS = 12;
const MEASURED_SECONDS = 10;
const PAIRS = 12;
/** A machine that cannot make this share of the requests measures itself. */
const LEAST_SHARE = 0.9;
/** Requests are sent in batches of this length, milliseconds: timers are no finer. */
const BATCH_MS = 10;

type Kind = 'with' | 'without';

interface Server {
  readonly child: ChildProcess;
  readonly port: number;
}

/** Starts the application with the addresses of its cache, its payment provider and its carrier. */
const start = async (kind: Kind, uses: readonly string[]): Promise<Server> => {
  const child = spawn(process.execPath, [join(__dirname, 'overheadServer.cjs'), kind, ...uses], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const [line] = (await once(child.stdout ?? child, 'data')) as [Buffer];
  return { child, port: Number(line.toString()) };
};

/** Processor time of a server so far, in seconds. */
const processorSeconds = async ({ child }: Server): Promise<number> => {
  const answer = once(child, 'message');
  child.send('now');
  const [microseconds] = (await answer) as [number];
  return microseconds / 1e6;
};

const ask = (agent: Agent, port: number, method: string, path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const sent = request({ agent, host: LOOPBACK, port, method, path }, (response) => {
      response.resume();
      response.once('end', () => {
        resolve(true);
      });
    });
    sent.once('error', () => {
      resolve(false);
    });
    sent.end();
  });

interface Round {
  readonly requests: number;
  readonly processorSeconds: number;
  readonly seconds: number;
}

/** Uses a server as customers and Prometheus do. */
const use = async (server: Server, kind: Kind, forSeconds: number): Promise<Round> => {
  const agent = new Agent({ keepAlive: true, maxSockets: 200 });
  const before = await processorSeconds(server);
  const began = Date.now();
  const answers: Promise<boolean>[] = [];
  let scraped = 0;
  for (;;) {
    const elapsed = (Date.now() - began) / 1_000;
    if (elapsed >= forSeconds) break;
    while (answers.length < elapsed * REQUESTS_PER_SECOND) {
      const route = pickRoute(Math.random);
      answers.push(ask(agent, server.port, route.method, route.example(Math.random)));
    }
    if (kind === 'with' && scraped < elapsed / SCRAPE_SECONDS) {
      scraped += 1;
      void ask(agent, server.port, 'GET', '/metrics');
    }
    await sleep(BATCH_MS);
  }
  const answered = (await Promise.all(answers)).filter(Boolean).length;
  const seconds = (Date.now() - began) / 1_000;
  const after = await processorSeconds(server);
  agent.destroy();
  return { requests: answered, processorSeconds: after - before, seconds };
};

type Pair = Readonly<Record<Kind, Round>>;

/** Both at the same time, so that whatever else this machine does disturbs both alike. */
const measurePair = async (): Promise<Pair> => {
  const [cache, providers] = [new RespServer(await freePort()), await openProviders()];
  await cache.start();
  const uses = [`redis://${LOOPBACK}:${String(cache.port)}`, providers.payments.url, providers.carrier.url];
  const servers: Readonly<Record<Kind, Server>> = {
    with: await start('with', uses),
    without: await start('without', uses),
  };
  const useBoth = async (seconds: number): Promise<Pair> => {
    const [one, other] = await Promise.all([
      use(servers.with, 'with', seconds),
      use(servers.without, 'without', seconds),
    ]);
    return { with: one, without: other };
  };
  try {
    await useBoth(WARM_SECONDS);
    return await useBoth(MEASURED_SECONDS);
  } finally {
    await Promise.all([endChild(servers.with.child), endChild(servers.without.child)]);
    await Promise.all([cache.stop(), providers.close()]);
  }
};

/** Microseconds of processor time per request. */
const perRequest = ({ processorSeconds: spent, requests }: Round): number => (spent / requests) * 1e6;

/**
 * What being monitored costs the demo application: its processor time at 500 requests a second with metrics and scrapes,
 * beside the same without, at the same time. The figure is a median over several pairs of processes.
 *
 * @returns the faults: monitoring costs more than 5 %
 */
export const benchOverhead = async (print: Print): Promise<string[]> => {
  const pairs: Pair[] = [];
  for (let pair = 0; pair < PAIRS; pair += 1) pairs.push(await measurePair());
  const row = (name: string, kind: Kind): void => {
    const rounds = pairs.map((pair) => pair[kind]);
    const rate = median(rounds.map(({ requests, seconds }) => requests / seconds)).toFixed(0);
    const each = median(rounds.map(perRequest)).toFixed(0);
    const core = median(
      rounds.map(({ processorSeconds: spent, seconds }) => (100 * spent) / seconds),
    ).toFixed(1);
    print(
      `${name.padEnd(16)}${`${rate}/s`.padStart(14)}${`${each} µs`.padStart(16)}${`${core} %`.padStart(16)}`,
    );
  };
  print(
    `The demo application, ${String(PAIRS)} pairs of ${String(MEASURED_SECONDS)} s each, scraped every ${String(SCRAPE_SECONDS)} s.\n`,
  );
  print(
    `${''.padEnd(16)}${'requests'.padStart(14)}${'per request'.padStart(16)}${'of one core'.padStart(16)}`,
  );
  row('without metrics', 'without');
  row('with metrics', 'with');
  const costs = pairs.map((pair) => 100 * (perRequest(pair.with) / perRequest(pair.without) - 1));
  const cost = median(costs);
  const [least, most] = [Math.min(...costs).toFixed(1), Math.max(...costs).toFixed(1)];
  print(
    `\nmonitoring costs ${cost.toFixed(1)} % of its processor time (from ${least} to ${most}; at most ${String(BOUND_PERCENT)} %)`,
  );
  const rates = pairs.flatMap((pair) =>
    Object.values(pair).map(({ requests, seconds }) => requests / seconds),
  );
  if (median(rates) < REQUESTS_PER_SECOND * LEAST_SHARE) {
    print(
      `This machine was too busy for ${String(REQUESTS_PER_SECOND)} requests a second; the figure is not judged.`,
    );
    return [];
  }
  return cost > BOUND_PERCENT
    ? [`monitoring costs the demo application ${cost.toFixed(1)} %, more than ${String(BOUND_PERCENT)} %`]
    : [];
};
