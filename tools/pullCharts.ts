import path from 'node:path';
import { UserError } from '../config/errors';
import { charts, chartNames } from '../config/versions';
import { ensureProgram, type EnsureOptions } from './build';
import { runProgram } from './run';

/**
 * Downloads the archive of every chart that is deployed into a folder, from its publisher.
 *
 * @param onChart told of each before it is fetched
 * @returns their paths
 * @throws UserError when a publisher cannot be reached or does not have the version
 */
export async function pullCharts(
  folder: string,
  onChart: (what: string) => void,
  options: EnsureOptions = {},
): Promise<string[]> {
  await ensureProgram('helm', options);
  const archives: string[] = [];
  for (const name of chartNames) {
    const { oci, version } = charts[name];
    onChart(`${oci} ${version}`);
    const args = ['pull', oci, '--version', version, '--destination', folder];
    const { code, stderr } = await runProgram('helm', args, options);
    if (code !== 0) {
      throw new UserError([
        `${name} ${version} cannot be fetched from ${oci}:\n  ${stderr.trim()}\n` +
          `Without access to it, bring the archives from where there is: npm run charts:pull -- <folder> there, npm run charts:refresh -- <archive> … here.`,
      ]);
    }
    archives.push(path.join(folder, `${name}-${version}.tgz`));
  }
  return archives;
}
