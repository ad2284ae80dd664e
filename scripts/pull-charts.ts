import { mkdirSync } from 'node:fs';
import { UserError } from '../config/errors';
import { pullCharts } from '../tools/pullCharts';

/** `npm run charts:pull -- <folder>`: the archives of every chart that is deployed, for a machine without access. */
export async function main([folder, ...others]: readonly string[]): Promise<void> {
  if (folder === undefined || others.length > 0) {
    throw new UserError(['Where to? Write one folder: npm run charts:pull -- charts-archive']);
  }
  mkdirSync(folder, { recursive: true });
  const archives = await pullCharts(folder, console.log);
  console.log(`${String(archives.length)} archives in ${folder}`);
}
