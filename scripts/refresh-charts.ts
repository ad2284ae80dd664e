import { refreshCharts } from '../charts/refresh/refresh';
import { pullCharts } from '../tools/pullCharts';
import { withTemporaryFolder } from '../tools/run';

/**
 * `npm run charts:refresh`: what is known of the charts in config/versions.ts, from their publishers.
 * `-- <chart>-<version>.tgz …` reads archives instead.
 */
export async function main(archives: readonly string[]): Promise<void> {
  const lines =
    archives.length > 0
      ? await refreshCharts(archives)
      : await withTemporaryFolder(async (folder) => refreshCharts(await pullCharts(folder, console.log)));
  console.log(lines.join('\n'));
}
