import type { z } from 'zod';
import type { YamlFile } from '../config/content/yamlFile';
import { suggest } from '../config/content/suggest';
import { zodFaults, type Path } from '../config/faults';
import { brokenChannelAlert, machineAlerts, maintenanceAlert, tenantLabel } from '../config/naming';
import { dashboardUids } from '../dashboards/uids';
import { severityOf, type AlertRule, type RecordingRule, type RuleGroup } from './model';
import { ownAlert, ownFile, ownRecord, type OwnAlert } from './ownSchema';
import { syntaxFault } from './syntax';

/** Whom own rules may name. */
export interface Known {
  readonly teams: readonly string[];
  readonly applications: readonly string[];
  readonly platformTeam: string;
}

interface Read<T> {
  readonly value?: T;
  readonly faults: readonly string[];
}

const read = <T>(schema: z.ZodType<T>, file: YamlFile, value: unknown, path: Path): Read<T> => {
  const parsed = schema.safeParse(value);
  return parsed.success
    ? { value: parsed.data, faults: [] }
    : { faults: zodFaults(schema, value, parsed.error, (inner) => file.locate([...path, ...inner])) };
};

/** Names that routing gives a meaning of their own: an own alert of one would reach nobody, or keep others back. */
const takenNames: readonly string[] = [...machineAlerts, maintenanceAlert, brokenChannelAlert];

const alertFaults = (rule: OwnAlert, file: YamlFile, path: Path, known: Known): string[] => {
  const at = (...inner: string[]): string => file.locate([...path, ...inner]);
  const { team, application, priority, severity } = rule.labels;
  const expected = severityOf(priority);
  return [
    ...(takenNames.includes(rule.alert)
      ? [
          `${at('alert')}: "${rule.alert}" is an alert of the stack, routed in its own way; write another name`,
        ]
      : []),
    ...(tenantLabel in rule.labels
      ? [`${at('labels', tenantLabel)}: marks alerts of other namespaces, which wake nobody; remove it`]
      : []),
    ...(known.teams.includes(team)
      ? []
      : [`${at('labels', 'team')}: no file teams/${team}.yaml; ${suggest(team, known.teams)}`]),
    ...(application === undefined || known.applications.includes(application)
      ? []
      : [
          `${at('labels', 'application')}: this stack monitors no application "${application}"; ${suggest(application, known.applications)}`,
        ]),
    ...(severity === undefined || severity === expected
      ? []
      : [
          `${at('labels', 'severity')}: "${severity}" contradicts priority ${priority}; remove it, "${expected}" follows from the priority`,
        ]),
  ];
};

const toAlert = ({ labels, annotations, ...rule }: OwnAlert): AlertRule => {
  const { priority, team, application, severity: _derived, ...others } = labels;
  return {
    alert: rule.alert,
    expr: rule.expr,
    for: rule.for ?? '0s',
    ...(rule.keep_firing_for === undefined ? {} : { keepFiringFor: rule.keep_firing_for }),
    priority,
    team,
    ...(application === undefined ? {} : { application }),
    ...(Object.keys(others).length === 0 ? {} : { labels: others }),
    summary: annotations.summary,
    description: annotations.description,
    dashboard: annotations.dashboard ?? dashboardUids.systemHealth,
    runbookUrl: annotations.runbook_url,
  };
};

const readRule = (
  rule: Readonly<Record<string, unknown>>,
  file: YamlFile,
  path: Path,
  known: Known,
): Read<AlertRule | RecordingRule> => {
  if ('alert' in rule === 'record' in rule) {
    return { faults: [`${file.locate(path)}: a rule has either "alert" or "record"; write one of the two`] };
  }
  const exprFaults =
    typeof rule['expr'] === 'string' && syntaxFault(rule['expr']) !== undefined
      ? [
          `${file.locate([...path, 'expr'])}: is no PromQL, ${syntaxFault(rule['expr']) ?? ''}; correct it (promtool check rules says more)`,
        ]
      : [];
  if ('record' in rule) {
    const { value, faults } = read(ownRecord, file, rule, path);
    if (value === undefined) return { faults: [...faults, ...exprFaults] };
    const { labels, ...recording } = value;
    return { value: { ...recording, ...(labels === undefined ? {} : { labels }) }, faults: exprFaults };
  }
  const { value, faults } = read(ownAlert, file, rule, path);
  return value === undefined
    ? { faults: [...faults, ...exprFaults] }
    : { value: toAlert(value), faults: [...alertFaults(value, file, path, known), ...exprFaults] };
};

/** The team whose object carries a group: that of its alerts when they agree, else the platform team. */
const carrier = (rules: readonly (AlertRule | RecordingRule)[], platformTeam: string): string => {
  const teams = new Set(rules.flatMap((rule) => ('alert' in rule ? [rule.team] : [])));
  const [only] = teams;
  return only !== undefined && teams.size === 1 ? only : platformTeam;
};

const readFile = (file: YamlFile, known: Known): { groups: RuleGroup[]; faults: readonly string[] } => {
  const { value, faults } = read(ownFile, file, file.value, []);
  if (value === undefined) return { groups: [], faults };
  const all: string[] = [];
  const groups = value.groups.map(({ name, interval, rules: raw }, index): RuleGroup => {
    const results = raw.map((rule, at) => readRule(rule, file, ['groups', index, 'rules', at], known));
    all.push(...results.flatMap((result) => result.faults));
    const rules = results.flatMap((result) => (result.value === undefined ? [] : [result.value]));
    return {
      name,
      team: carrier(rules, known.platformTeam),
      ...(interval === undefined ? {} : { interval }),
      rules,
    };
  });
  return { groups, faults: all };
};

/**
 * rules/*.yaml of a content folder as groups of ours, and every fault in them: the same contract that our own alerts keep
 * (priority, team, texts, runbook).
 */
export const readOwnRules = (
  files: readonly YamlFile[],
  known: Known,
): { readonly groups: readonly RuleGroup[]; readonly faults: readonly string[] } => {
  const results = files.map((file) => readFile(file, known));
  return {
    groups: results.flatMap(({ groups }) => groups),
    faults: results.flatMap(({ faults }) => faults),
  };
};
