import type { Plan } from '../model';
import { difference } from './difference';
import { countsOf, sectionsOf, type Line, type Section } from './lines';
import type { Difference, DocumentChange, RenderedDifference, RuleName } from './model';
import { toldChanges, type ToldChange } from './told';

/** Lines of a section that stand open; more are folded. */
const OPEN = 12;
/** Names that a cell of a table holds. */
const NAMES = 6;

/** What a comment shows of one stack that plans. */
export interface PlannedDifference {
  readonly stack: string;
  readonly fault?: undefined;
  readonly difference: Difference;
  readonly told: readonly ToldChange[];
  /** Warnings of the new plan that the old one did not have. */
  readonly warnings: readonly string[];
}

/** A stack that does not plan, and why: as changed, or as it was. */
export interface UnplannedStack {
  readonly stack: string;
  readonly side: 'after' | 'before';
  readonly fault: string;
}

export type StackDifference = PlannedDifference | UnplannedStack;

/** @param rendered what the charts make of it, where they are rendered */
export async function stackDifference(
  before: Plan,
  after: Plan,
  now: Date,
  rendered?: RenderedDifference,
): Promise<PlannedDifference> {
  return {
    stack: after.stack,
    difference: difference(before, after, rendered),
    told: await toldChanges(before, after, now),
    warnings: after.warnings.filter((warning) => !before.warnings.includes(warning)),
  };
}

/** The differences of stacks in Markdown, one part for all stacks that change alike. */
export function stacksMarkdown(stacks: readonly StackDifference[]): string[] {
  const alike = new Map<string, string[]>();
  for (const one of stacks) {
    const text = changesMarkdown(one);
    alike.set(text, [...(alike.get(text) ?? []), one.stack]);
  }
  return [...alike].map(([text, names]) => `### ${names.join(', ')}: ${text}`);
}

/** The differences of one stack in Markdown: a summary, then part by part, long ones folded. */
export function stackMarkdown(one: StackDifference): string {
  return `### ${one.stack}: ${changesMarkdown(one)}`;
}

/** What follows the name of the stack. */
function changesMarkdown(one: StackDifference): string {
  if (one.fault !== undefined) {
    const lines = one.fault.split('\n').map((text) => `- ${text}`);
    return `${one.side === 'after' ? 'does not plan' : 'nothing to compare with'}\n\n${fenced(lines)}\n`;
  }
  const { difference: changes, told, warnings } = one;
  const sections = sectionsOf(changes);
  if (sections.length === 0 && warnings.length === 0) return 'no change\n';
  return [
    sections.length === 0 ? 'no change' : countsOf(changes),
    ...(sections.length === 0 ? [] : [summary(changes, told)]),
    ...(warnings.length === 0 ? [] : [warnings.map((warning) => `> ⚠️ ${inline(warning)}`).join('\n')]),
    ...(told.length === 0 ? [] : [toldTable(told)]),
    ...sections.map(sectionMarkdown),
  ]
    .join('\n\n')
    .concat('\n');
}

function summary(difference: Difference, told: readonly ToldChange[]): string {
  const { rules, routes, values, rendered, dashboards } = difference;
  const otherwise = told.filter(({ before }) => before.length > 0).flatMap(({ alerts }) => alerts).length;
  const rulesOf = (kind: RuleName['kind']): number[] =>
    [rules.added, rules.removed, rules.changed].map(
      (list: readonly RuleName[]) => list.filter((rule) => rule.kind === kind).length,
    );
  const parts = [
    ['Alerts', signed(rulesOf('alert'))],
    ['Recorded series', signed(rulesOf('record'))],
    ['Alerts told otherwise', otherwise === 0 ? '' : String(otherwise)],
    ['Alertmanager', signed([0, 0, changesIn(routes)])],
    [
      'Dashboards',
      signed([dashboards.added, dashboards.removed, dashboards.changed].map((list) => list.length)),
    ],
    ['Charts', signed([0, 0, chartsIn(difference)])],
    ['Chart values', signed([0, 0, changesIn(values)])],
    [
      'Rendered objects',
      signed([rendered.added, rendered.removed, rendered.changed].map((list) => list.length)),
    ],
  ].filter(([, count]) => count !== '');
  return parts.length === 0 ? 'Resources only.' : parts.map((part) => part.join(' ')).join(' · ');
}

function changesIn(documents: readonly DocumentChange[]): number {
  return documents.reduce((sum, { changes }) => sum + changes.length, 0);
}

/** Releases that get another chart, or another version of theirs. */
function chartsIn({ resources }: Difference): number {
  return resources.changed.filter(
    ({ type, properties }) =>
      type === 'Release' && properties.some(({ path }) => path === 'chart' || path === 'version'),
  ).length;
}

function signed(counts: readonly number[]): string {
  return ['+', '−', '~']
    .flatMap((sign, index) => {
      const count = counts[index] ?? 0;
      return count === 0 ? [] : [`${sign}${String(count)}`];
    })
    .join(' ');
}

function toldTable(told: readonly ToldChange[]): string {
  const rows = told.map(({ level, team, alerts, before, after }) => {
    const names = alerts.slice(0, NAMES).map(inline);
    const more = alerts.length > NAMES ? [`${String(alerts.length - NAMES)} more`] : [];
    return `| ${level} ${inline(team)} | ${[...names, ...more].join(', ')} | ${cell(before)} | ${cell(after)} |`;
  });
  return [
    '**Who is told**',
    '',
    '| level, team | alerts | before | after |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

function cell(lines: readonly string[]): string {
  return lines.length === 0 ? 'new' : lines.map(inline).join('<br>');
}

function sectionMarkdown({ heading, lines }: Section): string {
  const block = fenced(lines.map(diffLine));
  // Who is told says it in words; the configuration itself is for whoever wants to see how.
  return lines.length <= OPEN && heading !== 'Alertmanager'
    ? `**${heading}**\n\n${block}`
    : `<details><summary><b>${heading}</b> (${String(lines.length)} lines)</summary>\n\n${block}\n\n</details>`;
}

/** Forges colour a `diff` block by the first character of a line; `!` is what changes in place. */
function diffLine({ mark, depth, text }: Line): string {
  return `${mark === '~' ? '!' : mark} ${'  '.repeat(depth)}${text.replaceAll(/[\r\n]+/g, ' ')}`;
}

/** A fence longer than any run of backticks inside, so that nothing inside ends it. */
function fenced(lines: readonly string[]): string {
  const longest = Math.max(2, ...[...lines.join('\n').matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}diff`, ...lines, fence].join('\n');
}

/** Text outside of a code block: nothing in it may be Markdown, HTML or a mention. */
function inline(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/[\\`*_[\]|~]|#(?=\d)/g, '\\$&')
    .replaceAll('@', '@\u200b');
}
