import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { freePort } from '../../../local/loopback';
import { ensureProgram } from '../../../tools/build';
import { endChild, withTemporaryFolder } from '../../../tools/run';
import { until } from '../../local/support/wait';

/** One series of an instant query. */
export interface Sample {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: number;
}

interface Answer {
  readonly data: { readonly result: readonly { metric: Sample['metric']; value: [number, string] }[] };
}

export interface RealPrometheus {
  readonly query: (expr: string) => Promise<readonly Sample[]>;
}

/**
 * Runs real Prometheus on loopback while `work` runs.
 *
 * @param config prometheus.yaml, as an object
 * @param files further files beside it, by name
 */
export const withRealPrometheus = (
  config: object,
  files: Readonly<Record<string, string>>,
  work: (running: RealPrometheus) => Promise<void>,
): Promise<void> =>
  withTemporaryFolder(async (folder) => {
    const texts = { ...files, 'prometheus.yaml': JSON.stringify(config) };
    await Promise.all(Object.entries(texts).map(([name, text]) => writeFile(path.join(folder, name), text)));
    const address = `127.0.0.1:${String(await freePort())}`;
    const child = spawn(
      await ensureProgram('prometheus'),
      [
        `--config.file=${path.join(folder, 'prometheus.yaml')}`,
        `--storage.tsdb.path=${path.join(folder, 'data')}`,
        `--web.listen-address=${address}`,
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    let log = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (log += text));
    const isReady = async (): Promise<boolean> => {
      if (child.exitCode !== null) throw new Error(log);
      return fetch(`http://${address}/-/ready`).then(
        ({ ok }) => ok,
        () => false,
      );
    };
    try {
      await until('Prometheus is ready', isReady, 60_000);
      await work({
        query: async (expr) => {
          const response = await fetch(`http://${address}/api/v1/query?query=${encodeURIComponent(expr)}`);
          if (!response.ok) throw new Error(await response.text());
          const { data } = (await response.json()) as Answer;
          return data.result.map(({ metric, value: [, value] }) => ({ metric, value: Number(value) }));
        },
      });
    } finally {
      await endChild(child);
    }
  });
