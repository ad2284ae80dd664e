import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parse } from 'yaml';
import { UserError } from '../../config/errors';
import { archiveName, renderCharts } from '../../plan/charts';
import { contentsOf } from '../../plan/contents';
import { evaluate } from '../../plan/evaluate';
import type { Plan } from '../../plan/model';
import { planOf } from '../../plan/plan';
import { finishedOf } from '../../plan/routes/finished';
import { stackRelease, type Sending } from '../../plan/routes/alerts';
import type { PlainRule, PlainRuleGroup } from '../../rules/model';
import { relabelled } from '../../routing/simulate/relabel';
import { ensureProgram } from '../../tools/build';

const root = join(__dirname, '../..');

/** The stack whose values the chart is rendered with: its platform hides no group of alerts. */
const stack = 'dev';

interface Manifest {
  readonly kind?: string;
  readonly spec?: { readonly groups?: readonly PlainRuleGroup['group'][] };
}

/** With the labels that Alertmanager gets: what the series bring does not take part in our relabeling. */
const asSent = (rule: PlainRule, { relabeling }: Sending): PlainRule => {
  if (!('alert' in rule)) return rule;
  const { alertname: _name, ...labels } =
    relabelled({ alertname: rule.alert, ...rule.labels }, relabeling) ?? {};
  return { ...rule, labels };
};

/** The folder of the archives, when a path is that of a folder or of the stack's archive in it. */
const folderOf = (given: string, plan: Plan): string => {
  const release = stackRelease(plan);
  if (release === undefined) throw new Error(`stack ${stack} deploys no kube-prometheus-stack`);
  const wanted = archiveName(release);
  const isFile = existsSync(given) && statSync(given).isFile();
  const folder = isFile ? dirname(given) : given;
  if ((isFile && basename(given) !== wanted) || !existsSync(join(folder, wanted)))
    throw new UserError([
      `--charts ${given}: needs ${wanted}, or a folder with it (helm pull ${contentsOf(plan.resources).releases.find(({ name }) => name === release.name)?.repository ?? release.chart} downloads it)`,
    ]);
  return folder;
};

/**
 * The rules of kube-prometheus-stack, rendered by real Helm with our values, its alerts with the labels that our
 * relabeling gives them.
 *
 * @param given the archive, or a folder with it
 * @throws UserError when the archive is missing, of another version, or Helm refuses our values
 */
export const chartRules = async (given: string): Promise<PlainRuleGroup[]> => {
  const evaluation = await evaluate({ folder: root, stack });
  const plan = planOf(evaluation);
  const folder = folderOf(given, plan);
  const { sending } = await finishedOf(evaluation, plan, () => ensureProgram('operator'));
  const { files } = await renderCharts(plan, folder, () => ensureProgram('helm'));
  return [...files.values()]
    .map((text) => parse(text) as Manifest)
    .filter(({ kind }) => kind === 'PrometheusRule')
    .flatMap(({ spec }) => spec?.groups ?? [])
    .map((group) => ({
      team: 'platform',
      group: { ...group, rules: group.rules.map((rule) => asSent(rule, sending)) },
    }));
};
