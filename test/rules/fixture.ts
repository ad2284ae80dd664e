import { integrations } from '../../config/naming';
import { defaults } from '../../config/presets';
import { mergeLayers, type PlainObject } from '../../config/merge';
import { application, applicationDefaults, type Application } from '../../config/schema/application';
import { buildRules, type RulesInput } from '../../rules';
import type { PlainRuleGroup } from '../../rules/model';
import { planner } from './fixture/business';
import { fund } from './fixture/objectives';
import { ledger } from './fixture/process';
import { broker } from './fixture/integrations';
import { routed, timed } from './fixture/routed';
import { jobs } from './fixture/queues';
import { depot, store } from './fixture/dependencies';

const content: PlainObject = {
  displayName: 'Shop API',
  team: 'shop',
  namespace: 'shop',
  workload: { kind: 'Deployment', name: 'api' },
  scrape: { service: { matchLabels: { app: 'api' }, port: 'http' } },
  http: {
    requests: { metric: 'http_requests_total', statusLabel: 'status' },
    duration: { metric: 'http_request_duration_seconds', bucketsSeconds: [0.1, 0.5, 1, 30] },
  },
  slos: { availability: { objectivePercent: 99.9 } },
  probes: [
    { name: 'health', url: 'http://api.shop.svc/health' },
    { name: 'page', url: 'http://api.shop.svc/' },
  ],
};

/** The application of the rule tests: everything on, thresholds as by default. `changes` are merged over it. */
export const api = (changes: PlainObject = {}, name = 'api'): Application => ({
  name,
  ...application.parse(mergeLayers(applicationDefaults, content, changes)),
});

/**
 * One application per kind of content, which together make every alert that an application can have: the contract of alerts
 * (texts, cases, runbook) is checked on their rules.
 */
export const referenceApplications: readonly Application[] = [
  api(),
  // One of each test/rules/fixture/*.ts.
  planner(),
  ledger,
  broker(),
  routed,
  jobs(),
  store(),
  fund,
];

/** Input of the rule tests; links and contacts stand in the expected texts. */
export const input = (changes: Partial<RulesInput> = {}): RulesInput => ({
  applications: [api()],
  teams: [
    {
      name: 'platform',
      displayName: 'Platform',
      contact: '#platform',
      slackChannel: '#p',
      emails: ['p@example.com'],
    },
    {
      name: 'shop',
      displayName: 'Shop team',
      contact: '#shop',
      slackChannel: '#s',
      emails: ['s@example.com'],
    },
  ],
  platformTeam: 'platform',
  ownGroups: [],
  cluster: 'prod-1',
  environment: 'prod',
  runbooksUrl: 'https://runbooks.example.com',
  urls: {
    grafana: 'https://grafana.example.com',
    prometheus: 'https://prometheus.example.com',
    alertmanager: 'https://alertmanager.example.com',
  },
  retentionDays: 15,
  budgetWindowDays: 30,
  evaluationIntervalSeconds: 30,
  applicationScrapeIntervalSeconds: 30,
  probeIntervalSeconds: 30,
  ...changes,
});

const coarse = (): PlainRuleGroup[] => buildRules(input({ evaluationIntervalSeconds: 120 }));

const coarsePlanner = (): PlainRuleGroup[] =>
  buildRules(
    input({
      evaluationIntervalSeconds: 120,
      retentionDays: 30,
      applications: [planner(), planner({ displayName: 'Other' }, 'other')],
    }),
  );

/** Recorded series that cases about weeks give as input. */
const given = new Set(['application:business_signal:value', 'application:business_events:rate5m']);

/** The rule files that cases name under `rule_files`. */
export const ruleFiles: Readonly<Record<string, () => PlainRuleGroup[]>> = {
  'api.yaml': () => buildRules(input()),
  'routed.yaml': () => buildRules(input({ applications: [routed] })),
  'timed.yaml': () => buildRules(input({ applications: [timed] })),
  // Two applications that must not see one another.
  'pair.yaml': () => buildRules(input({ applications: [api(), api({ displayName: 'Web' }, 'web')] })),
  // Beside an application that has the same operations and data, which must not count.
  'planner.yaml': () =>
    buildRules(input({ applications: [planner(), planner({ displayName: 'Other' }, 'other')] })),
  // Queues, beside an application with the same metrics that must not be seen.
  'queues.yaml': () =>
    buildRules(input({ applications: [jobs(), jobs({ displayName: 'Other jobs' }, 'other')] })),
  // Two applications with dependencies of the same names.
  // The same every 2 min; and only what compares with weeks ago, whose input is recorded.
  'planner-coarse.yaml': coarsePlanner,
  'usual.yaml': () =>
    coarsePlanner()
      .map(({ team, group }) => ({
        team,
        group: {
          ...group,
          rules: group.rules.filter((rule) => !('record' in rule && given.has(rule.record))),
        },
      }))
      .filter(({ group }) => /(http-usual|business-(users|analyses))$/.test(group.name)),
  'dependencies.yaml': () => buildRules(input({ applications: [store(), depot()] })),
  // Evaluated every 2 min, for cases of hours and days; and of those only the objectives' groups, whose input is recorded.
  'coarse.yaml': coarse,
  'objectives.yaml': () => coarse().filter(({ group }) => group.name.includes('.slo-')),
  // Thresholds of its own, probed and scraped slowly, a StatefulSet.
  'slow.yaml': () =>
    buildRules(
      input({
        probeIntervalSeconds: 60,
        applications: [
          api({
            workload: { kind: 'StatefulSet', name: 'api-db' },
            scrape: { intervalSeconds: 60 },
            alerts: { latency: { p95Ms: 30_000 }, serviceDown: { forMinutes: 3 } },
          }),
        ],
      }),
    ),
  'channels.yaml': () =>
    buildRules(input({ applications: [], channels: { integrations, longestLookMinutes: 15 } })),
  // One application with every kind of objective; recorded rates are the input.
  'kinds.yaml': () =>
    buildRules(input({ applications: [fund], evaluationIntervalSeconds: 120 })).filter(({ group }) =>
      group.name.includes('.slo-'),
    ),
  'process.yaml': () => buildRules(input({ applications: [ledger] })),
  'nodes.yaml': () => buildRules(input({ applications: [], nodes: defaults.alerting.nodes })),
  // Third parties and payments, beside an application with the same metrics that must not be seen.
  'integrations.yaml': () =>
    buildRules(input({ applications: [broker(), broker({ displayName: 'Other broker' }, 'other')] })),
  // promtool's clock starts in 1970: a window of half an hour, one hour after.
  'maintenance.yaml': () =>
    buildRules(
      input({
        applications: [],
        maintenance: [
          {
            name: 'upgrade',
            reason: 'New version of {{ the }} database',
            owner: 'shop',
            endText: '1970-01-01 01:30 UTC',
            startSeconds: 3_600,
            endSeconds: 5_400,
            alerts: [{ application: 'api' }],
          },
        ],
      }),
    ),
};
