import type { Application } from '../config/schema/application';
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

/** What makes rules impossible as a whole. Faults of content are found earlier, by config/content, with file and line. */
export const ruleFaults = (groups: readonly RuleGroup[], applications: readonly Application[]): string[] => [
  ...duplicateNames(groups),
  ...objectiveFaults(applications),
];
