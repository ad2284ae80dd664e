import { join } from 'node:path';
import { z } from 'zod';
import { defaults } from '../config/presets';
import type { Board } from '../local/boards/model';
import { readBoard } from '../local/boards/read';
import { contentsOf } from '../plan/contents';
import { evaluate } from '../plan/evaluate';
import { planOf } from '../plan/plan';
import { stackRelease } from '../plan/routes/alerts';
import { httpSignals } from '../signals/http';
import type { SyntheticStack } from './syntheticStack';

/** A rule file as Prometheus reads it. */
export interface RuleSet {
  readonly groups: readonly object[];
}

const root = join(__dirname, '..');
const values = z.object({
  prometheus: z.object({ prometheusSpec: z.object({ evaluationInterval: z.string() }) }),
});

export interface PlannedRules {
  readonly rules: RuleSet;
  readonly boards: readonly Board[];
  readonly scrapeSeconds: number;
  readonly evaluationSeconds: number;
}

/** What a stack deploys, from its plan. */
export const plannedRules = async ({ configFile }: SyntheticStack): Promise<PlannedRules> => {
  const plan = planOf(await evaluate({ folder: root, stack: 'bench', configFile }));
  const { ruleGroups, dashboards } = contentsOf(plan.resources);
  const { evaluationInterval } = values.parse(stackRelease(plan)?.values).prometheus.prometheusSpec;
  return {
    rules: { groups: ruleGroups.map(({ group }) => group) },
    boards: dashboards.map(({ dashboard }) => readBoard(JSON.stringify(dashboard))),
    scrapeSeconds: defaults.metrics.scrapeIntervalSeconds.applications,
    evaluationSeconds: Number.parseInt(evaluationInterval, 10),
  };
};

/** Windows of an availability objective's alerts, and its period. */
const windows = ['5m', '30m', '1h', '2h', '6h', '1d', '3d', '30d'];

/**
 * The same objectives as most generators write them: the ratio over each window computed straight from the series that are
 * scraped. Their alerts only compare what is recorded and cost nothing beside it.
 */
export const naiveRules = ({ names, http }: SyntheticStack): RuleSet => ({
  groups: names.map((name) => {
    const { failed, all } = httpSignals(name, http);
    return {
      name: `naive-${name}`,
      rules: windows.map((window) => ({
        record: `slo:sli_error:ratio_rate${window}`,
        expr: `sum(rate(${failed}[${window}])) / sum(rate(${all}[${window}]))`,
        labels: { sloth_id: `${name}-availability`, sloth_window: window },
      })),
    };
  }),
});
