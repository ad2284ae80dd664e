import { colours as pc } from './colours';

import { contentsOf, type Contents } from './contents';
import { isArray, isObject, textOf } from './json';
import type { MissingSecret, Plan, PlannedResource } from './model';
import { STACK_TYPE } from './recording';

/** From this many siblings of one type on, a single line names the first ones. */
const COLLAPSED_FROM = 4;
/** Columns that a collapsed line may take. */
const WIDTH = 100;

/** What the screen shows: the resources as a tree, and what is in them in a few lines. */
export function screenText(plan: Plan, renderedCharts?: readonly string[]): string {
  const resources = plan.resources.filter(({ type }) => type !== STACK_TYPE);
  const title = `${plan.project.charAt(0).toUpperCase()}${plan.project.slice(1)} ${plan.stack}`;
  const count = `${String(resources.length)} ${resources.length === 1 ? 'resource' : 'resources'}`;
  const stackUrn = plan.resources.find(({ type }) => type === STACK_TYPE)?.urn;
  const tree = new Tree(resources);
  const lines = [`${pc.bold(title)} · ${count}`, '', ...tree.lines(stackUrn, ''), ''];
  lines.push(...summary(plan, contentsOf(plan.resources), renderedCharts));
  if (plan.warnings.length > 0) {
    lines.push('', pc.yellow('Warnings'), ...plan.warnings.map((warning) => `  ${indented(warning)}`));
  }
  return `${lines.join('\n')}\n`;
}

/** `Secret` of `kubernetes:core/v1:Secret`. */
export function shortType(type: string): string {
  return type.startsWith('pulumi:providers:') ? 'Provider' : (type.split(':').at(-1) ?? type);
}

/** `Secret notifiers` of a URN. */
export function readable(urn: string): string {
  const [, , types = '', ...name] = urn.split('::');
  return `${shortType(types.split('$').at(-1) ?? types)} ${name.join('::')}`;
}

class Tree {
  readonly #children = new Map<string | undefined, PlannedResource[]>();

  constructor(resources: readonly PlannedResource[]) {
    for (const resource of resources) {
      const siblings = this.#children.get(resource.parent) ?? [];
      siblings.push(resource);
      this.#children.set(resource.parent, siblings);
    }
  }

  lines(parent: string | undefined, indent: string): string[] {
    const groups = groupBy(this.#children.get(parent) ?? []);
    const width = Math.max(0, ...[...groups.keys()].map((type) => type.length));
    return [...groups].flatMap(([type, members]) => {
      const heading = `${indent}${pc.dim(type.padEnd(width))}`;
      const leaves = members.every(({ urn }) => !this.#children.has(urn));
      if (leaves && members.length >= COLLAPSED_FROM) {
        return [`${heading} ${collapsed(members, WIDTH - indent.length - width)}`];
      }
      return members.flatMap((resource) => [
        `${heading} ${resource.name}${note(resource)}`,
        ...this.lines(resource.urn, `${indent}  `),
      ]);
    });
  }
}

function groupBy(resources: readonly PlannedResource[]): Map<string, PlannedResource[]> {
  const groups = new Map<string, PlannedResource[]>();
  const byType = resources.toSorted(
    (a, b) => compare(shortType(a.type), shortType(b.type)) || compare(a.name, b.name),
  );
  for (const resource of byType) {
    const type = shortType(resource.type);
    groups.set(type, [...(groups.get(type) ?? []), resource]);
  }
  return groups;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** `×12  a, b, c, …` */
function collapsed(members: readonly PlannedResource[], width: number): string {
  let text = `×${String(members.length)}  `;
  for (const [index, { name }] of members.entries()) {
    const next = index === 0 ? name : `, ${name}`;
    if (text.length + next.length > width) return `${text}, …`;
    text += next;
  }
  return text;
}

function note({ inputs, options }: PlannedResource): string {
  const chart = inputs['chart'];
  const notes = [
    ...(typeof chart === 'string'
      ? [`${chart.split('/').at(-1) ?? chart} ${textOf(inputs['version'])}`]
      : []),
    ...(options.protect === true ? ['protected'] : []),
    ...(options.retainOnDelete === true ? ['kept on delete'] : []),
  ];
  return notes.length === 0 ? '' : pc.dim(`  ${notes.join(', ')}`);
}

function summary(plan: Plan, contents: Contents, renderedCharts: readonly string[] | undefined): string[] {
  const lines: string[] = [];
  const add = (heading: string, text: string) => lines.push(`${heading.padEnd(12)} ${text}`);
  const rules = contents.ruleGroups.flatMap(({ group }) => (isArray(group['rules']) ? group['rules'] : []));
  const alerts = rules.filter((rule) => isObject(rule) && 'alert' in rule).length;
  const groups = counted(contents.ruleGroups.length, 'group');
  const recorded = counted(rules.length - alerts, 'recording rule');
  if (rules.length > 0) add('Rules', `${counted(alerts, 'alert')} and ${recorded} in ${groups}`);
  if (contents.dashboards.length > 0) add('Dashboards', String(contents.dashboards.length));
  if (contents.releases.length > 0) add('Charts', charts(contents, renderedCharts));
  if (plan.missingSecrets.length > 0) {
    add('Secrets', `${String(plan.missingSecrets.length)} without a value here, shown as placeholders`);
    lines.push(...missing(plan.missingSecrets, plan.stack));
  }
  return lines;
}

function charts({ releases }: Contents, rendered: readonly string[] | undefined): string {
  const only = releases.filter(({ name }) => rendered?.includes(name) !== true);
  if (rendered === undefined) {
    return `${String(releases.length)}, values only: what they deploy shows with --charts <folder of archives>`;
  }
  if (only.length === 0) return `${String(releases.length)}, rendered`;
  const names = only.map(({ chart, version }) => `${chart}-${version ?? ''}.tgz`).join(', ');
  return `${String(rendered.length)} rendered, ${String(only.length)} values only: no archive ${names}`;
}

function missing(secrets: readonly MissingSecret[], stack: string): string[] {
  const width = Math.max(...secrets.map(({ path }) => path.length));
  return secrets.map(({ path, state }) => {
    const remedy =
      state === 'locked'
        ? 'encrypted: PULUMI_CONFIG_PASSPHRASE is not given'
        : `not set: pulumi config set --stack ${stack} --secret --path ${path}`;
    return `  ${path.padEnd(width)}  ${remedy}`;
  });
}

function counted(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? '' : 's'}`;
}

function indented(text: string): string {
  return text.replaceAll('\n', '\n  ');
}
