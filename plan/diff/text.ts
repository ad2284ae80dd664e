import { diffLines } from 'diff';
import { colours as pc } from '../colours';

import type { Json } from '../json';
import { readable } from '../tree';
import type { Difference, DocumentChange, ResourceChange, ResourceName, RuleName } from './model';
import type { ValueChange } from './values';

/** Characters of a value that still stand beside the new one on a line. */
const SHORT = 48;
/** Characters of a value that are shown at all. */
const LONG = 400;
/** Changed lines of a text, and changed properties of one thing, that are shown. */
const MOST = 30;

const ADDED = pc.green('+');
const REMOVED = pc.red('-');
const CHANGED = pc.yellow('~');

/**
 * The differences for a reader, `+`, `-` and `~` in front of what comes, goes and changes.
 *
 * @param title what is compared: `dev against main`
 */
export function differenceText(difference: Difference, title: string): string {
  const { resources, providers, values, rules, routes, dashboards, outputs } = difference;
  const sections = [
    section('Resources', [
      ...resources.added.map((resource) => `${ADDED} ${shown(resource)}`),
      ...resources.removed.map((resource) => `${REMOVED} ${shown(resource)}`),
      ...resources.changed.flatMap(resourceLines),
      ...providers.map(
        ({ provider, before, after, resources: count }) =>
          `${CHANGED} provider ${provider} ${before} → ${after} (${String(count)} resources)`,
      ),
    ]),
    section('Chart values', documents(values)),
    section('Rules', [
      ...rules.added.filter(isRule).map((rule) => `${ADDED} ${shownRule(rule)}`),
      ...rules.removed.filter(isRule).map((rule) => `${REMOVED} ${shownRule(rule)}`),
      ...rules.changed.flatMap((rule) => [`${CHANGED} ${shownRule(rule)}`, ...changeLines(rule.changes)]),
    ]),
    section('Alertmanager', documents(routes)),
    section('Dashboards', [
      ...dashboards.added.map(({ uid, title: name }) => `${ADDED} ${name} (${uid})`),
      ...dashboards.removed.map(({ uid, title: name }) => `${REMOVED} ${name} (${uid})`),
      ...dashboards.changed.flatMap((dashboard) => [
        `${CHANGED} ${dashboard.title} (${dashboard.uid})`,
        ...dashboard.addedPanels.map((panel) => `    ${ADDED} panel ${panel}`),
        ...dashboard.removedPanels.map((panel) => `    ${REMOVED} panel ${panel}`),
        ...dashboard.changedPanels.flatMap(({ panel, changes }) => [
          `    ${CHANGED} panel ${panel}`,
          ...changeLines(changes, '        '),
        ]),
        ...changeLines(dashboard.changes),
      ]),
    ]),
    section('Outputs', changeLines(outputs, '')),
  ].filter((text) => text !== '');
  const { added, removed, changed } = resources;
  const counts = `${String(added.length)} added, ${String(removed.length)} removed, ${String(changed.length)} changed`;
  if (sections.length === 0) return `${title}: no change\n`;
  return [`${pc.bold(title)}: ${counts}`, ...sections, ''].join('\n');
}

function section(heading: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : ['', pc.bold(heading), ...lines.map((line) => `  ${line}`)].join('\n');
}

function shown({ type, name }: ResourceName): string {
  return `${type} ${name}`;
}

function isRule({ kind }: RuleName): boolean {
  return kind !== 'group';
}

function shownRule({ kind, name, group }: RuleName): string {
  return kind === 'group' ? `group ${name}` : `${kind} ${name}  (${group})`;
}

function resourceLines(change: ResourceChange): string[] {
  const { renamedFrom, renamedWithParent, properties } = change;
  if (renamedWithParent === true && properties.length + change.content.length === 0) return [];
  const renamed =
    renamedFrom === undefined || renamedWithParent === true ? '' : `  renamed from ${readable(renamedFrom)}`;
  const content = change.content.length === 0 ? '' : `  ${change.content.join(', ')}`;
  return [`${CHANGED} ${shown(change)}${renamed}${content}`, ...changeLines(properties)];
}

function documents(changes: readonly DocumentChange[]): string[] {
  return changes.flatMap(({ name, changes: own }) => [`${CHANGED} ${name}`, ...changeLines(own)]);
}

function changeLines(changes: readonly ValueChange[], indent = '    '): string[] {
  const lines = changes.slice(0, MOST).flatMap((change) => valueLines(change, indent));
  const more = changes.length - MOST;
  return more > 0 ? [...lines, `${indent}… ${String(more)} more`] : lines;
}

function valueLines({ path, before, after }: ValueChange, indent: string): string[] {
  if (before === undefined) return [`${indent}${ADDED} ${path}: ${text(after)}`];
  if (after === undefined) return [`${indent}${REMOVED} ${path}: ${text(before)}`];
  if (typeof before === 'string' && typeof after === 'string' && `${before}${after}`.includes('\n')) {
    return [
      `${indent}${CHANGED} ${path}:`,
      ...textLines(before, after).map((line) => `${indent}    ${line}`),
    ];
  }
  const [old, now] = [text(before), text(after)];
  if (old.length <= SHORT && now.length <= SHORT) return [`${indent}${CHANGED} ${path}: ${old} → ${now}`];
  return [`${indent}${CHANGED} ${path}:`, `${indent}    ${REMOVED} ${old}`, `${indent}    ${ADDED} ${now}`];
}

function textLines(before: string, after: string): string[] {
  const lines = diffLines(before, after).flatMap(({ added, removed, value }) => {
    const mark = added ? ADDED : REMOVED;
    return added || removed
      ? value
          .replace(/\n$/, '')
          .split('\n')
          .map((line) => `${mark} ${line}`)
      : [];
  });
  const more = lines.length - MOST;
  return more > 0 ? [...lines.slice(0, MOST), `… ${String(more)} more lines`] : lines;
}

function text(value: Json | undefined): string {
  const plain = typeof value === 'string' ? value : JSON.stringify(value);
  return plain.length > LONG ? `${plain.slice(0, LONG)}…` : plain;
}
