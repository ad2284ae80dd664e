import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { buildRules } from '../../rules';
import { syntaxFault } from '../../rules/syntax';
import { keptUpstreamAlerts, upstreamMechanisms } from '../../rules/upstream';
import { checkRules } from '../../tools/promtool';
import { dashboards, panelQueries } from '../support/dashboards';
import { knownSignals } from '../support/knownSignals';
import { selectorsIn } from '../support/promql';
import { caseFiles, proofOf } from './cases';
import { input, referenceApplications, ruleFiles } from './fixture';
import { ruleFileText } from './promtool';
import { withTemporaryFolder } from '../../tools/run';
import { writeFile } from 'node:fs/promises';

const runbooks = join(__dirname, '../../runbooks');
const ofApplications = buildRules(input({ applications: referenceApplications })).flatMap(
  ({ group }) => group.rules,
);
// promtool's window is a window like any other.
const ofWindows = (ruleFiles['maintenance.yaml']?.() ?? []).flatMap(({ group }) => group.rules);
const ofChannels = (ruleFiles['channels.yaml']?.() ?? []).flatMap(({ group }) => group.rules);
const ofNodes = (ruleFiles['nodes.yaml']?.() ?? []).flatMap(({ group }) => group.rules);
const rules = [...ofApplications, ...ofNodes, ...ofWindows, ...ofChannels];
const alertsIn = (list: typeof rules) => list.flatMap((rule) => ('alert' in rule ? [rule] : []));
const alerts = alertsIn(rules);
const recorded = rules.flatMap((rule) => ('record' in rule ? [rule] : []));
const names = [...new Set(alerts.map(({ alert }) => alert))].sort();

test('the alerts are these', () => {
  expect(names).toEqual(
    [
      'AirflowDagOverdue',
      'AirflowImportErrors',
      'AirflowPoolStarving',
      'AirflowSchedulerStalled',
      'AirflowTaskFailures',
      'CeleryQueueBacklog',
      'CeleryTaskFailing',
      'CeleryTaskSlow',
      'CeleryWorkersGone',
      'AvailabilityBudgetBurnFast',
      'FreshnessBudgetBurnFast',
      'FreshnessBudgetBurnSlow',
      'LatencyBudgetBurnFast',
      'LatencyBudgetBurnSlow',
      'SliWithoutData',
      'SuccessBudgetBurnFast',
      'SuccessBudgetBurnSlow',
      'AvailabilityBudgetBurnSlow',
      'BusinessSignalDropped',
      'BusinessSignalOutOfBounds',
      'CertificateExpiring',
      'CertificateNearlyExpired',
      'ContainerOutOfMemoryKilled',
      'CpuHigh',
      'CriticalErrorRate',
      'DataFreshnessUnknown',
      'DataStale',
      'ConnectionPoolExhausted',
      'DependencyExporterDown',
      'DependencyServerDown',
      'DependencyWithoutPrimary',
      'HighErrorRate',
      'HighLatency',
      'LatencyAboveUsual',
      'LatencyBucketMissing',
      'MaintenanceWindow',
      'MemoryHigh',
      'MemoryNearlyExhausted',
      'MetricMissing',
      'NodeCpuHigh',
      'NodeDiskAlmostFull',
      'NodeDiskNearlyExhausted',
      'NodeMemoryHigh',
      'NodeMemoryNearlyExhausted',
      'NotificationsFailing',
      'OpenFilesNearLimit',
      'OperationFailing',
      'OperationSlow',
      'PaymentFailureRatioHigh',
      'PaymentFailures',
      'PostgresqlConnectionErrors',
      'PostgresqlConnectionsExhausted',
      'PostgresqlConnectionsHigh',
      'PostgresqlDeadlocks',
      'PostgresqlDown',
      'PostgresqlLongTransaction',
      'PostgresqlReplicationLag',
      'PostgresqlSizeNearLimit',
      'PostgresqlSlowQueries',
      'ProbeFailed',
      'ProbeMissing',
      'ProcessRestarting',
      'NginxConnectionsDropped',
      'NginxConnectionsHigh',
      'NginxDown',
      'RedisConnectionsRejected',
      'RedisDown',
      'RedisEvictions',
      'RedisHitRateLow',
      'RedisMemoryHigh',
      'RedisPersistenceFailed',
      'RedisReplicationBroken',
      'ServiceDown',
      'ThirdPartyCircuitBreakerOpen',
      'ThirdPartyFailing',
      'ThirdPartyQuotaExhausted',
      'ThirdPartyQuotaNearlyUsed',
      'ThirdPartySlow',
      'ThirdPartyUnavailable',
    ].sort(),
  );
});

describe.each(alerts.map((rule) => ({ rule, name: rule.alert })))('$name', ({ rule, name }) => {
  const cases = caseFiles.flatMap(({ tests }) => tests);
  const proofs = (wanted: string) =>
    cases.filter((tested) => proofOf(tested)?.alert === name && proofOf(tested)?.proof === wanted);
  const expectations = (tested: (typeof cases)[number]) =>
    (tested.alert_rule_test ?? []).filter(({ alertname }) => alertname === name);

  test('has a case in which it fires, and not a step earlier', () => {
    const [first, ...others] = proofs('fires');
    expect(first).toBeDefined();
    const stepwise = [first, ...others].some((tested) => {
      const counts =
        tested === undefined ? [] : expectations(tested).map(({ exp_alerts }) => exp_alerts.length);
      return counts.includes(0) && counts.some((count) => count > 0);
    });
    expect(stepwise).toBe(true);
  });

  test('has a case just under its threshold in which it is silent', () => {
    const silent = proofs('is silent');
    expect(silent).not.toHaveLength(0);
    for (const tested of silent) {
      expect(expectations(tested)).not.toHaveLength(0);
      for (const { exp_alerts } of expectations(tested)) expect(exp_alerts).toEqual([]);
    }
  });

  test('has a case without data', () => {
    const cases = proofs('without data');
    expect(cases).not.toHaveLength(0);
    for (const tested of cases) expect(expectations(tested)).not.toHaveLength(0);
  });

  test('carries what routing and the one who is told need', () => {
    expect(rule.labels).toMatchObject({
      severity: expect.stringMatching(/^(critical|warning|info)$/),
      priority: expect.stringMatching(/^P[1-4]$/),
      team: expect.stringMatching(/^(shop|platform)$/),
    });
    expect(rule.annotations).toMatchObject({
      summary: expect.stringMatching(/./),
      description: expect.stringMatching(/\.$/),
      owner: expect.stringMatching(/^.+ \(#.+\)$/),
      runbook_url: `https://runbooks.example.com/${name}.md`,
    });
  });

  test('links to a dashboard that exists, with the environment chosen', () => {
    const url = new URL(rule.annotations['dashboard_url'] ?? '');
    expect(dashboards.map(({ uid }) => `/d/${uid}`)).toContain(url.pathname);
    expect(url.searchParams.get('var-environment')).toBe('prod');
  });

  test('has a runbook', () => {
    expect(existsSync(join(runbooks, `${name}.md`))).toBe(true);
  });
});

test.each(alertsIn(ofApplications).map((rule) => ({ rule, name: rule.alert })))(
  '$name says which application it is about, and its dashboard has it chosen',
  ({ rule }) => {
    const application = referenceApplications.find((known) => known.name === rule.labels['application']);
    expect(application).toBeDefined();
    expect(rule.annotations['summary']).toContain(application?.displayName);
    const url = new URL(rule.annotations['dashboard_url'] ?? '');
    expect(url.searchParams.get('var-application')).toBe(application?.name);
  },
);

test('an alert about a node is the platform team’s and belongs to no application', () => {
  for (const { labels, annotations } of alertsIn(ofNodes)) {
    expect(labels).toMatchObject({ team: 'platform' });
    expect(labels).not.toHaveProperty('application');
    expect(annotations['summary']).toMatch(/^Node /);
  }
});

test('a maintenance window says which one it is, and belongs to no application', () => {
  const [window, ...others] = alertsIn(ofWindows);
  expect(others).toEqual([]);
  expect(window?.labels).toMatchObject({ maintenance: 'upgrade', severity: 'info', priority: 'P4' });
  expect(window?.labels).not.toHaveProperty('application');
  expect(window?.annotations['summary']).toContain('Maintenance window upgrade is open until');
});

test('every case file runs against rule files that exist, and no case is called like another', () => {
  expect(caseFiles.flatMap(({ rule_files }) => rule_files)).toEqual(
    expect.arrayContaining(Object.keys(ruleFiles)),
  );
  const all = caseFiles.flatMap(({ tests }) => tests.map(({ name }) => name));
  expect(all).toEqual([...new Set(all)]);
});

test('every case that is named after an alert names one of ours', () => {
  const named = caseFiles.flatMap(({ tests }) => tests.flatMap((tested) => proofOf(tested)?.alert ?? []));
  expect([...new Set(named)].sort()).toEqual(names);
});

describe('queries of rules and dashboards', () => {
  const queries = [
    ...rules.map((rule) => ({ where: 'alert' in rule ? rule.alert : rule.record, expr: rule.expr })),
    ...panelQueries(),
  ];

  test.each(queries)('$where asks for known metrics by labels that they have: $expr', ({ expr }) => {
    for (const { metric, labels } of selectorsIn(expr)) {
      const known = knownSignals.get(metric);
      expect([metric, known === undefined ? 'unknown' : 'known']).toEqual([metric, 'known']);
      expect(known?.labels).toEqual(expect.arrayContaining([...labels]));
    }
  });

  test('no recording rule is without a reader', () => {
    const read = new Set(queries.flatMap(({ expr }) => selectorsIn(expr).map(({ metric }) => metric)));
    expect([...new Set(recorded.map(({ record }) => record))].filter((record) => !read.has(record))).toEqual(
      [],
    );
  });

  test('what is recorded is declared as a signal of ours, with the labels that it gets', () => {
    for (const { record, labels = {} } of recorded) {
      expect([record, knownSignals.get(record)?.source]).toEqual([record, 'rule']);
      expect(knownSignals.get(record)?.labels).toEqual(expect.arrayContaining(Object.keys(labels)));
    }
  });
});

describe('promtool check rules', () => {
  test.each(Object.keys(ruleFiles))(
    'finds no fault in %s',
    async (name) => {
      await withTemporaryFolder(async (folder) => {
        const file = join(folder, name);
        await writeFile(file, ruleFileText(ruleFiles[name]?.() ?? []));
        expect(await checkRules([file])).toEqual([{ file, ok: true, message: '' }]);
      });
    },
    900_000,
  );
});

describe('runbooks', () => {
  const sections = ['Meaning', 'Impact', 'Diagnosis', 'Mitigation', 'Escalation'];
  const files = readdirSync(runbooks).filter((name) => name.endsWith('.md'));
  const textOf = (file: string): string => readFileSync(join(runbooks, file), 'utf8');
  const linesOf = (file: string): Set<string> =>
    new Set(
      textOf(file)
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '' && !line.startsWith('```') && !/^#+ /.test(line)),
    );
  const blocks = (file: string, language: string): string[] =>
    [...textOf(file).matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
      ([, block = '']) => block.trim(),
    );

  test('there is one per alert, and none of an alert that does not exist', () => {
    expect(files.map((file) => file.replace(/\.md$/, '')).sort()).toEqual(
      [...names, ...keptUpstreamAlerts, ...upstreamMechanisms].sort(),
    );
  });

  test.each(files)('%s has every section in order and helps within ten lines', (file) => {
    const text = textOf(file);
    expect(text.split('\n')[0]).toBe(`# ${file.replace(/\.md$/, '')}`);
    expect([...text.matchAll(/^## (.+)$/gm)].map(([, title]) => title)).toEqual(sections);
    const head = text.split('\n').slice(0, 12).join('\n');
    expect(head).toContain('**Do first');
    expect(head).toContain('```');
  });

  test.each(files.flatMap((file) => blocks(file, 'promql').map((query) => [file, query] as const)))(
    '%s: a query works as pasted: %s',
    (_file, query) => {
      expect(syntaxFault(query)).toBeUndefined();
      expect(selectorsIn(query)).not.toHaveLength(0);
      expect(query).not.toMatch(/<\w|\$/);
    },
  );

  test.each(files)('%s is its own text: no other shares 30 %% of its lines', (file) => {
    const own = linesOf(file);
    for (const other of files.filter((candidate) => candidate !== file)) {
      const shared = [...linesOf(other)].filter((line) => own.has(line));
      expect([other, shared.length / own.size < 0.3]).toEqual([other, true]);
    }
  });
});
