import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, LOOPBACK } from '../../../local/loopback';
import type { PlainRuleGroup } from '../../../rules/model';
import { ensureProgram } from '../../../tools/build';
import { runProgram, withTemporaryFolder } from '../../../tools/run';
import type { Series } from '../../rules/quietDay/day';
import { levelsOf, type Recording } from './levels';
import { expositionOf, span } from './samples';

const promtool = async (...args: string[]): Promise<void> => {
  const { code, stdout, stderr } = await runProgram('promtool', args);
  if (code !== 0) throw new Error(`promtool ${args.slice(0, 2).join(' ')}: ${stderr}${stdout}`);
};

const stop = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
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
    await stop(child);
  }
};

const evaluate = async (
  folder: string,
  url: string,
  rules: readonly Recording[],
  now: number,
): Promise<void> => {
  const file = join(folder, 'rules.yaml');
  await writeFile(file, JSON.stringify({ groups: [{ name: 'level', interval: '2m', rules }] }));
  const began = now - (span.to - span.from) * 60;
  await promtool(
    'tsdb',
    'create-blocks-from',
    'rules',
    `--url=${url}`,
    `--start=${String(began)}`,
    `--end=${String(now)}`,
    '--eval-interval=2m',
    `--output-dir=${join(folder, 'data')}`,
    file,
  );
};

/**
 * Runs `work` with real Prometheus that holds a day of series and what the rules record of it, evaluated by Prometheus itself.
 * The last sample is of now.
 */
export const withFilledPrometheus = <T>(
  day: readonly Series[],
  groups: readonly PlainRuleGroup[],
  work: (url: string) => Promise<T>,
  progress: (step: string) => void = () => undefined,
): Promise<T> =>
  withTemporaryFolder(async (folder) => {
    const now = Math.floor(Date.now() / 60_000) * 60;
    const text = join(folder, 'day.txt');
    progress(`writing ${day.length.toLocaleString('en')} series`);
    await pipeline(Readable.from(expositionOf(day, now)), createWriteStream(text));
    await promtool('tsdb', 'create-blocks-from', 'openmetrics', text, join(folder, 'data'));
    const levels = levelsOf(groups);
    for (const [index, rules] of levels.entries()) {
      progress(
        `evaluating ${String(rules.length)} rules, level ${String(index + 1)} of ${String(levels.length)}`,
      );
      await withPrometheus(folder, (url) => evaluate(folder, url, rules, now));
    }
    return withPrometheus(folder, work);
  });
