import path from 'node:path';
import { UserError } from '../config/errors';
import { charts, chartNames } from '../config/versions';
import { ensureProgram, type EnsureOptions } from './build';
import { runProgram } from './run';

/** Downloads the archive of one version of a chart into a folder; gives what Helm said when it could not. */
export async function pullChart(
  oci: string,
  version: string,
  folder: string,
  options: EnsureOptions = {},
): Promise<string | undefined> {
  const args = ['pull', oci, '--version', version, '--destination', folder];
  const { code, stderr } = await runProgram('helm', args, options);
  return code === 0 ? undefined : stderr.trim();
}

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
    const fault = await pullChart(oci, version, folder, options);
    if (fault !== undefined) {
      throw new UserError([
        `${name} ${version} cannot be fetched from ${oci}:\n  ${fault}\n` +
          `Without access to it, bring the archives from where there is: npm run charts:pull -- <folder> there, npm run charts:refresh -- <archive> … here.`,
      ]);
    }
    archives.push(path.join(folder, `${name}-${version}.tgz`));
  }
  return archives;
}
