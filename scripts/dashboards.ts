import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../config/errors';
import { boards, withDay } from '../test/dashboards/proof';
import { photograph } from '../test/dashboards/proof/photograph';

const usage = `npm run dashboards [-- --out <folder>]

Draws a sketch of every dashboard with a day of data: real Prometheus, the rules of the repository, the reference applications.
Sketches, because they are not Grafana. Default folder: docs/dashboards. Needs Chromium.`;

const usualFolder = join(__dirname, '../docs/dashboards');

const folderOf = (args: readonly string[]): string => {
  if (args.length === 0) return usualFolder;
  const [option, folder, ...others] = args;
  if (option !== '--out' || folder === undefined || others.length > 0) throw new UserError([usage]);
  return folder;
};

export const main = async (args: readonly string[]): Promise<void> => {
  if (args.includes('--help')) {
    console.log(usage);
    return;
  }
  const folder = folderOf(args);
  await mkdir(folder, { recursive: true });
  const say = (step: string): void => {
    console.error(`  ${step}`);
  };
  await withDay(async (prometheus) => {
    for await (const { uid, kilobytes } of photograph(boards(), prometheus, folder)) {
      say(`${join(folder, `${uid}.png`)}  ${String(kilobytes)} kB`);
    }
  }, say);
};
