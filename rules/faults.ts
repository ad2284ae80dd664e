import type { Application } from '../config/schema/application';
import { applicationGroup, isIntervalGroup } from './combine';
import type { RuleGroup } from './model';
import { objectiveFaults } from './slo';

const duplicateNames = (groups: readonly RuleGroup[]): string[] => {
  const seen = new Set<string>();
  return groups.flatMap(({ name }) => {
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    return [`rules: two groups are called "${name}"; rename the one of the content folder`];
  });
};

/** Groups that are called like one that rules of applications are evaluated in. */
const takenNames = (groups: readonly RuleGroup[], applications: readonly Application[]): string[] => {
  const taken = new Set(applications.map(({ name }) => applicationGroup(name)));
  return groups
    .filter(
      ({ application, name }) => application === undefined && (taken.has(name) || isIntervalGroup(name)),
    )
    .map(
      ({ name }) =>
        `rules: group "${name}" is called like one that the rules of applications are evaluated in; rename it`,
    );
};

/** What makes rules impossible as a whole. Faults of content are found earlier, by config/content, with file and line. */
export const ruleFaults = (groups: readonly RuleGroup[], applications: readonly Application[]): string[] => [
  ...duplicateNames(groups),
  ...takenNames(groups, applications),
  ...objectiveFaults(applications),
];
