import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Node,
  type ParsedNode,
} from 'yaml';

/** A key that values.yaml sets, where it stands. */
export interface ActiveKey {
  path: readonly string[];
  /** Columns before the key. */
  indent: number;
  /** `empty` is a null, or a map or list with nothing in it. */
  holds: 'map' | 'list' | 'scalar' | 'empty';
  parent: ActiveKey | undefined;
}

export interface ActiveKeys {
  /** By line, counted from 1. */
  byLine: ReadonlyMap<number, ActiveKey>;
  /** Lines inside block scalars and lists: what looks like a comment or key there is none of the chart's. */
  covered: ReadonlySet<number>;
}

const holdsOf = (value: Node | null): ActiveKey['holds'] => {
  if (isMap(value)) return value.items.length > 0 ? 'map' : 'empty';
  if (isSeq(value)) return value.items.length > 0 ? 'list' : 'empty';
  if (isAlias(value)) return 'map';
  return isScalar(value) && value.value !== null ? 'scalar' : 'empty';
};

/** Offset behind the last value inside; the range of a list itself takes in the comments that follow it. */
const endOf = (node: unknown): number => {
  if (isSeq(node) && node.items.length > 0) return endOf(node.items.at(-1));
  if (isMap(node) && node.items.length > 0) return endOf(node.items.at(-1)?.value ?? node.items.at(-1)?.key);
  return isNode(node) ? (node.range?.[1] ?? 0) : 0;
};

/** Where each key of a values.yaml stands. Keys inside lists are left out: lists are open. */
export const activeKeys = (values: string): ActiveKeys => {
  const lines = new LineCounter();
  const byLine = new Map<number, ActiveKey>();
  const covered = new Set<number>();
  const cover = (node: Node): void => {
    const start = node.range?.[0] ?? 0;
    const end = endOf(node);
    // The end is after the last line break, at the first column of the line that follows.
    const last = lines.linePos(Math.max(start, end - 1)).line;
    for (let line = lines.linePos(start).line + 1; line <= last; line += 1) covered.add(line);
  };
  const visit = (node: ParsedNode | null, path: readonly string[], parent: ActiveKey | undefined): void => {
    if (isSeq(node)) cover(node);
    if (isScalar(node) && typeof node.type === 'string' && node.type.startsWith('BLOCK')) cover(node);
    if (!isMap<ParsedNode, ParsedNode | null>(node)) return;
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.value) : key.toString();
      const { line, col } = lines.linePos(key.range[0]);
      const found = { path: [...path, name], indent: col - 1, holds: holdsOf(value), parent };
      if (!byLine.has(line)) byLine.set(line, found);
      visit(value, found.path, found);
    }
  };
  visit(parseDocument(values, { lineCounter: lines }).contents, [], undefined);
  return { byLine, covered };
};
