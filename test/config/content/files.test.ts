import { chmodSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { contentFolder, type ContentFolder } from '../support/contentFolder';
import { faultsOf, flaw } from '../support/messages';
import { everyTeamKey, soundApplication } from '../support/samples';

let folder: ContentFolder;
beforeEach(() => {
  folder = contentFolder();
});
afterEach(() => {
  folder.dispose();
});

const shop = 'applications/shop.yaml';
const platform = 'teams/platform.yaml';

test('applications and teams are read by the names of their files', () => {
  folder.write('applications/basket.yaml', { ...soundApplication, displayName: 'Basket' });
  const { applications, teams, unselected } = folder.load();
  expect(applications.map(({ name, displayName }) => [name, displayName])).toEqual([
    ['basket', 'Basket'],
    ['shop', 'Shop'],
  ]);
  expect(teams.map(({ name }) => name)).toEqual(['orders', 'platform']);
  expect(unselected).toEqual([]);
});

test('an application gets its defaults, its file wins over them, and the stack over both', () => {
  folder.write(shop, {
    ...soundApplication,
    alerts: { latency: { p95Ms: 250 }, errorRate: { criticalPercent: 5 } },
    probes: [
      { name: 'a', url: 'https://a' },
      { name: 'b', url: 'https://b' },
    ],
  });
  const override = {
    alerts: { errorRate: { criticalPercent: 20 } },
    probes: [{ name: 'c', url: 'https://c' }],
  };
  const [application] = folder.load({ applications: { shop: override } }).applications;
  expect(application?.alerts).toMatchObject({
    serviceDown: { forMinutes: 1 },
    errorRate: { warningPercent: 1, criticalPercent: 20, forMinutes: 5, minimumRequestsPerMinute: 6 },
    latency: { p95Ms: 250, forMinutes: 5, minimumRequestsPerMinute: 6 },
  });
  // A list is replaced whole.
  expect(application?.probes).toEqual([{ name: 'c', url: 'https://c' }]);
});

test('a null in an override deletes what the file says, and the default is back', () => {
  folder.write(shop, { ...soundApplication, alerts: { latency: { p95Ms: 250 } } });
  const target = { targets: ['10.0.0.1:80'] };
  const [application] = folder.load({
    applications: {
      shop: {
        scrape: { service: null, static: target },
        alerts: { latency: { p95Ms: null } },
        probes: null,
        description: null,
      },
    },
  }).applications;
  expect(application?.scrape).toEqual({ static: target });
  expect(application?.alerts.latency.p95Ms).toBe(500);
  expect(application?.probes).toEqual([]);
  expect(application?.description).toBeUndefined();
});

test('numbers and booleans may be written as text', () => {
  folder.write(shop, {
    ...soundApplication,
    alerts: { latency: { p95Ms: '250' } },
    slos: { availability: { objectivePercent: ' 99.95 ' } },
  });
  const [application] = folder.load().applications;
  expect(application?.alerts.latency.p95Ms).toBe(250);
  expect(application?.slos.availability).toEqual({ objectivePercent: 99.95 });
});

describe('which applications a stack monitors', () => {
  beforeEach(() => {
    folder.write('applications/basket.yaml', soundApplication);
  });

  test('only those it lists; the others are named', () => {
    const { applications, unselected } = folder.load({ content: { applications: ['basket'] } });
    expect(applications.map(({ name }) => name)).toEqual(['basket']);
    expect(unselected).toEqual(['shop']);
  });

  test('a file that is not selected is not checked', () => {
    folder.write(shop, 'displayName: [unfinished');
    expect(folder.load({ content: { applications: ['basket'] } }).applications).toHaveLength(1);
  });

  test.each([
    [
      ['shop', 'baskett'],
      'observatory:content.applications[1]: no file content/applications/baskett.yaml; did you mean "basket"?',
    ],
    [
      ['warehouse'],
      'observatory:content.applications[0]: no file content/applications/warehouse.yaml; there are: basket, shop',
    ],
  ])('%j names one that has no file', (applications, fault) => {
    expect(faultsOf(() => folder.load({ content: { applications } }))).toEqual([fault]);
  });

  test('an override of one that is not selected is told, and one of a misspelt one', () => {
    const faults = faultsOf(() =>
      folder.load({ content: { applications: ['basket'] }, applications: { shop: {}, baskt: {} } }),
    );
    expect(faults).toEqual([
      'observatory:applications.shop: is not selected by observatory:content.applications; add it there or remove the override',
      'observatory:applications.baskt: has no file content/applications/baskt.yaml; did you mean "basket"?',
    ]);
  });
});

describe('the line that a message names', () => {
  const yaml = `# a comment
displayName: Shop
team: orders
namespace: shop

scrape:
  static:
    targets:
      - 10.0.0.1:80
      - 10.0.0.2
http:
  requests: { metric: requests, statusLabel: status }
alerts:
  latency:
    p95Ms: fast
probes:
  - { name: health, url: https://a }
  -
    name: deep
    url: ftp://b
`;

  test('is that of the key, of the list entry, and for a missing key of what is around it', () => {
    folder.write(shop, yaml);
    expect(faultsOf(() => folder.load())).toEqual([
      'content/applications/shop.yaml:10: scrape.static.targets[1]: "10.0.0.2" does not fit; write host:port, for instance smtp.example.com:587',
      'content/applications/shop.yaml:11: http.duration: is missing; write a map with the keys metric, bucketsSeconds, routeLabel',
      'content/applications/shop.yaml:15: alerts.latency.p95Ms: "fast" does not fit; write a number above 0',
      'content/applications/shop.yaml:20: probes[1].url: "ftp://b" does not fit; write a URL that starts with http:// or https://',
    ]);
  });

  test('gives way to the key of the stack for what the stack overrides, and for that alone', () => {
    folder.write(shop, yaml);
    const faults = faultsOf(() =>
      folder.load({
        applications: {
          shop: {
            http: { requests: { metric: '5xx' } },
            probes: [{ name: 'a' }],
            alerts: { latency: { p95ms: 1 } },
          },
        },
      }),
    );
    expect(faults).toEqual([
      'content/applications/shop.yaml:10: scrape.static.targets[1]: "10.0.0.2" does not fit; write host:port, for instance smtp.example.com:587',
      'observatory:applications.shop.http.requests.metric: "5xx" does not fit; write a Prometheus metric name such as http_requests_total',
      'content/applications/shop.yaml:11: http.duration: is missing; write a map with the keys metric, bucketsSeconds, routeLabel',
      'content/applications/shop.yaml:15: alerts.latency.p95Ms: "fast" does not fit; write a number above 0',
      'observatory:applications.shop.alerts.latency.p95ms: unknown key; did you mean "p95Ms"?',
      'observatory:applications.shop.probes[0].url: is missing; write a URL that starts with http:// or https://',
    ]);
  });

  test('is found with anchors, quoted keys and Windows line ends too', () => {
    folder.write(
      platform,
      ['displayName: &name Platform', '"contact": *name', 'slackChannel: "#p"', 'emails: nobody', ''].join(
        '\r\n',
      ),
    );
    expect(faultsOf(() => folder.load())).toEqual([
      'content/teams/platform.yaml:4: emails: "nobody" does not fit; write a list of at least 1 entry, each entry an e-mail address',
    ]);
  });
});

describe('YAML that cannot be meant', () => {
  test.each<[string, string, string[]]>([
    [
      'a key twice',
      'displayName: A\ncontact: b\ndisplayName: C\n',
      ['3: the key displayName is there twice; keep one of them'],
    ],
    [
      'a tab',
      'displayName: A\n\tcontact: b\n',
      ['2: is no valid YAML: Tabs are not allowed as indentation; correct the syntax there'],
    ],
    [
      'an open list',
      'emails: [a@b\n',
      [
        '2: is no valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ]; correct the syntax there',
      ],
    ],
    [
      'two documents',
      'displayName: A\n---\ndisplayName: B\n',
      ['2: holds a second document; write one per file, without ---'],
    ],
    ['a tag', 'displayName: !secret A\n', ['1: Unresolved tag: !secret; write the value without a tag']],
    [
      'an alias without anchor',
      'displayName: *name\n',
      ['1: is no valid YAML: Unresolved alias: name; write the value itself in its place'],
    ],
    [
      'an alias in a circle',
      'emails: &e\n  - *e\n',
      ['1: is no valid YAML: an alias leads back to itself; write the value itself in its place'],
    ],
    ['nothing', '', ['1: is empty; write its keys as docs/config.md lists them']],
    ['comments alone', '# displayName: A\n', ['1: is empty; write its keys as docs/config.md lists them']],
    [
      'a list',
      '- displayName: A\n',
      ['1: holds no map of keys; write its keys as docs/config.md lists them'],
    ],
    [
      'a # that starts a comment',
      "displayName: A\ncontact: b\nslackChannel: #orders\nemails: ['a@b']\n",
      [
        "3: slackChannel: is empty; write a Slack channel in quotes, such as '#backend-alerts' (without them, YAML takes # for a comment)",
      ],
    ],
    [
      'a number that is none',
      "displayName: A\ncontact: .nan\nslackChannel: '#a'\nemails: ['a@b']\n",
      ['2: contact: .nan does not fit; write text'],
    ],
    [
      'a number that was text',
      "displayName: 7\ncontact: b\nslackChannel: '#a'\nemails: ['a@b']\n",
      ['1: displayName: 7 does not fit; write it as text, in quotes: "7"'],
    ],
  ])('%s is told with file and line', (_, yaml, says) => {
    folder.write(platform, yaml);
    const faults = faultsOf(() => folder.load());
    expect(faults).toEqual(says.map((message) => `content/teams/platform.yaml:${message}`));
    expect(faults.map(flaw)).toEqual(faults.map(() => undefined));
  });

  test('aliases that multiply without end are refused', () => {
    const levels = Array.from({ length: 9 }, (_, level) => {
      const inner = level === 0 ? 'x' : `*l${String(level - 1)}`;
      return `l${String(level)}: &l${String(level)} [${Array(9).fill(inner).join(', ')}]`;
    });
    folder.write(platform, `${levels.join('\n')}\n`);
    expect(faultsOf(() => folder.load())).toEqual([
      'content/teams/platform.yaml:1: is no valid YAML: Excessive alias count indicates a resource exhaustion attack; write the value itself in its place',
    ]);
  });

  test('faults of several files are told together', () => {
    folder.write(platform, 'displayName: [\n');
    folder.write('teams/orders.yaml', '{}\n');
    folder.write(shop, { ...soundApplication, teem: 'orders' });
    folder.write('applications/basket.yaml', '\t');
    const files = faultsOf(() => folder.load()).map((fault) => fault.replace(/:.*/, ''));
    expect([...new Set(files)].sort()).toEqual([
      'content/applications/basket.yaml',
      'content/applications/shop.yaml',
      'content/teams/orders.yaml',
      'content/teams/platform.yaml',
    ]);
  });

  test('whatever a file holds, there is a message or a result, never a crash', () => {
    const pieces = fc.constantFrom(
      ...[
        'displayName: ',
        'emails:\n',
        '  - ',
        '- ',
        ': ',
        '&a ',
        '*a',
        '<<: ',
        '{',
        '}',
        '[',
        ']',
        '!!',
        '|',
        '>',
        '"',
        "'",
        '#',
        '\t',
        '\n',
        '---\n',
        '%',
        '\0',
        '\uFEFF',
        '?',
        'x',
        '1e999',
        '__proto__: ',
      ],
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (text) => {
        folder.write(platform, text.join(''));
        for (const fault of faultsOf(() => folder.load()))
          expect([fault, flaw(fault)]).toEqual([fault, undefined]);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a file that would be skipped in silence is a fault', () => {
  test.each([
    ['applications/cart.yml', 'content/applications/cart.yml: is not read; rename it to end in .yaml'],
    ['teams/cart.YAML', 'content/teams/cart.YAML: is not read; rename it to end in .yaml'],
    [
      'applications/more/cart.yaml',
      'content/applications/more: is a folder, which is not read; remove it and move its files one level up',
    ],
    [
      'applications/Cart_2.yaml',
      'content/applications/Cart_2.yaml: "Cart_2" cannot be a name; rename the file: lower-case letters, digits and dashes, at most 63 characters',
    ],
    [
      'teams/-.yaml',
      'content/teams/-.yaml: "-" cannot be a name; rename the file: lower-case letters, digits and dashes, at most 63 characters',
    ],
  ])('%s', (file, fault) => {
    folder.write(file, file.startsWith('teams') ? everyTeamKey : soundApplication);
    const faults = faultsOf(() => folder.load());
    expect(faults).toEqual([fault]);
    expect(faults.map(flaw)).toEqual([undefined]);
  });

  test('hidden files and other kinds are not', () => {
    for (const file of ['.demo.yaml.swp', '.#shop.yaml', 'README.md', 'shop.yaml~', 'shop.yaml.orig']) {
      folder.write(`applications/${file}`, 'not: [yaml');
    }
    expect(folder.load().applications).toHaveLength(1);
  });
});

describe('a folder that is not as it should be', () => {
  test('is told when content.path leads nowhere, or to a file', () => {
    folder.write('readme', 'x');
    for (const path of ['contents', 'content/readme']) {
      expect(faultsOf(() => folder.load({ content: { path } }))).toEqual([
        `observatory:content.path: there is no folder ${path}; write the folder that holds applications/ and teams/, relative to Pulumi.yaml`,
      ]);
    }
  });

  test('may be anywhere, also outside of the project', () => {
    expect(folder.load({ content: { path: join(folder.root, 'content') } }).applications).toHaveLength(1);
    expect(folder.load({ content: { path: './content/' } }).applications).toHaveLength(1);
  });

  test('without teams, the platform team is missing', () => {
    folder.remove('teams');
    folder.remove('applications');
    expect(faultsOf(() => folder.load())).toEqual([
      'observatory:alerting.platformTeam: no file content/teams/platform.yaml; there is none yet, write it as docs/config.md says',
    ]);
  });

  test('a file in place of the folder of applications is told', () => {
    folder.remove('applications');
    folder.write('applications', 'x');
    expect(faultsOf(() => folder.load())).toEqual([
      'content/applications: is a file; remove or rename it, a folder belongs here',
    ]);
  });

  test('a file that cannot be read is told', () => {
    folder.remove(shop);
    symlinkSync(join(folder.root, 'nowhere'), join(folder.root, 'content', shop));
    const [fault = ''] = faultsOf(() => folder.load());
    expect(fault).toMatch(
      /^content\/applications\/shop\.yaml: cannot be read \(ENOENT\); remove it or make it readable$/,
    );
    expect(flaw(fault)).toBeUndefined();
  });

  test('a file without read permission is told', () => {
    if (process.getuid?.() === 0) return;
    chmodSync(join(folder.root, 'content', shop), 0o000);
    expect(faultsOf(() => folder.load())[0]).toContain('EACCES');
  });
});
