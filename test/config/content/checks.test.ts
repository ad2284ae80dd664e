import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { checks, secretFaults } from '../../../config/content/checks';
import { mergeLayers } from '../../../config/merge';
import { contentFolder, type ContentFolder } from '../support/contentFolder';
import { faultsOf, flaw } from '../support/messages';
import { soundApplication } from '../support/samples';
import { unscraped, type Example } from '../support/examples';
import { businessExamples } from './businessExamples';
import { integrationExamples } from './integrationExamples';
import { queueExamples } from './queueExamples';
import { sloExamples } from './sloExamples';

/** One breaking example per rule, by what the rule states. */
const examples: Readonly<Record<string, Example>> = {
  'the team of an application has a file': {
    breaks: { team: 'order' },
    says: 'team: no file content/teams/order.yaml; did you mean "orders"?',
    line: 'team: order',
    mends: { team: 'orders' },
  },
  'an application is scraped or probed, or the exporter of a dependency is scraped': {
    breaks: { ...unscraped, http: null, slos: null, probes: null },
    says: 'scrape: is missing, and there are neither probes nor dependencies with an exporter: nothing would be monitored; write scrape, probes, or the exporter of a dependency',
    line: 'displayName: Shop',
    mends: { dependencies: { db: { exporter: { static: { targets: ['10.0.0.1:9187'] } } } } },
  },
  'an application with `http` is scraped': {
    breaks: unscraped,
    says: 'http: is given, but nothing says where the metrics come from; write scrape',
    line: 'http:',
    mends: { scrape: soundApplication['scrape'] },
  },
  'the warning of a certificate comes before the urgent alert': {
    breaks: { alerts: { certificate: { daysLeft: 3 } } },
    says: 'alerts.certificate.daysLeft: 3 is not above daysLeftCritical 3; write more, or lower daysLeftCritical',
    line: 'daysLeft: 3',
    mends: { alerts: { certificate: { daysLeftCritical: 1 } } },
  },
  'an application is scraped every 75 s or more often': {
    breaks: { scrape: { intervalSeconds: 90 } },
    says: 'scrape.intervalSeconds: 90 s are too long for the rates over 5 minutes that rules read; write at most 75',
    line: 'intervalSeconds: 90',
    mends: { scrape: { intervalSeconds: 75 } },
  },
  'an exporter is scraped every 75 s or more often': {
    breaks: { dependencies: { db: { exporter: { static: { targets: ['h:9187'] }, intervalSeconds: 90 } } } },
    says: 'dependencies.db.exporter.intervalSeconds: 90 s are too long for the rates over 5 minutes that rules read; write at most 75',
    line: 'intervalSeconds: 90',
    mends: { dependencies: { db: { exporter: { intervalSeconds: 75 } } } },
  },
  'an application that says something of its connections to a dependency is scraped': {
    breaks: {
      ...unscraped,
      http: null,
      slos: null,
      dependencies: { db: { kind: 'postgresql', connectionErrors: { metric: 'db_errors_total' } } },
    },
    says: 'dependencies.db.connectionErrors: is given, but nothing says where the metrics of the application come from; write scrape',
    line: 'connectionErrors:',
    mends: { scrape: soundApplication['scrape'] },
  },
  'the duration above which a query is slow is a bucket of its histogram': {
    breaks: {
      dependencies: {
        db: { queries: { duration: { metric: 'db_query_seconds', bucketsSeconds: [0.1, 0.5, 2] } } },
      },
    },
    says: 'dependencies.db.queries.slowSeconds: 1 s is no bucket of db_query_seconds, so slower queries cannot be counted; write 0.5 or 2, or add the bucket to the application and to duration.bucketsSeconds',
    line: 'queries:',
    mends: { dependencies: { db: { queries: { slowSeconds: 2 } } } },
  },
  'the warning of used connections comes before the critical alert': {
    breaks: { dependencies: { db: { alerts: { connections: { warningPercent: 95 } } } } },
    says: 'dependencies.db.alerts.connections.warningPercent: 95 is not below criticalPercent 95; write less, or raise criticalPercent',
    line: 'warningPercent: 95',
    mends: { dependencies: { db: { alerts: { connections: { criticalPercent: 98 } } } } },
  },
  'the latency threshold is a bucket of the histogram': {
    breaks: { alerts: { latency: { p95Ms: 80 } }, http: { duration: { bucketsSeconds: [0.07, 0.1, 0.5] } } },
    says: 'alerts.latency.p95Ms: 80 ms is no bucket of http_request_duration_seconds, so it cannot be judged exactly; write 70 or 100, or add the bucket to the application and to http.duration.bucketsSeconds',
    line: 'p95Ms: 80',
    mends: { alerts: { latency: { p95Ms: 70 } } },
  },
  'the warning of the error rate comes before the critical alert': {
    breaks: { alerts: { errorRate: { warningPercent: 10 } } },
    says: 'alerts.errorRate.warningPercent: 10 is not below criticalPercent 10; write less, or raise criticalPercent',
    line: 'warningPercent: 10',
    mends: { alerts: { errorRate: { criticalPercent: 20 } } },
  },
  'the warning of the memory comes before the urgent alert': {
    breaks: { alerts: { saturation: { memoryPercent: 90 } } },
    says: 'alerts.saturation.memoryPercent: 90 is not below memoryCriticalPercent 90; write less, or raise memoryCriticalPercent',
    line: 'memoryPercent: 90',
    mends: { alerts: { saturation: { memoryCriticalPercent: 95 } } },
  },
  'the probes of an application have different names': {
    breaks: {
      probes: [
        { name: 'health', url: 'https://a' },
        { name: 'health', url: 'https://b' },
      ],
    },
    says: 'probes[1].name: "health" is the name of another probe of the application; write a different one',
    line: '- name: health',
    mends: {
      probes: [
        { name: 'health', url: 'https://a' },
        { name: 'deep-health', url: 'https://b' },
      ],
    },
  },
  ...businessExamples,
  ...integrationExamples,
  ...queueExamples,
  ...sloExamples,
};

let folder: ContentFolder;
beforeEach(() => {
  folder = contentFolder();
});
afterEach(() => {
  folder.dispose();
});

test('the examples break every rule, and there is none for a rule that does not exist', () => {
  expect(Object.keys(examples).sort()).toEqual(checks.map(({ holds }) => holds).sort());
});

describe.each(Object.entries(examples))('%s', (_, { breaks, says, line, mends }) => {
  const broken = mergeLayers(soundApplication, breaks);

  test('when not, that alone is told, with file and line', () => {
    const lines = folder.write('applications/shop.yaml', broken).split('\n');
    const [fault = '', ...others] = faultsOf(() => folder.load());
    expect(others).toEqual([]);
    const [, at = '', rest] = /^content\/applications\/shop\.yaml:([0-9]+): (.*)$/.exec(fault) ?? [];
    expect(rest).toBe(says);
    expect(lines[Number(at) - 1]).toContain(line);
    expect(flaw(fault)).toBeUndefined();
  });

  test('in an override, the key of the stack is told where the override says it, else the file', () => {
    const [fault = '', ...others] = faultsOf(() => folder.load({ applications: { shop: breaks } }));
    expect(others).toEqual([]);
    const [first = ''] = says.split(/[.:[]/);
    if (first in breaks) expect(fault).toBe(`observatory:applications.shop.${says}`);
    else expect(fault.replace(/:[0-9]+:/, ':')).toBe(`content/applications/shop.yaml: ${says}`);
  });

  test('what the message asks for ends the fault', () => {
    folder.write('applications/shop.yaml', mergeLayers(broken, mends));
    expect(folder.load().applications.map(({ name }) => name)).toEqual(['shop']);
  });
});

test('a platform team without a file is told with its key', () => {
  expect(faultsOf(() => folder.load({ alerting: { platformTeam: 'plattform' } }))).toEqual([
    'observatory:alerting.platformTeam: no file content/teams/plattform.yaml; did you mean "platform"?',
  ]);
});

test('a scrape interval of the stack that is too long for rates is told with its key, unless nothing is scraped by it', () => {
  const changes = { metrics: { scrapeIntervalSeconds: { applications: 120 } } };
  expect(faultsOf(() => folder.load(changes))).toEqual([
    'observatory:metrics.scrapeIntervalSeconds.applications: 120 s are too long for the rates over 5 minutes that rules read; write at most 75',
  ]);
  folder.write('applications/shop.yaml', mergeLayers(soundApplication, { scrape: { intervalSeconds: 60 } }));
  expect(folder.load(changes).applications.map(({ name }) => name)).toEqual(['shop']);
});

test('a credential for a team that does not exist is told, one for a team or default is not', () => {
  const given = new Map([
    ['slack.default', 'a'],
    ['slack.orders', 'b'],
    ['slack.order', 'c'],
    ['pagerduty.warehouse', 'd'],
    ['smtp.password', 'e'],
  ]);
  expect(secretFaults(given, folder.load().teams)).toEqual([
    'observatory:secrets.slack.order: is neither default nor a team; did you mean "orders"?',
    'observatory:secrets.pagerduty.warehouse: is neither default nor a team; there are: default, orders, platform',
  ]);
});
