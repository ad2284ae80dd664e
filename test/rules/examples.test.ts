import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { checkRules } from '../../tools/promtool';
import { withTemporaryFolder } from '../../tools/run';
import { assembledStack } from '../support/assembled';

/** What a system asks to be told of: application, alert, and the threshold that its expression must hold. */
type Demand = readonly [application: string, alert: string, threshold?: string];

interface System {
  readonly stack: string;
  readonly file?: string;
  readonly applications: readonly string[];
  readonly demands: readonly Demand[];
}

const everyHttp = (application: string): readonly Demand[] => [
  [application, 'ServiceDown'],
  [application, 'HighErrorRate'],
  [application, 'CriticalErrorRate', '> 0.1'],
  [application, 'HighLatency'],
  [application, 'CpuHigh', '> 0.8'],
  [application, 'MemoryHigh', '> 0.8'],
  [application, 'MemoryNearlyExhausted', '> 0.9'],
];
const objective = (application: string, kind: string): readonly Demand[] => [
  [application, `${kind}BudgetBurnFast`],
  [application, `${kind}BudgetBurnSlow`],
];
const services = ['gateway', 'inventory-service', 'order-service', 'portfolio-service', 'user-service'];

/** The alerts of the requirements' table, row by row. */
const systems: readonly System[] = [
  {
    stack: 'local',
    applications: ['demo', 'worker'],
    demands: [
      ['demo', 'ServiceDown'],
      ['demo', 'HighLatency'],
    ],
  },
  {
    stack: 'financial-planning',
    file: 'examples/financial-planning/Pulumi.financial-planning.yaml',
    applications: ['api', 'market-data', 'recommendations', 'reports', 'simulation'],
    demands: [
      ...everyHttp('api'),
      ['api', 'HighErrorRate', '> 0.05'],
      ...objective('api', 'Availability'),
      ...objective('api', 'Latency'),
      ...objective('simulation', 'Success'),
      ...objective('reports', 'Latency'),
      ...objective('market-data', 'Freshness'),
      ['api', 'BusinessSignalDropped'],
      ['api', 'PostgresqlDown'],
      ['api', 'PostgresqlSlowQueries'],
      ['api', 'RedisHitRateLow', '< 0.8'],
      ['simulation', 'OperationFailing', '> 0.05'],
      ['reports', 'OperationSlow', '0.05'],
      ['market-data', 'DataStale', '> 300'],
      ['market-data', 'ThirdPartyFailing'],
      ['recommendations', 'ThirdPartyCircuitBreakerOpen'],
      ['recommendations', 'BusinessSignalOutOfBounds', '< 0.8'],
    ],
  },
  {
    stack: 'order-processor',
    file: 'examples/order-processor/Pulumi.order-processor.yaml',
    applications: services,
    demands: [
      ...services.flatMap((service) => [...everyHttp(service), ...objective(service, 'Availability')]),
      ['order-service', 'OperationFailing', '> 0.05'],
    ],
  },
  {
    stack: 'stock-analysis',
    file: 'examples/stock-analysis/Pulumi.stock-analysis.yaml',
    applications: ['web'],
    demands: [
      ...everyHttp('web'),
      ['web', 'HighErrorRate', '> 0.01'],
      ['web', 'LatencyAboveUsual', '> 1.2'],
      ['web', 'PaymentFailures', '> 5'],
      ['web', 'ThirdPartyQuotaNearlyUsed', '> 0.9'],
      ['web', 'ThirdPartyCircuitBreakerOpen'],
      ['web', 'ThirdPartyUnavailable'],
      ['web', 'BusinessSignalDropped'],
    ],
  },
  {
    stack: 'balance-sheet',
    file: 'examples/balance-sheet/Pulumi.balance-sheet.yaml',
    applications: ['api', 'web'],
    demands: [
      ...everyHttp('api'),
      ['api', 'HighErrorRate', '> 0.05'],
      ...objective('api', 'Availability'),
      ...objective('api', 'Latency'),
      ['api', 'PostgresqlDown'],
      ['api', 'PostgresqlConnectionErrors', '> 5'],
      ['web', 'ProbeFailed'],
    ],
  },
  {
    stack: 'screener',
    file: 'examples/screener/Pulumi.screener.yaml',
    applications: ['airflow', 'api', 'web', 'worker'],
    demands: [
      ...everyHttp('api'),
      ['api', 'HighErrorRate', '> 0.01'],
      ...objective('api', 'Availability'),
      ['api', 'PostgresqlDown'],
      ['api', 'PostgresqlConnectionErrors', '> 5'],
      ['api', 'ConnectionPoolExhausted'],
      ['api', 'PostgresqlSlowQueries', '> 1'],
      ['api', 'RedisHitRateLow'],
      ['web', 'NginxDown'],
      ['airflow', 'ProbeFailed'],
      ['airflow', 'AirflowSchedulerStalled'],
      ['airflow', 'AirflowDagOverdue', '[1560m]'],
      ['worker', 'CeleryWorkersGone'],
      ['worker', 'CeleryQueueBacklog', '> 1000'],
      ['worker', 'CeleryTaskSlow'],
      ['web', 'ProbeFailed'],
      ['worker', 'ServiceDown'],
    ],
  },
  {
    stack: 'screener-dev',
    file: 'examples/screener/Pulumi.screener-dev.yaml',
    applications: ['api', 'web', 'worker'],
    demands: [['api', 'HighErrorRate', '> 0.01']],
  },
];

describe.each(systems)('stack $stack', ({ stack, file, applications, demands }) => {
  const { content, rules } = assembledStack(stack, file);
  const groups = rules.flatMap((packed) => packed.groups);
  const alerts = groups.flatMap((group) => group.rules).filter((rule) => 'alert' in rule);

  test('monitors its applications', () => {
    expect(content.applications.map(({ name }) => name)).toEqual(applications);
  });

  test.each(demands)('%s: is told of %s %s', (application, alert, threshold = '') => {
    const expressions = alerts
      .filter((rule) => rule.alert === alert && rule.labels['application'] === application)
      .map(({ expr }) => expr);
    expect(expressions).toContainEqual(expect.stringContaining(threshold));
  });

  test('has rules that promtool takes', async () => {
    await withTemporaryFolder(async (folder) => {
      const path = join(folder, 'rules.yaml');
      await writeFile(path, JSON.stringify({ groups }));
      expect(await checkRules([path])).toEqual([{ file: path, ok: true, message: '' }]);
    });
  }, 900_000);
});

test('a stack without objectives has no alerts on them', () => {
  const { rules } = assembledStack('screener-dev', 'examples/screener/Pulumi.screener-dev.yaml');
  expect(JSON.stringify(rules)).not.toContain('BudgetBurn');
});
