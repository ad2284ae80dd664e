/** One piece of a Go template: text between actions is dropped, it reads no values. */
export type Token =
  | { kind: 'field'; names: string[] }
  | { kind: 'variable'; name: string; names: string[] }
  | { kind: 'word'; text: string }
  | { kind: 'text'; text: string }
  | { kind: 'number' }
  | { kind: 'mark'; text: '(' | ')' | '|' | ':=' | '=' | ',' }
  // A field chain on what stands directly before it: `(index .Values "a").b`.
  | { kind: 'chain'; names: string[] };

const patterns = {
  space: /\s+/y,
  quoted: /"(?:[^"\\\n]|\\.)*"/y,
  raw: /`[^`]*`/y,
  rune: /'(?:[^'\\]|\\.)*'/y,
  number: /[+-]?(?:0[xob])?\d[\w.]*/y,
  fields: /(?:\.[A-Za-z_]\w*)+/y,
  variable: /\$\w*/y,
  word: /[A-Za-z_]\w*/y,
  mark: /:=|[()|=,]/y,
};

const take = (pattern: RegExp, source: string, at: number): string | undefined => {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0];
};

const namesOf = (chain: string): string[] => chain.split('.').slice(1);

/** The text of a double-quoted Go string; escapes that JSON does not know are taken literally. */
const unquote = (quoted: string): string => {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return quoted.slice(1, -1);
  }
};

const tokenAt = (source: string, at: number): { token?: Token; length: number } => {
  const space = take(patterns.space, source, at);
  if (space !== undefined) return { length: space.length };
  const quoted = take(patterns.quoted, source, at);
  if (quoted !== undefined) return { token: { kind: 'text', text: unquote(quoted) }, length: quoted.length };
  const raw = take(patterns.raw, source, at);
  if (raw !== undefined) return { token: { kind: 'text', text: raw.slice(1, -1) }, length: raw.length };
  const fields = take(patterns.fields, source, at);
  if (fields !== undefined) {
    const isChain = source[at - 1] === ')';
    return { token: { kind: isChain ? 'chain' : 'field', names: namesOf(fields) }, length: fields.length };
  }
  if (source[at] === '.') return { token: { kind: 'field', names: [] }, length: 1 };
  const variable = take(patterns.variable, source, at);
  if (variable !== undefined) {
    const chain = take(patterns.fields, source, at + variable.length) ?? '';
    const token: Token = { kind: 'variable', name: variable, names: namesOf(chain) };
    return { token, length: variable.length + chain.length };
  }
  const number = take(patterns.number, source, at) ?? take(patterns.rune, source, at);
  if (number !== undefined) return { token: { kind: 'number' }, length: number.length };
  const word = take(patterns.word, source, at);
  if (word !== undefined) return { token: { kind: 'word', text: word }, length: word.length };
  const mark = take(patterns.mark, source, at) as '(' | ')' | '|' | ':=' | '=' | ',' | undefined;
  if (mark !== undefined) return { token: { kind: 'mark', text: mark }, length: mark.length };
  throw new Error(`unexpected ${JSON.stringify(source.slice(at, at + 20))}`);
};

/**
 * The actions (`{{ … }}`) of a Go template, each as its tokens, in order; comments are left out.
 *
 * @throws Error with the line when an action is not closed or holds something that is no template syntax
 */
export const actionsOf = (source: string): Token[][] => {
  const actions: Token[][] = [];
  const lineAt = (at: number): number => source.slice(0, at).split('\n').length;
  let at = source.indexOf('{{');
  while (at >= 0) {
    const opened = at;
    at += /^\{\{-\s/.test(source.slice(at, at + 4)) ? 3 : 2;
    const comment = take(/\s*\/\*[\s\S]*?\*\/\s*-?\}\}/y, source, at);
    if (comment !== undefined) {
      at += comment.length;
    } else {
      const tokens: Token[] = [];
      let close = take(/(?:\s-)?\}\}/y, source, at);
      while (close === undefined) {
        if (at >= source.length) throw new Error(`line ${lineAt(opened).toString()}: {{ is not closed`);
        const found = tokenAt(source, at);
        if (found.token) tokens.push(found.token);
        at += found.length;
        close = take(/(?:\s-)?\}\}/y, source, at) ?? take(/-\}\}/y, source, at);
      }
      at += close.length;
      actions.push(tokens);
    }
    at = source.indexOf('{{', at);
  }
  return actions;
};
