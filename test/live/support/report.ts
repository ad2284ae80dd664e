import { table } from '../../../local/screen/table';

const rows: [string, string][] = [];

/** Notes a measured time for the table at the end. */
export function measured(what: string, seconds: number): void {
  rows.push([what, `${seconds.toFixed(1)} s`]);
}

/** Prints what was measured. Straight to the terminal: jest would add where it was called from. */
export function printMeasured(title: string): void {
  process.stderr.write(`\n${title}\n${table(rows)}\n`);
}
