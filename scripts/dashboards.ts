import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { optionsOf } from '../plan/options';
import { boards, withDay } from '../test/dashboards/proof';
import { photograph } from '../test/dashboards/proof/photograph';

const options = { out: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const;

const usage = `npm run dashboards [-- options]

Draws a sketch of every dashboard with sample days: real Prometheus, the rules of the repository, the reference applications.
Sketches, because they are not Grafana. Needs Chromium.

  --out <folder>   where to write <uid>.png; by default docs/dashboards`;

const usualFolder = join(__dirname, '../docs/dashboards');

export const main = async (args: readonly string[]): Promise<void> => {
  const { help, out: folder = usualFolder } = optionsOf('npm run dashboards', args, options);
  if (help === true) {
    console.log(usage);
    return;
  }
  await mkdir(folder, { recursive: true });
  const say = (step: string): void => {
    console.error(`  ${step}`);
  };
  await withDay(async (prometheus, signal) => {
    for await (const { uid, kilobytes } of photograph(boards(), prometheus, folder, signal)) {
      say(`${join(folder, `${uid}.png`)}  ${String(kilobytes)} kB`);
    }
  }, say);
};
