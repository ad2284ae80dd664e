import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { collectFaults } from '../collect';
import { UserError } from '../errors';
import type { Application } from '../schema/application';
import type { StackConfig } from '../schema/stack';
import type { Team } from '../schema/team';
import { readApplications } from './applications';
import { contentFaults } from './checks';
import { readTeams } from './teams';
import { readYamlFolder, type YamlFile } from './yamlFile';

/** What a content folder holds, checked, as far as this stack selects it. */
export interface Content {
  readonly teams: readonly Team[];
  readonly applications: readonly Application[];
  /** rules/*.yaml as they stand; checked and decorated by rules/. */
  readonly rules: readonly YamlFile[];
  /** Folder of dashboards/*.json; checked by dashboards/. */
  readonly dashboardsFolder: string;
  /** Applications that have a file but are not selected by the stack. */
  readonly unselected: readonly string[];
}

/**
 * Reads the content folder of a stack.
 *
 * @param root the folder of Pulumi.yaml; `content.path` is relative to it
 * @throws UserError with every fault, by file and line or by configuration key
 */
export const loadContent = (config: StackConfig, root: string): Content => {
  const folder = resolve(root, config.content.path);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new UserError([
      `observatory:content.path: there is no folder ${config.content.path}; write the folder that holds applications/ and teams/, relative to Pulumi.yaml`,
    ]);
  }
  const [read, faults] = collectFaults({
    teams: () => readTeams(join(folder, 'teams'), root),
    applications: () => readApplications(join(folder, 'applications'), root, config),
    rules: () => readYamlFolder(join(folder, 'rules'), root),
  });
  if (read === undefined) throw new UserError(faults);
  const { selected, unselected } = read.applications;
  const inconsistent = contentFaults(config, read.teams, selected);
  if (inconsistent.length > 0) throw new UserError(inconsistent);
  return {
    teams: read.teams,
    applications: selected.map(({ application }) => application),
    rules: read.rules,
    dashboardsFolder: join(folder, 'dashboards'),
    unselected,
  };
};
