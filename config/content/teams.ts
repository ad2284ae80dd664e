import { collectFaults } from '../collect';
import { parseLenient } from '../coerce';
import { UserError } from '../errors';
import { zodFaults } from '../faults';
import { dnsLabel } from '../schema/common';
import { team as teamSchema, type Team } from '../schema/team';
import { readYamlFolder, type YamlFile } from './yamlFile';

/** The fault of a file name that is to become a Kubernetes name, or undefined. */
export const nameFault = ({ name, file }: YamlFile): string | undefined =>
  dnsLabel.safeParse(name).success
    ? undefined
    : `${file}: "${name}" cannot be a name; use lower-case letters, digits and dashes`;

const readTeam = (source: YamlFile): Team => {
  const wrongName = nameFault(source);
  if (wrongName !== undefined) throw new UserError([wrongName]);
  const parsed = parseLenient(teamSchema, source.value);
  if (!parsed.success) throw new UserError(zodFaults(teamSchema, source.value, parsed.error, source.locate));
  return { name: source.name, ...parsed.data };
};

/** teams/*.yaml, by name. @throws UserError with every fault of every file */
export const readTeams = (folder: string, root: string): readonly Team[] => {
  const tasks = Object.fromEntries(
    readYamlFolder(folder, root).map((file) => [file.name, () => readTeam(file)]),
  );
  const [teams, faults] = collectFaults(tasks);
  if (teams === undefined) throw new UserError(faults);
  return Object.values(teams);
};
