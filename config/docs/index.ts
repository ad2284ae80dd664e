import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { applicationSchema, maintenanceSchema, stackFileSchema, teamSchema } from './editorSchema';
import { configPage } from './page';

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Every generated document: path from the project's folder → text. Equal input gives equal bytes. */
export const generatedDocs = (): ReadonlyMap<string, string> =>
  new Map([
    ['docs/config.md', configPage()],
    ['docs/schema/stack.json', json(stackFileSchema())],
    ['docs/schema/application.json', json(applicationSchema())],
    ['docs/schema/team.json', json(teamSchema())],
    ['docs/schema/maintenance.json', json(maintenanceSchema())],
  ]);

const textOf = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
};

/** The documents that are missing below `root`, or not what would be written now. */
export const staleDocs = (
  root: string,
  documents: ReadonlyMap<string, string> = generatedDocs(),
): ReadonlyMap<string, string> =>
  new Map([...documents].filter(([file, text]) => textOf(join(root, file)) !== text));
