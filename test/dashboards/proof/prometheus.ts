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
import { endChild, runProgram, withTemporaryFolder } from '../../../tools/run';
import type { Series } from '../../rules/quietDay/day';
import { levelsOf, type Recording } from './levels';
import { aheadMinutes, expositionOf, span } from './samples';

const promtool = async (...args: string[]): Promise<void> => {
  const { code, stdout, stderr } = await runProgram('promtool', args);
  if (code !== 0) throw new Error(`promtool ${args.slice(0, 2).join(' ')}: ${stderr}${stdout}`);
};

/** Prometheus over a folder of samples, without targets and rules: what is in there is all. */
const withPrometheus = async <T>(folder: string, work: (url: string) => Promise<T>): Promise<T> => {
  const address = `${LOOPBACK}:${String(await freePort())}`;
  const config = join(folder, 'prometheus.yaml');
  await writeFile(config, '{}');
  const child = spawn(
    await ensureProgram('prometheus'),
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
      if (child.exitCode !== null) throw new Error(`Prometheus has ended before it was ready: ${said}`);
      ready = await fetch(`http://${address}/-/ready`).then(
        ({ ok }) => ok,
        () => false,
      );
      if (!ready) await sleep(100);
    }
    return await work(`http://${address}`);
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

/** What one rule records, in the exposition format: Prometheus evaluates it at every minute. */
const recordedBy = async (
  url: string,
  { record, expr, labels }: Recording,
  last: number,
): Promise<string> => {
  const query = {
    query: expr,
    start: String(last - (span.to - span.from) * 60),
    end: String(last),
    step: '60',
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
      // As Prometheus does: the name is the rule's, and so are labels that it gives.
      const all = Object.entries({ ...metric, ...labels }).filter(
        ([label, value]) => label !== '__name__' && value !== '',
      );
      const series = `${record}{${all.map(([label, value]) => `${label}=${JSON.stringify(value)}`).join(',')}}`;
      return values.map(([time, value]) => `${series} ${value} ${String(time)}\n`).join('');
    })
    .join('');
};

const addBlocks = async (folder: string, text: Iterable<string> | AsyncIterable<string>): Promise<void> => {
  const file = join(folder, 'samples.txt');
  await pipeline(Readable.from(text), createWriteStream(file));
  await promtool('tsdb', 'create-blocks-from', 'openmetrics', file, join(folder, 'data'));
};

async function* recordings(url: string, rules: readonly Recording[], last: number): AsyncGenerator<string> {
  for (const rule of rules) yield await recordedBy(url, rule, last);
  yield '# EOF\n';
}

/**
 * Runs `work` with real Prometheus that holds a day of series and what the rules record of it, evaluated by Prometheus itself.
 * Samples go on for half an hour, as if it were scraped.
 */
export const withFilledPrometheus = <T>(
  day: readonly Series[],
  groups: readonly PlainRuleGroup[],
  work: (url: string) => Promise<T>,
  progress: (step: string) => void = () => undefined,
): Promise<T> =>
  withTemporaryFolder(async (folder) => {
    const last = (Math.floor(Date.now() / 60_000) + aheadMinutes) * 60;
    progress(`writing ${day.length.toLocaleString('en')} series`);
    await addBlocks(folder, expositionOf(day, last));
    const levels = levelsOf(groups);
    for (const [index, rules] of levels.entries()) {
      progress(
        `evaluating ${String(rules.length)} rules, level ${String(index + 1)} of ${String(levels.length)}`,
      );
      await withPrometheus(folder, (url) => addBlocks(folder, recordings(url, rules, last)));
    }
    return withPrometheus(folder, work);
  });
