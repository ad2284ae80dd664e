import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join, relative } from 'node:path';
import { isCollection, isMap, isNode, isPair, isScalar, LineCounter, parseDocument } from 'yaml';
import { UserError } from '../errors';
import { dotted, type Locate, type Path } from '../faults';

/** One YAML file of a content folder, with the means to say where in it something stands. */
export interface YamlFile {
  /** The file's name without extension: the name of the application or team. */
  readonly name: string;
  /** Path as a reader would open it, relative to the project. */
  readonly file: string;
  readonly value: unknown;
  /** `content/applications/demo.yaml:12: alerts.latency` */
  readonly locate: Locate;
  /** Whether the file itself says something at the path. */
  readonly has: (path: Path) => boolean;
}

const lineAt = (
  text: string,
): {
  value: unknown;
  lineOf: (path: Path) => number;
  errors: readonly string[];
  has: (path: Path) => boolean;
} => {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const errors = document.errors.map(
    (error) => `${String(lines.linePos(error.pos[0]).line)}: ${error.message}`,
  );
  const start = (path: Path): number => {
    const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
    const key = path.at(-1);
    const pair = isMap(parent)
      ? parent.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === key)
      : undefined;
    if (pair !== undefined && isNode(pair.key)) return pair.key.range?.[0] ?? 0;
    const node = document.getIn(path, true);
    return isNode(node) ? (node.range?.[0] ?? 0) : -1;
  };
  // A key that is missing has no line of its own: the nearest object around it is where to write it.
  const lineOf = (path: Path): number => {
    for (let length = path.length; length > 0; length -= 1) {
      const offset = start(path.slice(0, length));
      if (offset >= 0) return lines.linePos(offset).line;
    }
    return 1;
  };
  const has = (path: Path): boolean => document.hasIn(path) || isCollection(document.getIn(path, true));
  return { value: errors.length === 0 ? document.toJS() : undefined, lineOf, errors, has };
};

const readFile = (path: string, root: string): YamlFile => {
  const file = relative(root, path);
  const { value, lineOf, errors, has } = lineAt(readFileSync(path, 'utf8'));
  if (errors.length > 0) throw new UserError(errors.map((error) => `${file}:${error}`));
  const locate: Locate = (at) =>
    `${file}:${String(at.length === 0 ? 1 : lineOf(at))}${at.length === 0 ? '' : `: ${dotted(at)}`}`;
  return { name: basename(path, extname(path)), file, value, locate, has };
};

/** Every `.yaml` file of a folder, by name; none where there is no such folder. A `.yml` file is a fault, not silently skipped. */
export const readYamlFolder = (folder: string, root: string): YamlFile[] => {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).sort();
  const odd = names.filter((name) => extname(name) === '.yml');
  if (odd.length > 0) {
    throw new UserError(
      odd.map(
        (name) => `${relative(root, join(folder, name))}: rename it to end in .yaml; .yml files are not read`,
      ),
    );
  }
  return names.filter((name) => extname(name) === '.yaml').map((name) => readFile(join(folder, name), root));
};
