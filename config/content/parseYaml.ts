import { isMap, isNode, isScalar, LineCounter, parseDocument, type Document, type YAMLError } from 'yaml';
import type { Path } from '../faults';

export interface ParsedYaml {
  readonly value: unknown;
  /** Line of a key or list entry; of the nearest thing around it when it is not there. */
  readonly lineOf: (path: Path) => number;
  /** How many leading keys of the path the document holds. */
  readonly depthOf: (path: Path) => number;
}

/** A fault of the YAML itself: line and message. */
export interface YamlFault {
  readonly line: number;
  readonly message: string;
}

const duplicateKey = (text: string, { pos }: YAMLError): string => {
  const [key = ''] = text.slice(pos[0]).split(/:|\n/);
  return `the key ${key.trim()} is there twice; keep one of them`;
};

const messageOf = (text: string, error: YAMLError): string => {
  if (error.code === 'DUPLICATE_KEY') return duplicateKey(text, error);
  if (error.code === 'MULTIPLE_DOCS') return 'holds a second document; write one per file, without ---';
  if (error.code === 'TAG_RESOLVE_FAILED') return `${error.message}; write the value without a tag`;
  return `is no valid YAML: ${error.message}; correct the syntax there`;
};

/** The value, or why there is none: aliases without an anchor, in a circle, or too many are found only now. */
const valueOf = (document: Document): { readonly value: unknown } | string => {
  try {
    const value: unknown = document.toJS();
    JSON.stringify(value);
    return { value };
  } catch (error) {
    if (error instanceof ReferenceError) return error.message.replace(/ \(the anchor.*?\)/, '');
    return 'an alias leads back to itself';
  }
};

const nodeOf = (document: Document, path: Path): { readonly offset: number } | undefined => {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  const key = String(path.at(-1));
  const pair = isMap(parent)
    ? parent.items.find((item) => isScalar(item.key) && String(item.key.value) === key)
    : undefined;
  const node = isNode(pair?.key) ? pair.key : document.getIn(path, true);
  return isNode(node) ? { offset: node.range?.[0] ?? 0 } : undefined;
};

/** Parses one YAML document (1.2). */
export const parseYaml = (text: string): ParsedYaml | readonly YamlFault[] => {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: true,
    // Faults are ours to tell; the parser must not print any.
    logLevel: 'error',
  });
  // A warning is an unknown tag: its value would be taken as text.
  const wrong = [...document.errors, ...document.warnings];
  if (wrong.length > 0) {
    return wrong.map((error) => ({
      line: lines.linePos(error.pos[0]).line,
      message: messageOf(text, error),
    }));
  }
  const result = valueOf(document);
  if (typeof result === 'string')
    return [{ line: 1, message: `is no valid YAML: ${result}; write the value itself in its place` }];
  const depthOf = (path: Path): number => {
    let depth = 0;
    while (depth < path.length && nodeOf(document, path.slice(0, depth + 1)) !== undefined) depth += 1;
    return depth;
  };
  return {
    value: result.value,
    depthOf,
    lineOf: (path) => {
      const depth = depthOf(path);
      const offset = depth === 0 ? 0 : (nodeOf(document, path.slice(0, depth))?.offset ?? 0);
      return Math.max(1, lines.linePos(offset).line);
    },
  };
};
