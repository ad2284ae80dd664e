import type { RuleGroup } from '../contents';
import { equal, isArray, isObject, textOf, type JsonObject } from '../json';
import { ruleIdentity } from '../ruleIdentity';
import type { RuleChange, RuleName } from './model';
import { changesOf } from './values';

interface Rule extends RuleName {
  /** Everything but the name. */
  readonly body: JsonObject;
}

/**
 * Compares alerts and recorded series by name, wherever they are: a rule that only moves to another group
 * is one change. Several rules of one name (burn rates) are told apart by their labels.
 */
export function ruleDifference(
  before: readonly RuleGroup[],
  after: readonly RuleGroup[],
): { added: RuleName[]; removed: RuleName[]; changed: RuleChange[] } {
  const removed = rulesOf(before);
  const added: Rule[] = [];
  const changed: RuleChange[] = [];
  const open = rulesOf(after);
  const sieves: ((old: Rule, now: Rule) => boolean)[] = [
    (old, now) => old.group === now.group && equal(old.body, now.body),
    (old, now) => old.group === now.group && equal(old.body['labels'], now.body['labels']),
    (old, now) => equal(old.body['labels'], now.body['labels']),
    (old, now) => old.group === now.group,
    () => true,
  ];
  for (const alike of sieves) {
    for (const now of open.splice(0)) {
      const index = removed.findIndex(
        (old) => old.kind === now.kind && old.name === now.name && alike(old, now),
      );
      const [old] = index < 0 ? [] : removed.splice(index, 1);
      if (old === undefined) open.push(now);
      else changed.push({ ...nameOf(now), changes: ruleChanges(old, now) });
    }
  }
  for (const now of open) {
    const index = removed.findIndex((old) => isRenamed(old, now));
    const [old] = index < 0 ? [] : removed.splice(index, 1);
    if (old === undefined) added.push(now);
    else changed.push({ ...nameOf(now), renamedFrom: old.name, changes: ruleChanges(old, now) });
  }
  return {
    added: added.map(nameOf).sort(byName),
    removed: removed.map(nameOf).sort(byName),
    changed: changed
      .filter(({ renamedFrom, changes }) => renamedFrom !== undefined || changes.length > 0)
      .sort(byName),
  };
}

/** Annotations hold the name too: the link to the runbook. */
function isRenamed(old: Rule, now: Rule): boolean {
  const { annotations: _before, ...before } = old.body;
  const { annotations: _after, ...after } = now.body;
  return now.kind !== 'group' && old.kind === now.kind && old.group === now.group && equal(before, after);
}

function ruleChanges(old: Rule, now: Rule): RuleChange['changes'] {
  const moved = old.group === now.group ? [] : [{ path: 'group', before: old.group, after: now.group }];
  return [...moved, ...changesOf(old.body, now.body)];
}

function rulesOf(groups: readonly RuleGroup[]): Rule[] {
  return groups.flatMap(({ object, name, group }): Rule[] => {
    const { rules, name: _name, ...settings } = group;
    const where = `${object}/${name}`;
    const own = isArray(rules) ? rules.filter(isObject) : [];
    return [
      { kind: 'group', name: where, identity: '', group: where, body: settings },
      ...own.map(({ alert, record, ...body }): Rule => {
        const kind = alert === undefined ? 'record' : 'alert';
        const { labels } = body;
        const identity = isObject(labels) ? ruleIdentity(labels) : '';
        return { kind, name: textOf(alert ?? record), identity, group: where, body };
      }),
    ];
  });
}

function nameOf({ kind, name, identity, group }: RuleName): RuleName {
  return { kind, name, identity, group };
}

function byName(a: RuleName, b: RuleName): number {
  const [first, second] = [a, b].map(({ kind, name, identity, group }) =>
    [kind, name, identity, group].join('\0'),
  );
  return (first ?? '') < (second ?? '') ? -1 : 1;
}
