import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../config/errors';
import { runProgram, withTemporaryFolder } from './run';

/** What amtool says about a configuration. */
export interface ConfigCheck {
  readonly ok: boolean;
  /** amtool's explanation; empty when the configuration is good. */
  readonly message: string;
}

/**
 * Checks an Alertmanager configuration given as YAML text. Files named by `*_file` need not exist.
 * The operator's parser is stricter: `tools/operator` is the judge of what is deployed.
 */
export async function checkConfig(config: string): Promise<ConfigCheck> {
  return withConfig(config, async (file) => {
    const { code, stdout, stderr } = await runProgram('amtool', ['check-config', file]);
    const failure = /FAILED: ([\s\S]*)/.exec(stdout)?.[1] ?? stderr;
    return { ok: code === 0, message: code === 0 ? '' : failure.trim() };
  });
}

/**
 * Receivers that an alert with `labels` reaches, in the order of the routes, as Alertmanager's own router says.
 * Time intervals and inhibition play no part in it.
 *
 * @throws UserError when amtool cannot read the configuration
 */
export async function routesTest(
  config: string,
  labels: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  return withConfig(config, async (file) => {
    const matchers = Object.entries(labels).map(([name, value]) => `${quote(name)}=${quote(value)}`);
    const { code, stdout, stderr } = await runProgram('amtool', [
      'config',
      'routes',
      'test',
      `--config.file=${file}`,
      ...matchers,
    ]);
    if (code !== 0) throw new UserError([`amtool cannot route an alert: ${stderr.trim()}`]);
    return stdout.trim().split(',');
  });
}

async function withConfig<T>(config: string, work: (file: string) => Promise<T>): Promise<T> {
  return withTemporaryFolder(async (folder) => {
    const file = path.join(folder, 'alertmanager.yaml');
    await writeFile(file, config, { mode: 0o600 });
    return work(file);
  });
}

/** A label as a matcher writes it: JSON strings are what Alertmanager's parser reads as quoted strings. */
function quote(text: string): string {
  return JSON.stringify(text);
}
