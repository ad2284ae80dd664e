import { parseLenient } from '../coerce';
import { UserError } from '../errors';
import { zodFaults, type Locate } from '../faults';
import { team as teamSchema, type Team } from '../schema/team';
import { listYamlFolder, mapOf, nameFault, readEntries, type YamlFile } from './yamlFile';

/** A team and how to say where one of its keys was written. */
export interface LocatedTeam {
  readonly team: Team;
  readonly locate: Locate;
}

const readTeam = (source: YamlFile): LocatedTeam => {
  const wrongName = nameFault(source);
  if (wrongName !== undefined) throw new UserError([wrongName]);
  const value = mapOf(source);
  const parsed = parseLenient(teamSchema, value);
  if (!parsed.success) throw new UserError(zodFaults(teamSchema, value, parsed.error, source.locate));
  return { team: { name: source.name, ...parsed.data }, locate: source.locate };
};

/** teams/*.yaml, by name. @throws UserError with every fault of every file */
export const readTeams = (folder: string, root: string): readonly LocatedTeam[] =>
  readEntries(listYamlFolder(folder, root), readTeam);
