import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { freePort, LOOPBACK } from '../../../local/loopback';
import type { PlainRuleGroup } from '../../../rules/model';
import { ensureProgram } from '../../../tools/build';
import { interruptible } from '../../../tools/interrupt';
import { endChild, runProgram, withTemporaryFolder } from '../../../tools/run';
import { named, type Labels, type Series } from '../../rules/quietDay/day';
import { levelsOf, type Recording } from './levels';
import { aheadMinutes, daysAgo, endOf, expositionOf, span } from './samples';

/** Between two samples. */
const stepSeconds = 60;

/** What is done with Prometheus; ends soon when the signal is aborted. */
export type Work<T> = (url: string, signal: AbortSignal) => Promise<T>;

const promtool = async (...args: string[]): Promise<void> => {
  const { code, stdout, stderr } = await runProgram('promtool', args);
  if (code !== 0) throw new Error(`promtool ${args.slice(0, 2).join(' ')}: ${stderr}${stdout}`);
};

/** Prometheus over a folder of samples, without targets and rules: what is in there is all. */
const withPrometheus = async <T>(folder: string, signal: AbortSignal, work: Work<T>): Promise<T> => {
  const address = `${LOOPBACK}:${String(await freePort())}`;
  const config = join(folder, 'prometheus.yaml');
  await writeFile(config, '{}');
  const program = await ensureProgram('prometheus');
  signal.throwIfAborted();
  const child = spawn(
    program,
    [
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      '--storage.tsdb.retention.time=30d',
      // A sample a minute, and no marks where a series ends.
      '--query.lookback-delta=1m',
      `--web.listen-address=${address}`,
      '--log.level=error',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  // A compaction that its end interrupts is no fault; what it says of a start that fails is.
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  try {
    for (let ready = false; !ready;) {
      signal.throwIfAborted();
      if (child.exitCode !== null) throw new Error(`Prometheus has ended before it was ready: ${said}`);
      ready = await fetch(`http://${address}/-/ready`).then(
        ({ ok }) => ok,
        () => false,
      );
      if (!ready) await sleep(100);
    }
    return await work(`http://${address}`, signal);
  } finally {
    await endChild(child);
  }
};

const matrix = z.object({
  data: z.object({
    result: z.array(
      z.object({
        metric: z.record(z.string(), z.string()),
        values: z.array(z.tuple([z.number(), z.string()])),
      }),
    ),
  }),
});
const refusal = z.object({ error: z.string() });

type Samples = readonly (readonly [time: number, value: string])[];

/** Samples of an alert's condition, as long as it waits and while it fires. */
const statesOf = (samples: Samples, waitSeconds: number): Readonly<Record<string, Samples>> => {
  let [since, before] = [0, -Infinity];
  const waits = samples.map(([time]) => {
    if (time - before > stepSeconds) since = time;
    before = time;
    return time - since < waitSeconds;
  });
  return {
    pending: samples.filter((_, index) => waits[index]),
    firing: samples.filter((_, index) => !waits[index]),
  };
};

const linesOf = (record: string, labels: Labels, samples: Samples): string => {
  // As Prometheus does: an empty label is none.
  const all = Object.entries(labels).filter(([label, value]) => label !== '__name__' && value !== '');
  const series = named(record, Object.fromEntries(all));
  return samples.map(([time, value]) => `${series} ${value} ${String(time)}\n`).join('');
};

/** What one rule records on one day, in the exposition format: Prometheus evaluates it at every minute. */
const recordedBy = async (url: string, rule: Recording, end: number): Promise<string> => {
  const { record, expr, labels, waitSeconds } = rule;
  const query = {
    query: expr,
    start: String(end - (span.to - span.from) * 60),
    end: String(end),
    step: String(stepSeconds),
  };
  const response = await fetch(`${url}/api/v1/query_range`, {
    method: 'POST',
    body: new URLSearchParams(query),
  });
  const body: unknown = await response.json();
  if (!response.ok) throw new Error(`${record}: ${refusal.parse(body).error}: ${expr}`);
  return matrix
    .parse(body)
    .data.result.map(({ metric, values }) => {
      // The name is the rule's, and so are labels that it gives.
      const own = { ...metric, ...labels };
      if (waitSeconds === undefined) return linesOf(record, own, values);
      return Object.entries(statesOf(values, waitSeconds))
        .map(([alertstate, samples]) =>
          linesOf(
            record,
            { ...own, alertstate },
            samples.map(([time]) => [time, '1']),
          ),
        )
        .join('');
    })
    .join('');
};

const addBlocks = async (folder: string, text: Iterable<string> | AsyncIterable<string>): Promise<void> => {
  const file = join(folder, 'samples.txt');
  await pipeline(Readable.from(text), createWriteStream(file));
  await promtool('tsdb', 'create-blocks-from', 'openmetrics', file, join(folder, 'data'));
};

async function* recordings(
  url: string,
  rules: readonly Recording[],
  end: number,
  signal: AbortSignal,
): AsyncGenerator<string> {
  for (const rule of rules) {
    signal.throwIfAborted();
    yield await recordedBy(url, rule, end);
  }
  yield '# EOF\n';
}

/**
 * Runs `work` with real Prometheus that holds days of series and what the rules record of them, evaluated by Prometheus itself.
 * Samples go on for half an hour, as if it were scraped.
 */
export const withFilledPrometheus = <T>(
  day: readonly Series[],
  groups: readonly PlainRuleGroup[],
  work: Work<T>,
  progress: (step: string) => void = () => undefined,
): Promise<T> =>
  interruptible('The dashboards', (signal) =>
    withTemporaryFolder(async (folder) => {
      const last = (Math.floor(Date.now() / 60_000) + aheadMinutes) * 60;
      progress(`writing ${day.length.toLocaleString('en')} series`);
      for (const ago of daysAgo) await addBlocks(folder, expositionOf(day, last, ago));
      const levels = levelsOf(groups);
      for (const [index, rules] of levels.entries()) {
        progress(
          `evaluating ${String(rules.length)} rules, level ${String(index + 1)} of ${String(levels.length)}`,
        );
        await withPrometheus(folder, signal, async (url) => {
          for (const ago of daysAgo)
            await addBlocks(folder, recordings(url, rules, endOf(last, ago), signal));
        });
      }
      return withPrometheus(folder, signal, work);
    }),
  );
