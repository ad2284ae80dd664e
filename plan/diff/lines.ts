import { diffLines } from 'diff';

import type { Json } from '../json';
import { readable } from '../tree';
import type {
  Difference,
  DocumentChange,
  RenderedDifference,
  ResourceChange,
  ResourceName,
  RuleChange,
  RuleName,
} from './model';
import type { ValueChange } from './values';

/** Characters of a value that still stand beside the new one on a line. */
const SHORT = 48;
/** Characters of a value that are shown at all. */
const LONG = 400;
/** Changed lines of a text, and changed properties of one thing, that are shown. */
const MOST = 30;

/** What comes, goes, changes, or is only there to be read. */
export type Mark = '+' | '-' | '~' | ' ';

export interface Line {
  readonly mark: Mark;
  /** 0 for a thing, 1 for what changes of it, and so on. */
  readonly depth: number;
  readonly text: string;
}

export interface Section {
  readonly heading: string;
  readonly lines: readonly Line[];
}

const line = (mark: Mark, text: string, depth = 0): Line => ({ mark, depth, text });

/** A difference for a reader, part by part; parts without change are left out. */
export function sectionsOf(difference: Difference): readonly Section[] {
  const { resources, providers, values, rendered, rules, routes, dashboards, outputs } = difference;
  return [
    {
      heading: 'Resources',
      lines: [
        ...resources.added.map((resource) => line('+', shown(resource))),
        ...resources.removed.map((resource) => line('-', shown(resource))),
        ...resources.changed.flatMap(resourceLines),
        ...providers.map(({ provider, before, after, resources: count }) =>
          line('~', `provider ${provider} ${before} → ${after} (${String(count)} resources)`),
        ),
      ],
    },
    { heading: 'Chart values', lines: documents(values) },
    { heading: 'Rendered by charts', lines: renderedLines(rendered) },
    {
      heading: 'Rules',
      lines: [
        ...rules.added.filter(isRule).map((rule) => line('+', shownRule(rule))),
        ...rules.removed.filter(isRule).map((rule) => line('-', shownRule(rule))),
        ...alike(rules.changed).flatMap(([first, ...others]) => [
          line('~', [changedRule(first), ...others.map(({ name }) => name)].join(', ')),
          ...changeLines(first.changes),
        ]),
      ],
    },
    { heading: 'Alertmanager', lines: documents(routes) },
    {
      heading: 'Dashboards',
      lines: [
        ...dashboards.added.map(({ uid, title }) => line('+', `${title} (${uid})`)),
        ...dashboards.removed.map(({ uid, title }) => line('-', `${title} (${uid})`)),
        ...dashboards.changed.flatMap((dashboard) => [
          line('~', `${dashboard.title} (${dashboard.uid})`),
          ...dashboard.addedPanels.map((panel) => line('+', `panel ${panel}`, 1)),
          ...dashboard.removedPanels.map((panel) => line('-', `panel ${panel}`, 1)),
          ...dashboard.changedPanels.flatMap(({ panel, changes }) => [
            line('~', `panel ${panel}`, 1),
            ...changeLines(changes, 2),
          ]),
          ...changeLines(dashboard.changes),
        ]),
      ],
    },
    { heading: 'Outputs', lines: changeLines(outputs, 0) },
  ].filter(({ lines }) => lines.length > 0);
}

/** `1 added, 0 removed, 2 changed`, of the resources. */
export function countsOf({ resources: { added, removed, changed } }: Difference): string {
  return `${String(added.length)} added, ${String(removed.length)} removed, ${String(changed.length)} changed`;
}

function shown({ type, name }: ResourceName): string {
  return `${type} ${name}`;
}

function isRule({ kind }: RuleName): boolean {
  return kind !== 'group';
}

function shownRule({ kind, name, identity, group }: RuleName): string {
  return kind === 'group' ? `group ${name}` : `${kind} ${name}${identity}  (${group})`;
}

/** Rules of one kind with the very same changes together: another owner is one change of many alerts. */
function alike(changed: readonly RuleChange[]): [RuleChange, ...RuleChange[]][] {
  const groups = new Map<string, [RuleChange, ...RuleChange[]]>();
  for (const rule of changed) {
    const key = JSON.stringify([rule.kind, rule.renamedFrom === undefined ? '' : rule.name, rule.changes]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [rule]);
    else group.push(rule);
  }
  return [...groups.values()];
}

function changedRule(rule: RuleChange): string {
  const { renamedFrom } = rule;
  return renamedFrom === undefined ? shownRule(rule) : `${shownRule(rule)}  renamed from ${renamedFrom}`;
}

function resourceLines(change: ResourceChange): Line[] {
  const { renamedFrom, renamedWithParent, properties } = change;
  if (renamedWithParent === true && properties.length + change.content.length === 0) return [];
  const renamed =
    renamedFrom === undefined || renamedWithParent === true ? '' : `  renamed from ${readable(renamedFrom)}`;
  const content = change.content.length === 0 ? '' : `  ${change.content.join(', ')}`;
  return [line('~', `${shown(change)}${renamed}${content}`), ...changeLines(properties)];
}

function documents(changes: readonly DocumentChange[]): Line[] {
  return changes.flatMap(({ name, changes: own }) => [line('~', name), ...changeLines(own)]);
}

/** Of a definition only that it changes: its schema is long, and nobody here writes it. */
function renderedLines({ added, removed, changed, unknown }: RenderedDifference): Line[] {
  return [
    ...added.map((name) => line('+', name)),
    ...removed.map((name) => line('-', name)),
    ...changed.flatMap(({ name, changes }) =>
      name.includes('/CustomResourceDefinition-')
        ? [line('~', `${name}  ${String(changes.length)} changes`)]
        : [line('~', name), ...changeLines(changes)],
    ),
    ...unknown.map((reason) => line(' ', `not rendered: ${reason}`)),
  ];
}

function changeLines(changes: readonly ValueChange[], depth = 1): Line[] {
  const lines = changes.slice(0, MOST).flatMap((change) => valueLines(change, depth));
  const more = changes.length - MOST;
  return more > 0 ? [...lines, line(' ', `… ${String(more)} more`, depth)] : lines;
}

function valueLines({ path, before, after }: ValueChange, depth: number): Line[] {
  if (before === undefined) return [line('+', `${path}: ${text(after)}`, depth)];
  if (after === undefined) return [line('-', `${path}: ${text(before)}`, depth)];
  if (typeof before === 'string' && typeof after === 'string' && `${before}${after}`.includes('\n')) {
    return [line('~', `${path}:`, depth), ...textLines(before, after, depth + 1)];
  }
  const [old, now] = [text(before), text(after)];
  if (old.length <= SHORT && now.length <= SHORT) return [line('~', `${path}: ${old} → ${now}`, depth)];
  return [line('~', `${path}:`, depth), line('-', old, depth + 1), line('+', now, depth + 1)];
}

function textLines(before: string, after: string, depth: number): Line[] {
  const lines = diffLines(before, after).flatMap(({ added, removed, value }) =>
    added || removed
      ? value
          .replace(/\n$/, '')
          .split('\n')
          .map((changed) => line(added ? '+' : '-', changed, depth))
      : [],
  );
  const more = lines.length - MOST;
  return more > 0 ? [...lines.slice(0, MOST), line(' ', `… ${String(more)} more lines`, depth)] : lines;
}

function text(value: Json | undefined): string {
  const plain = typeof value === 'string' ? value : JSON.stringify(value);
  return plain.length > LONG ? `${plain.slice(0, LONG)}…` : plain;
}
