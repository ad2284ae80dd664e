import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { loadContent, type Content } from '../../../config/content';
import type { PlainObject } from '../../../config/merge';
import { resolveConfig } from '../../../config/resolve';
import { relaxed } from '../../support/configs';
import { asMap } from './edit';
import { everyTeamKey, soundApplication } from './samples';

/** A project folder with a content folder in it, on disk. */
export interface ContentFolder {
  readonly root: string;
  /** Writes a file below content/; a value as YAML, a text as it is. */
  readonly write: (file: string, content: unknown) => string;
  readonly remove: (file: string) => void;
  readonly load: (stack?: PlainObject) => Content;
  readonly dispose: () => void;
}

/** Team `orders`, team `platform` and the application `shop`, all sound. */
export const contentFolder = (): ContentFolder => {
  const root = mkdtempSync(join(tmpdir(), 'observatory-content-'));
  const write = (file: string, content: unknown): string => {
    const path = join(root, 'content', file);
    const text = typeof content === 'string' ? content : stringify(content);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return text;
  };
  write('teams/platform.yaml', { ...everyTeamKey, displayName: 'Platform' });
  write('teams/orders.yaml', everyTeamKey);
  write('applications/shop.yaml', soundApplication);
  return {
    root,
    write,
    remove: (file) => {
      rmSync(join(root, 'content', file), { recursive: true });
    },
    // Merged by hand: a `null` in an override must arrive.
    load: ({ content = {}, ...stack } = {}) =>
      loadContent(
        resolveConfig({ ...relaxed, ...stack, content: { ...asMap(relaxed['content']), ...asMap(content) } }),
        root,
      ),
    dispose: () => {
      rmSync(root, { recursive: true });
    },
  };
};
