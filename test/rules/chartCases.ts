import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { keptUpstreamAlerts } from '../../rules/upstream';
import { selectorsIn } from '../support/promql';
import type { CaseFile } from './cases';

const folder = join(__dirname, 'charts');

/** The name under which cases name the rendered rules. */
export const chartRuleFile = 'chart.yaml';

/** Cases of the chart's alerts. They run when an archive of the chart is given; their rules are none of ours. */
export const chartCaseFiles: readonly CaseFile[] = readdirSync(folder)
  .sort()
  .map((name) => {
    const path = join(folder, name);
    return {
      name: `charts/${name}`,
      path,
      ...(parse(readFileSync(path, 'utf8')) as Omit<CaseFile, 'name' | 'path'>),
    };
  });

const firesIn = ({ tests }: CaseFile): string[] =>
  tests.flatMap(({ promql_expr_test = [] }) =>
    promql_expr_test
      .filter(({ exp_samples }) => exp_samples !== undefined && exp_samples.length > 0)
      .flatMap(({ expr }) =>
        selectorsIn(expr).flatMap(({ matchers }) =>
          matchers.flatMap(({ label, value }) => (label === 'alertname' ? [value] : [])),
        ),
      ),
  );

/** Alerts that cases show firing and that we do not keep. */
export const withoutAlert = (files: readonly CaseFile[] = chartCaseFiles): string[] =>
  [...new Set(files.flatMap(firesIn))].filter((alert) => !keptUpstreamAlerts.includes(alert));

/** Kept alerts that no case shows firing. */
export const withoutCase = (files: readonly CaseFile[] = chartCaseFiles): string[] => {
  const shown = new Set(files.flatMap(firesIn));
  return keptUpstreamAlerts.filter((alert) => !shown.has(alert));
};
