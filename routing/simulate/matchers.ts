import type { Labels } from './model';

/** One condition on one label. */
export interface Matcher {
  /** As it is written. */
  readonly text: string;
  readonly label: string;
  /** Whether a value meets it; an absent label has the empty value. */
  readonly accepts: (value: string) => boolean;
}

const shape = /^\s*("(?:[^"\\]|\\.)*"|[^\s=!~"]+)\s*(=~|!~|!=|=)\s*([^]*?)\s*$/;

const unquoted = (text: string): string =>
  text.startsWith('"') && text.endsWith('"') && text.length > 1
    ? text.slice(1, -1).replaceAll(/\\(.)/g, (_, next: string) => (next === 'n' ? '\n' : next))
    : text;

/** Go writes flags into the pattern, JavaScript beside it. Both search for the whole value. */
const anchored = (pattern: string): RegExp => {
  const [, flags = '', rest = ''] = /^(?:\(\?([ims]+)\))?([^]*)$/.exec(pattern) ?? [];
  return new RegExp(`^(?:${rest})$`, `u${flags}`);
};

const conditions: Readonly<Record<string, (wanted: string) => Matcher['accepts']>> = {
  '=': (wanted) => (value) => value === wanted,
  '!=': (wanted) => (value) => value !== wanted,
  '=~': (wanted) => {
    const pattern = anchored(wanted);
    return (value) => pattern.test(value);
  },
  '!~': (wanted) => {
    const pattern = anchored(wanted);
    return (value) => !pattern.test(value);
  },
};

/** Outside quotes only: a value may hold a comma. */
const separated = (text: string): string[] => text.match(/(?:"(?:[^"\\]|\\.)*"|[^,])+/g) ?? [];

const parseMatcher = (text: string): Matcher => {
  const [, label, operator = '', value] = shape.exec(text) ?? [];
  const condition = conditions[operator];
  if (label === undefined || value === undefined || condition === undefined) {
    throw new Error(`no matcher: ${JSON.stringify(text)}`);
  }
  return { text: text.trim(), label: unquoted(label), accepts: condition(unquoted(value)) };
};

/**
 * Matchers as alertmanager.yaml lists them: `severity="critical"`, `alertname=~"A|B"`, `{a="b", c!=d}`.
 *
 * @throws Error for a text that is no matcher, and a pattern that JavaScript cannot read
 */
export const parseMatchers = (texts: readonly string[] = []): readonly Matcher[] =>
  texts.flatMap((text) => separated(text.trim().replace(/^\{([^]*)\}$/, '$1')).map(parseMatcher));

/** Whether the labels meet every matcher; no matcher at all is met by everything. */
export const matchAll = (matchers: readonly Matcher[], labels: Labels): boolean =>
  matchers.every(({ label, accepts }) => accepts(labels[label] ?? ''));
