import { parse } from 'yaml';
import { activeKeys, type ActiveKey } from './activeKeys';

/** A key that values.yaml shows in a comment (`# nodePort: 30903`). */
export interface CommentedKey {
  path: readonly string[];
  /** The example value; undefined when the comment gives none. */
  value: unknown;
  /**
   * The comment stands right under a key that is empty, in the same column: it may as well be an example
   * of what that key holds, as in `labels: {}` with `# team: a` below it.
   */
  mayBeExample: boolean;
}

/** What encloses the comment at hand: an entry per indent, keys that are set and keys in comments alike. */
interface Entry {
  path: readonly string[];
  indent: number;
  /** Nothing below a list, a text or a scalar can be a value path. */
  isClosed: boolean;
  isEmpty: boolean;
}

// `## text` is prose by custom. A lower-case first letter tells keys from most of the prose in `# text`.
const commentLine = /^(?<margin>\s*)#(?!#) ?(?<inside>.*)$/;
const keyLine = /^(?<pad>\s*)(?<key>[a-z_][\w./-]*|"[^"]+"|'[^']+'):(?:\s+(?<value>.*))?$/;
const proseKeys = new Set('ref eg e.g i.e ie see note default example examples http https'.split(' '));

/** The value that follows a key in a comment; `isValue` is false where the text is prose or no YAML. */
const exampleValue = (text: string): { isValue: boolean; value: unknown } => {
  // Several plain words are prose, as in `# labels: added to every object`.
  if (/^[A-Za-z(][^"'#]*\s+\w+\s+\w+/.test(text)) return { isValue: false, value: undefined };
  try {
    return { isValue: true, value: parse(text, { logLevel: 'error' }) as unknown };
  } catch {
    return { isValue: false, value: undefined };
  }
};

const entryOf = ({ path, indent, holds }: ActiveKey): Entry => ({
  path,
  indent,
  isClosed: holds === 'list' || holds === 'scalar',
  isEmpty: holds === 'empty',
});

const chainOf = (key: ActiveKey): Entry[] => [...(key.parent ? chainOf(key.parent) : []), entryOf(key)];

class CommentReader {
  readonly keys: CommentedKey[] = [];
  private stack: Entry[] = [];
  /** The key that is set right above the comment block at hand. */
  private above: Entry | undefined;

  active(key: ActiveKey): void {
    this.stack = chainOf(key);
    this.above = this.stack.at(-1);
  }

  blank(): void {
    this.above = undefined;
  }

  comment(margin: number, inside: string): void {
    const item = /^(?<pad>\s*)- /.exec(inside)?.groups;
    const line = keyLine.exec(inside)?.groups;
    const indent = margin + ((item ?? line)?.['pad']?.length ?? 0);
    if (item) {
      this.enter({ path: this.parentOf(indent)?.path ?? [], indent, isClosed: true, isEmpty: false });
    } else if (line) {
      this.key(indent, (line['key'] ?? '').replace(/^["']|["']$/g, ''), line['value'] ?? '');
    }
  }

  private key(indent: number, name: string, text: string): void {
    const isBlock = /^[|>][+-]?\d?\s*$/.test(text);
    const { isValue, value } = isBlock ? { isValue: true, value: '' } : exampleValue(text);
    if (proseKeys.has(name.toLowerCase()) || !isValue) return;
    const mayBeExample = this.above?.isEmpty === true && this.above.indent === indent;
    const parent = this.parentOf(indent);
    const around = parent?.path ?? [];
    // `global:` in a comment below `global:` shows the whole block once more, as an example of it.
    const path = around.at(-1) === name ? around : [...around, name];
    const isClosed = parent?.isClosed === true || isBlock || (value !== null && typeof value !== 'object');
    if (parent?.isClosed !== true && path !== around)
      this.keys.push({ path, value: value ?? undefined, mayBeExample });
    this.enter({ path, indent, isClosed, isEmpty: false });
  }

  private parentOf(indent: number): Entry | undefined {
    return this.stack.findLast((entry) => entry.indent < indent);
  }

  private enter(entry: Entry): void {
    this.stack = [...this.stack.filter((outer) => outer.indent < entry.indent), entry];
  }
}

/**
 * The keys that stand in the comments of a values.yaml, under the key that the indentation puts them
 * below. Comments of two or more `#` are taken as prose.
 */
export const commentedKeys = (values: string): CommentedKey[] => {
  const { byLine, covered } = activeKeys(values);
  const reader = new CommentReader();
  values.split('\n').forEach((text, index) => {
    const active = byLine.get(index + 1);
    const comment = commentLine.exec(text)?.groups;
    if (active) reader.active(active);
    else if (covered.has(index + 1)) return;
    else if (comment) reader.comment(comment['margin']?.length ?? 0, comment['inside'] ?? '');
    else if (text.trim() === '') reader.blank();
  });
  return reader.keys;
};
