import { parseLenient } from '../coerce';
import { collectFaults } from '../collect';
import { UserError } from '../errors';
import { zodFaults } from '../faults';
import { epochSecondsOf } from '../localTime';
import { alertLabels, machineAlerts, maintenanceAlert, seriesLabels } from '../naming';
import { maintenance as schema, type Maintenance, type MaintenanceContent } from '../schema/maintenance';
import { suggest } from './suggest';
import { mapOf, nameFault, readYamlFolder, type YamlFile } from './yamlFile';

const longestDays = 7;

/** What windows may refer to. */
export interface KnownNames {
  readonly environment: string;
  readonly teams: readonly string[];
  /** Applications that have a file, and of those the ones that this stack monitors. */
  readonly applications: readonly string[];
  readonly selected: readonly string[];
}

export interface ReadMaintenance {
  /** Windows of this environment that have not ended. */
  readonly coming: readonly Maintenance[];
  /** One sentence per window that has ended. */
  readonly ended: readonly string[];
}

interface Window {
  readonly source: YamlFile;
  readonly content: MaintenanceContent;
  readonly startSeconds: number;
  readonly endSeconds: number;
}

const timeFault = ({ content, startSeconds, endSeconds, source }: Window): string[] => {
  const { start, end } = content;
  if (endSeconds <= startSeconds) {
    return [`${source.locate(['end'])}: ${end} is not after the start ${start}; write a later end`];
  }
  return endSeconds - startSeconds > longestDays * 86_400
    ? [
        `${source.locate(['end'])}: ${end} is more than ${String(longestDays)} days after the start ${start}; that long nobody remembers what is kept back, write an earlier end`,
      ]
    : [];
};

/** Labels whose values are a closed list; a matcher with another value would meet no alert. */
const closedValues = (known: KnownNames): Readonly<Record<string, readonly string[]>> => ({
  [seriesLabels.team]: known.teams,
  [seriesLabels.application]: known.applications,
  [seriesLabels.environment]: [known.environment],
  [alertLabels.priority]: ['P1', 'P2', 'P3', 'P4'],
  [alertLabels.severity]: ['critical', 'warning', 'info', 'none'],
});

const untouchable: readonly string[] = [...machineAlerts, maintenanceAlert];

const matcherFaults = ({ content, source }: Window, known: KnownNames): string[] => {
  const closed = closedValues(known);
  return (content.alerts ?? []).flatMap((labels, index) => {
    const at = (label?: string): string =>
      source.locate(label === undefined ? ['alerts', index] : ['alerts', index, label]);
    if (Object.keys(labels).length === 0) {
      return [`${at()}: is empty and would keep back every alert; write labels, or teams`];
    }
    return Object.entries(labels).flatMap(([label, value]) => {
      const values = closed[label];
      if (label === 'alertname' && untouchable.includes(value)) {
        return [`${at(label)}: ${value} keeps the alerting itself alive; name another alert`];
      }
      return values === undefined || values.includes(value)
        ? []
        : [`${at(label)}: no alert can have ${label} "${value}"; ${suggest(value, values)}`];
    });
  });
};

const nameFaults = ({ content, source }: Window, known: KnownNames): string[] => {
  const unknown = (path: readonly PropertyKey[], what: string, name: string, names: readonly string[]) =>
    names.includes(name)
      ? []
      : [`${source.locate(path)}: there is no ${what} "${name}"; ${suggest(name, names)}`];
  const { owner, teams = [], applications = [], alerts = [] } = content;
  return [
    ...unknown(['owner'], 'team', owner, known.teams),
    ...teams.flatMap((name, index) => unknown(['teams', index], 'team', name, known.teams)),
    ...applications.flatMap((name, index) =>
      unknown(['applications', index], 'application', name, known.applications),
    ),
    ...(teams.length + applications.length + alerts.length > 0
      ? []
      : [`${source.locate([])}: nothing says what is kept back; write applications, teams or alerts`]),
  ];
};

const read = (source: YamlFile): Window => {
  const wrongName = nameFault(source);
  if (wrongName !== undefined) throw new UserError([wrongName]);
  const value = mapOf(source);
  const parsed = parseLenient(schema, value);
  if (!parsed.success) throw new UserError(zodFaults(schema, value, parsed.error, source.locate));
  const { start, end, timeZone } = parsed.data;
  return {
    source,
    content: parsed.data,
    startSeconds: epochSecondsOf(start, timeZone),
    endSeconds: epochSecondsOf(end, timeZone),
  };
};

const toMaintenance = (
  { source, content, startSeconds, endSeconds }: Window,
  { selected }: KnownNames,
): Maintenance => ({
  name: source.name,
  reason: content.reason,
  owner: content.owner,
  endText: `${content.end.replace('T', ' ')} ${content.timeZone}`,
  startSeconds,
  endSeconds,
  alerts: [
    ...(content.applications ?? [])
      .filter((name) => selected.includes(name))
      .map((name) => ({ [seriesLabels.application]: name })),
    ...(content.teams ?? []).map((name) => ({ [seriesLabels.team]: name })),
    ...(content.alerts ?? []),
  ],
  stated: (content.alerts ?? []).map((labels, index) => ({
    labels,
    where: (label) => source.locate(['alerts', index, label]),
  })),
});

/**
 * maintenance/*.yaml. A window that has ended blocks nothing, whatever it refers to: it is only told.
 *
 * @throws UserError with every fault of every file
 */
export const readMaintenance = (
  folder: string,
  root: string,
  known: KnownNames,
  now: Date,
): ReadMaintenance => {
  const tasks = Object.fromEntries(readYamlFolder(folder, root).map((file) => [file.name, () => read(file)]));
  const [windows, faults] = collectFaults(tasks);
  if (windows === undefined) throw new UserError(faults);
  const hasEnded = ({ startSeconds, endSeconds }: Window): boolean =>
    endSeconds > startSeconds && endSeconds * 1_000 <= now.getTime();
  const all = Object.values(windows);
  const open = all.filter((window) => !hasEnded(window));
  const wrong = open.flatMap((window) => [
    ...timeFault(window),
    ...nameFaults(window, known),
    ...matcherFaults(window, known),
  ]);
  if (wrong.length > 0) throw new UserError(wrong);
  return {
    coming: open
      .filter(({ content }) => content.environments?.includes(known.environment) ?? true)
      .map((window) => toMaintenance(window, known))
      .filter(({ alerts }) => alerts.length > 0),
    ended: all
      .filter(hasEnded)
      .map(
        ({ source, content }) =>
          `${source.file}: the maintenance window ended at ${content.end.replace('T', ' ')} ${content.timeZone} and keeps nothing back; remove the file`,
      ),
  };
};
