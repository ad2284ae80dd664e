import type { Expectation } from '../expectation';
import { counted, outcome, type Finding } from '../model';
import type { Check } from './model';

const DASHBOARD =
  'See the logs of Grafana’s container grafana-sc-dashboard: it copies the ConfigMaps labelled grafana_dashboard.';

export function dashboardFindings(
  expected: Expectation['dashboards'],
  live: ReadonlyMap<string, string>,
): Finding[] {
  return expected.flatMap(({ uid, title }) => {
    const there = live.get(uid);
    if (there === title) return [];
    const problem =
      there === undefined ? 'Grafana does not have it' : `is called “${there}” in Grafana, an older version`;
    return [{ subject: `${title} (${uid})`, problem, advice: DASHBOARD }];
  });
}

export function dataSourceFindings(
  expected: Expectation['dataSources'],
  live: ReadonlyMap<string, string>,
): Finding[] {
  return expected
    .filter((uid) => !live.has(uid))
    .map((uid) => ({
      subject: `data source ${uid}`,
      problem: 'Grafana does not have it',
      advice:
        'See the logs of Grafana’s container grafana-sc-datasources; every dashboard is empty without it.',
    }));
}

export const dashboardsCheck: Check = {
  name: 'dashboards',
  async run({ dashboards, dataSources, grafana }, live) {
    if (!grafana) return { notChecked: 'observatory:grafana.enabled is false' };
    const findings: Finding[] = [];
    for (const { api } of await live.grafana()) {
      findings.push(
        ...dashboardFindings(dashboards, await api.dashboards()),
        ...dataSourceFindings(dataSources, await api.dataSources()),
      );
    }
    return outcome(counted(dashboards.length, 'dashboard'), findings);
  },
};
