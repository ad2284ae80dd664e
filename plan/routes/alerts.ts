import { parse } from 'yaml';

import { chartAlerts } from '../../charts/chartAlerts';
import { UserError } from '../../config/errors';
import { secondsOf } from '../../routing/simulate/duration';
import type { AlertFacts, Labels } from '../../routing/simulate/model';
import { relabelled, type RelabelStep } from '../../routing/simulate/relabel';
import { ensureProgram } from '../../tools/build';
import { archiveName, renderCharts } from '../charts';
import { contentsOf, type Release } from '../contents';
import { isArray, isObject, type Json, type JsonObject } from '../json';
import type { Plan } from '../model';

const STACK_CHART = 'kube-prometheus-stack';

/** What Prometheus does with every alert before it sends it. */
export interface Sending {
  readonly externalLabels: Labels;
  readonly relabeling: readonly RelabelStep[];
}

/** Every alert that a stack can send, as Alertmanager gets it: its own, and those of its charts. */
export async function alertsOf(
  plan: Plan,
  sending: Sending,
  charts: string | undefined,
): Promise<readonly AlertFacts[]> {
  const { ruleGroups } = contentsOf(plan.resources);
  const own = ruleGroups.flatMap(({ group }) => alertsIn(group, 'stack'));
  return [...own, ...(await alertsOfCharts(plan, charts))].flatMap((alert) => sent(alert, sending));
}

/** The release of kube-prometheus-stack; undefined in a stack without it. */
export function stackRelease(plan: Plan): Release | undefined {
  return contentsOf(plan.resources).releases.find(({ chart }) => chart === STACK_CHART);
}

async function alertsOfCharts(plan: Plan, folder: string | undefined): Promise<AlertFacts[]> {
  const release = stackRelease(plan);
  if (release === undefined) return [];
  if (folder === undefined) {
    return chartAlerts(release.values).map((rule) => factsOf(rule, 'chart'));
  }
  const rendered = await renderCharts(plan, folder, () => ensureProgram('helm'));
  if (!rendered.releases.includes(release.name)) {
    throw new UserError([
      `--charts ${folder}: ${archiveName(release)} is not there, so the chart's alerts are not known; put it there, or leave --charts out to use the list in charts/known`,
    ]);
  }
  return [...rendered.files.values()].flatMap(alertsOfManifest);
}

function alertsOfManifest(text: string): AlertFacts[] {
  const manifest = parse(text) as Json;
  if (!isObject(manifest) || manifest['kind'] !== 'PrometheusRule') return [];
  const spec = manifest['spec'];
  const groups = isObject(spec) && isArray(spec['groups']) ? spec['groups'] : [];
  return groups.filter(isObject).flatMap((group) => alertsIn(group, 'chart'));
}

function alertsIn(group: JsonObject, origin: AlertFacts['origin']): AlertFacts[] {
  const rules = isArray(group['rules']) ? group['rules'].filter(isObject) : [];
  return rules.flatMap((rule) => {
    const { alert, labels, for: duration } = rule;
    if (typeof alert !== 'string') return [];
    const wait = typeof duration === 'string' ? duration : '0s';
    return [factsOf({ alert, for: wait, labels: isObject(labels) ? labels : {} }, origin)];
  });
}

interface Rule {
  readonly alert: string;
  readonly for: string;
  readonly labels: JsonObject;
}

/** A label with a template in it has no value before the alert fires. */
function factsOf(rule: Rule, origin: AlertFacts['origin']): AlertFacts {
  const constant = Object.entries(rule.labels).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && !entry[1].includes('{{'),
  );
  return {
    name: rule.alert,
    labels: { ...Object.fromEntries(constant), alertname: rule.alert },
    forSeconds: secondsOf(rule.for),
    origin,
  };
}

function sent(alert: AlertFacts, { externalLabels, relabeling }: Sending): AlertFacts[] {
  const labels = relabelled({ ...externalLabels, ...alert.labels }, relabeling);
  return labels === undefined ? [] : [{ ...alert, labels }];
}
