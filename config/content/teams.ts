import { parseLenient } from '../coerce';
import { UserError } from '../errors';
import { zodFaults } from '../faults';
import { team as teamSchema, type Team } from '../schema/team';
import { listYamlFolder, mapOf, nameFault, readEntries, type YamlFile } from './yamlFile';

const readTeam = (source: YamlFile): Team => {
  const wrongName = nameFault(source);
  if (wrongName !== undefined) throw new UserError([wrongName]);
  const value = mapOf(source);
  const parsed = parseLenient(teamSchema, value);
  if (!parsed.success) throw new UserError(zodFaults(teamSchema, value, parsed.error, source.locate));
  return { name: source.name, ...parsed.data };
};

/** teams/*.yaml, by name. @throws UserError with every fault of every file */
export const readTeams = (folder: string, root: string): readonly Team[] =>
  readEntries(listYamlFolder(folder, root), readTeam);
