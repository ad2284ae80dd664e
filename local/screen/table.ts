import { stripVTControlCharacters as plain } from 'node:util';

/** Rows with aligned columns, two spaces between them and `indent` before; the last column is not padded. */
export function table(rows: readonly (readonly string[])[], indent = '  '): string {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, plain(cell).length);
    });
  }
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - plain(cell).length))
      .join('  ')
      .trimEnd();
  return rows.map((row) => indent + line(row)).join('\n');
}
