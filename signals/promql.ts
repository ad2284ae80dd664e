/** A number as PromQL text, without the dust of binary fractions: 0.001, not 0.0010000000000000009. */
export const number = (value: number): string =>
  Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(12)));

/** A percentage as the ratio that PromQL compares with: 99.9 is 0.999. */
export const ratio = (percent: number): string => number(percent / 100);

/** Text within a double-quoted PromQL string. */
const escaped = (text: string): string =>
  /["\\\n]/.test(text) ? text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n') : text;

/** What a label must be: equal to a text, or one of the other three comparisons. */
export type Matcher =
  string | { readonly not: string } | { readonly matches: string } | { readonly matchesNot: string };

const matcherText = (label: string, matcher: Matcher): string => {
  if (typeof matcher === 'string') return `${label}="${escaped(matcher)}"`;
  if ('not' in matcher) return `${label}!="${escaped(matcher.not)}"`;
  if ('matches' in matcher) return `${label}=~"${escaped(matcher.matches)}"`;
  return `${label}!~"${escaped(matcher.matchesNot)}"`;
};

/** Label matchers in the order given: `application="shop",status=~"5.."`. */
export const matcherList = (matchers: Readonly<Record<string, Matcher>>): string =>
  Object.entries(matchers)
    .map(([label, matcher]) => matcherText(label, matcher))
    .join(',');
