import type { RuleGroup } from './model';

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
export const ruleFaults = (groups: readonly RuleGroup[]): string[] => duplicateNames(groups);
