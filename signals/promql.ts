/** A number as PromQL text, without the dust of binary fractions: 0.001, not 0.0010000000000000009. */
export const number = (value: number): string => {
  const text = String(value);
  return text.length <= 12 ? text : String(Number(value.toPrecision(12)));
};

/** A percentage as the ratio that PromQL compares with: 99.9 is 0.999. */
export const ratio = (percent: number): string => number(percent / 100);

/** Text within a double-quoted PromQL string. */
const escaped = (text: string): string =>
  /["\\\n]/.test(text) ? text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n') : text;

/** Text within a regular expression of PromQL (RE2), which is anchored at both ends. */
export const literal = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** What a label must be: equal to a text, or one of the other three comparisons. */
export type Matcher =
  string | { readonly not: string } | { readonly matches: string } | { readonly matchesNot: string };

const matcherText = (label: string, matcher: Matcher): string => {
  if (typeof matcher === 'string') return `${label}="${escaped(matcher)}"`;
  if ('not' in matcher) return `${label}!="${escaped(matcher.not)}"`;
  if ('matches' in matcher) return `${label}=~"${escaped(matcher.matches)}"`;
  return `${label}!~"${escaped(matcher.matchesNot)}"`;
};

/**
 * A sum by a label that is called otherwise for all applications, and by further ones. Summed before it is renamed, because
 * series that have a label of the new name too might become the same, which is an error.
 */
export const sumBy = (
  expr: string,
  {
    label,
    name,
    and = [],
  }: { readonly label: string; readonly name: string; readonly and?: readonly string[] },
): string => {
  const by = (first: string): string => [first, ...and].join(', ');
  const sum = `sum by (${by(label)}) (${expr})`;
  return label === name
    ? sum
    : `sum by (${by(name)}) (label_replace(${sum}, "${name}", "$1", "${label}", "(.*)"))`;
};

/** Label matchers in the order given: `application="shop",status=~"5.."`. */
export const matcherList = (matchers: Readonly<Record<string, Matcher>>): string => {
  // Called some sixty times per application: a loop, because map and join took a quarter of the whole time.
  let list = '';
  for (const label in matchers) {
    const matcher = matchers[label];
    if (matcher !== undefined) list += `${list === '' ? '' : ','}${matcherText(label, matcher)}`;
  }
  return list;
};
