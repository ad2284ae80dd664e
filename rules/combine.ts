import { UserError } from '../config/errors';
import type { PlainRuleGroup } from './model';

type Group = PlainRuleGroup['group'];

/** The name of the group that rules are evaluated in. */
const evaluatedIn = ({ application, group }: PlainRuleGroup, object: string): string => {
  if (application === undefined) return group.name;
  return group.interval === undefined ? application : `${object}.every-${group.interval}`;
};

/**
 * What one object evaluates together: the rules of an application, whatever their purpose, and those of all its applications
 * that are looked at more or less often than the rest. Prometheus wakes up for each group by itself, and the first rule after
 * that costs as much as the next three: with a group per purpose, the rules of 200 applications took a sixth more.
 *
 * @param object name of the object that carries them
 * @throws UserError for a group of the content folder that is called like one of these
 */
export const combine = (groups: readonly PlainRuleGroup[], object: string): Group[] => {
  const combined = new Map<string, Group>();
  const taken = new Set(
    groups.filter(({ application }) => application === undefined).map(({ group }) => group.name),
  );
  for (const each of groups) {
    const name = evaluatedIn(each, object);
    const { application, group } = each;
    if (application !== undefined && taken.has(name))
      throw new UserError([`rules: two groups are called "${name}"; rename the one of the content folder`]);
    combined.set(name, { ...group, name, rules: [...(combined.get(name)?.rules ?? []), ...group.rules] });
  }
  return [...combined.values()];
};
