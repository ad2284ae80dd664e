import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { alertLabels } from '../config/naming';
import { defaults } from '../config/presets';
import { freePort } from '../local/loopback';
import { ensureProgram } from '../tools/build';
import { endChild, withTemporaryFolder } from '../tools/run';
import type { RuleSet } from './ruleSets';

const evaluatedRule = z.object({
  name: z.string(),
  labels: z.record(z.string(), z.string()).optional(),
  evaluationTime: z.number(),
});
const rulesAnswer = z.object({
  data: z.object({
    groups: z.array(
      z.object({
        interval: z.number(),
        evaluationTime: z.number(),
        lastEvaluation: z.string(),
        rules: z.array(evaluatedRule),
      }),
    ),
  }),
});
const samplesAnswer = z.object({
  data: z.object({ result: z.array(z.object({ value: z.tuple([z.number(), z.string()]) })) }),
});

/** What the evaluation of a set of rules costs. */
export interface RuleCost {
  /** Seconds that all groups take in one evaluation interval, one after the other. */
  readonly seconds: number;
  /** Evaluations that were left out because the one before was not done. */
  readonly missed: number;
  /** What rules of one name take of them, by name, the dearest first. */
  readonly perRule: ReadonlyMap<string, number>;
  /** What rules take of them whose labels say that they belong to an objective. */
  readonly objectives: number;
}

export interface LoadedPrometheus {
  readonly url: string;
  readonly series: number;
  /** How many of them count and time the requests of applications: what most rules read. */
  readonly requestSeries: number;
  readonly residentMb: () => number;
  /** Loads a set of rules in place of the one before, and measures it when every group has run. */
  readonly cost: (rules: RuleSet) => Promise<RuleCost>;
}

export interface Load {
  readonly applications: readonly string[];
  readonly seriesPerApplication: number;
  /** Seconds between two scrapes of an application. */
  readonly scrapeSeconds: number;
  /** Seconds between two evaluations of a group that does not say it itself. */
  readonly evaluationSeconds: number;
}

/** Samples of the time before that the first scrape brings: whole rates over 5 minutes. */
const historySeconds = 330;

/** Seconds between two scrapes of Prometheus itself, whose rule groups alone are thousands of series. */
const ownScrapeSeconds = defaults.metrics.scrapeIntervalSeconds.infrastructure;

/** Looks at all groups, an evaluation interval apart, that a cost is the mean of: one by itself varies by a quarter. */
const measuredLooks = 3;

const answerOf = async (url: string): Promise<unknown> => {
  const response = await fetch(url);
  if (!response.ok) throw new Error(await response.text());
  return response.json();
};

const sumOf = async (address: string, expr: string): Promise<number> => {
  const { data } = samplesAnswer.parse(
    await answerOf(`http://${address}/api/v1/query?query=${encodeURIComponent(expr)}`),
  );
  return data.result.reduce((sum, { value: [, value] }) => sum + Number(value), 0);
};

const startServer = async (series: number, stepSeconds: number) => {
  const options = { series, stepSeconds, historySamples: Math.floor(historySeconds / stepSeconds) };
  const child = spawn(process.execPath, [join(__dirname, 'seriesServer.cjs'), JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const [line] = (await once(child.stdout ?? child, 'data')) as [Buffer];
  const [port = '', lines = '', requests = ''] = line.toString().trim().split(' ');
  return { child, port, lines: Number(lines), requests: Number(requests) };
};

const waitFor = async (what: string, holds: () => Promise<boolean>, seconds: number): Promise<void> => {
  const until = Date.now() + 1_000 * seconds;
  while (!(await holds().catch(() => false))) {
    if (Date.now() > until) throw new Error(`${what}: not within ${String(seconds)} s`);
    await sleep(1_000);
  }
};

const residentMb = (pid: number): number => {
  const [, kilobytes = '0'] =
    /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1_024;
};

/** The groups as evaluated last, and whether each has been since a moment. */
const groupsOf = async (address: string) =>
  rulesAnswer.parse(await answerOf(`http://${address}/api/v1/rules`)).data.groups;

/**
 * Evaluations of the present groups that were left out since they were first loaded: two sets of rules have no name in common.
 * Asked for directly, because a scrape would tell of the past.
 */
const missedIn = async (address: string): Promise<number> => {
  const response = await fetch(`http://${address}/metrics`);
  const counted = (await response.text()).matchAll(
    /^prometheus_rule_group_iterations_missed_total\{.*\} (\S+)$/gm,
  );
  return [...counted].reduce((sum, [, value]) => sum + Number(value), 0);
};

type Groups = Awaited<ReturnType<typeof groupsOf>>;

/** The mean of several looks at the groups: seconds in one evaluation interval. */
const costOf = (looks: readonly Groups[], evaluationSeconds: number): Omit<RuleCost, 'missed'> => {
  const perRule = new Map<string, number>();
  let [seconds, objectives] = [0, 0];
  for (const { interval, evaluationTime, rules } of looks.flat()) {
    const weight = evaluationSeconds / interval / looks.length;
    seconds += evaluationTime * weight;
    for (const { name, labels, evaluationTime: own } of rules) {
      perRule.set(name, (perRule.get(name) ?? 0) + own * weight);
      if (labels?.['sloth_id'] !== undefined || labels?.[alertLabels.slo] !== undefined)
        objectives += own * weight;
    }
  }
  return { seconds, objectives, perRule: new Map([...perRule].sort(([, a], [, b]) => b - a)) };
};

/** Runs real Prometheus over synthetic applications while `work` runs. */
export const withLoadedPrometheus = <Result>(
  { applications, seriesPerApplication, scrapeSeconds, evaluationSeconds }: Load,
  work: (running: LoadedPrometheus) => Promise<Result>,
): Promise<Result> =>
  withTemporaryFolder(async (folder) => {
    const server = await startServer(seriesPerApplication, scrapeSeconds);
    const address = `127.0.0.1:${String(await freePort())}`;
    const seconds = (count: number): string => `${String(count)}s`;
    const config = {
      global: {
        scrape_interval: seconds(scrapeSeconds),
        scrape_timeout: seconds(scrapeSeconds),
        evaluation_interval: seconds(evaluationSeconds),
      },
      rule_files: [join(folder, 'rules.yaml')],
      scrape_configs: [
        {
          job_name: 'applications',
          static_configs: applications.map((application) => ({
            targets: [`127.0.0.1:${server.port}`],
            labels: { application, __metrics_path__: `/${application}` },
          })),
        },
        {
          job_name: 'prometheus',
          scrape_interval: seconds(ownScrapeSeconds),
          scrape_timeout: seconds(ownScrapeSeconds),
          static_configs: [{ targets: [address] }],
        },
      ],
    };
    const write = (rules: RuleSet): Promise<void> =>
      writeFile(join(folder, 'rules.yaml'), JSON.stringify(rules));
    await write({ groups: [] });
    await writeFile(join(folder, 'prometheus.yaml'), JSON.stringify(config));
    const child = spawn(
      await ensureProgram('prometheus'),
      [
        `--config.file=${join(folder, 'prometheus.yaml')}`,
        `--storage.tsdb.path=${join(folder, 'data')}`,
        `--web.listen-address=${address}`,
        '--web.enable-lifecycle',
        '--log.level=error',
      ],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    );
    try {
      const wanted = applications.length * server.lines;
      await waitFor(
        'every application was scraped',
        async () =>
          (await sumOf(address, 'count(up{job="applications"} == 1)')) === applications.length &&
          (await sumOf(address, 'prometheus_tsdb_head_series')) >= wanted,
        600,
      );
      return await work({
        url: `http://${address}`,
        series: await sumOf(address, 'prometheus_tsdb_head_series'),
        requestSeries: applications.length * server.requests,
        residentMb: () => residentMb(child.pid ?? 0),
        cost: async (rules) => {
          await write(rules);
          const loaded = Date.now();
          const response = await fetch(`http://${address}/-/reload`, { method: 'POST' });
          if (!response.ok) throw new Error(await response.text());
          // The second evaluation of most groups: the first one finds nothing recorded.
          await sleep(1_500 * evaluationSeconds);
          await waitFor(
            'every group was evaluated',
            async () =>
              (await groupsOf(address)).every(({ lastEvaluation }) => Date.parse(lastEvaluation) > loaded),
            600,
          );
          const measured = [await groupsOf(address)];
          while (measured.length < measuredLooks) {
            await sleep(1_000 * evaluationSeconds);
            measured.push(await groupsOf(address));
          }
          return { ...costOf(measured, evaluationSeconds), missed: await missedIn(address) };
        },
      });
    } finally {
      await endChild(child);
      await endChild(server.child);
    }
  });
