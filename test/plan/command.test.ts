import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, jest, test } from '@jest/globals';

import { UserError } from '../../config/errors';
import { planCommand } from '../../plan/main';

import {
  copyOfFixture,
  encryption,
  filesBelow,
  fixture,
  root,
  runPlan,
  runScript,
  temporaryFolder,
} from './support';

// Every run is a process of its own, which takes long on a busy machine.
jest.setTimeout(120_000);

describe('npm run plan', () => {
  test('shows the tree of resources, what is in them, missing secrets and warnings', async () => {
    const { code, out, err } = await runPlan(fixture);
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(out).toBe(`Fixture dev · 9 resources

Monitoring monitoring
  ConfigMap      dashboard-overview
  Namespace      monitoring  protected, kept on delete
  PrometheusRule rules-platform
  RandomPassword grafana-admin
  Release        prometheus  kube-prometheus-stack 88.5.3
  Secret         alertmanager
  Secret         notifiers
Provider   cluster

Rules        1 alert and 1 recording rule in 1 group
Dashboards   1
Charts       1, values only: what they deploy shows with --charts <folder of archives>
Secrets      2 without a value here, shown as placeholders
  fixture:secrets.pagerduty      encrypted: PULUMI_CONFIG_PASSPHRASE is not given
  fixture:secrets.slack.default  encrypted: PULUMI_CONFIG_PASSPHRASE is not given

Warnings
  one replica loses data on every upgrade
`);
  });

  test('writes one file per thing, the same bytes in every run and with --json', async () => {
    const [one, two] = [temporaryFolder(), path.join(temporaryFolder(), 'new')];
    const runs = await Promise.all([
      runPlan(fixture, ['--out', one]),
      runPlan(fixture, ['--out', two]),
      runPlan(fixture, ['--json']),
    ]);
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0]);
    const files = filesBelow(one);
    expect(filesBelow(two)).toEqual(files);
    expect(runs[2].out).toBe(files['resources.json']);
    expect(Object.keys(files)).toEqual([
      '.observatory-plan',
      'alertmanager.yaml',
      'dashboards/overview.json',
      'objects/_cluster/Namespace-monitoring.yaml',
      'objects/monitoring/ConfigMap-dashboard-overview.yaml',
      'objects/monitoring/PrometheusRule-platform.yaml',
      'objects/monitoring/Secret-alertmanager-config.yaml',
      'objects/monitoring/Secret-notifiers.yaml',
      'resources.json',
      'rules/platform/targets.yaml',
      'values/prometheus.yaml',
    ]);
    expect(files['objects/monitoring/Secret-notifiers.yaml']).toBe(
      'apiVersion: v1\ndata:\n  pager: "[secret]"\nkind: Secret\nmetadata:\n  labels: {}\n  name: notifiers\n' +
        '  namespace: monitoring\nstringData:\n  admin-password: "[secret]"\n  slack-default: "[secret]"\n',
    );
    expect(files['values/prometheus.yaml']).toBe(
      '# chart: kube-prometheus-stack\n# repository: https://prometheus-community.github.io/helm-charts\n' +
        '# version: 88.5.3\n# release: prometheus\n# namespace: monitoring\n' +
        'grafana:\n  adminPassword: "[secret]"\nprometheus:\n  prometheusSpec:\n    replicas: 1\n',
    );
    expect(files['rules/platform/targets.yaml']).toMatch(/^groups:\n {2}- name: targets\n {4}rules:\n/);
    // Configuration in a Secret is no secret: it names files.
    expect(files['alertmanager.yaml']).toContain('"api_url_file":"/etc/notifiers/slack-default"');
    expect(files['objects/monitoring/Secret-alertmanager-config.yaml']).toContain('routing_key_file');
  });

  test('replaces a folder of its own whole, and no other', async () => {
    const folder = temporaryFolder();
    expect((await runPlan(fixture, ['--out', folder])).code).toBe(0);
    mkdirSync(path.join(folder, 'rules/stale'));
    writeFileSync(path.join(folder, 'rules/stale/old.yaml'), '');
    expect((await runPlan(fixture, ['--out', folder])).code).toBe(0);
    expect(existsSync(path.join(folder, 'rules/stale'))).toBe(false);
    const foreign = temporaryFolder();
    writeFileSync(path.join(foreign, 'mine.txt'), 'precious');
    const refused = await runPlan(fixture, ['--out', foreign]);
    expect([refused.code, refused.err]).toEqual([
      1,
      `--out: ${foreign} holds something that plan did not write. Name an empty or new folder, or empty this one.\n`,
    ]);
    expect(Object.keys(filesBelow(foreign))).toEqual(['mine.txt']);
  });

  test('shows no secret in any byte, also when it is decrypted, and says where the program leaks one', async () => {
    const passphrase = 'canary-passphrase-51';
    const canaries = {
      slack: 'https://hooks.slack.com/services/canary-slack-7731',
      pager: 'canary+pager/0042=',
    };
    const folder = copyOfFixture();
    const { salt, encrypt } = encryption(passphrase);
    writeFileSync(
      path.join(folder, 'Pulumi.dev.yaml'),
      `encryptionsalt: ${salt}
config:
  fixture:owner: platform
  fixture:secrets:
    slack: { default: { secure: "${encrypt(canaries.slack)}" } }
    pagerduty: { secure: "${encrypt(canaries.pager)}" }
`,
    );
    const index = path.join(folder, 'index.ts');
    const leak = `
const leaked = (new pulumi.Config().requireObject('secrets') as Secrets).pagerduty;
new k8s.core.v1.ConfigMap('leak', {
  data: { env: 'KEY=' + leaked, basic: Buffer.from('user:' + leaked).toString('base64'), url: encodeURIComponent(leaked) },
});
console.log('printed', leaked);
export const inOutput = 'x ' + leaked;
void pulumi.log.warn('logged ' + leaked);
`;
    writeFileSync(index, `${readFileSync(index, 'utf8')}${leak}`);
    const out = path.join(temporaryFolder(), 'out');
    const environment = { PULUMI_CONFIG_PASSPHRASE: passphrase };
    const runs = [
      await runPlan(folder, ['--out', out], environment),
      await runPlan(folder, ['--json'], environment),
    ];
    const bytes = [...runs.flatMap((run) => [run.out, run.err]), ...Object.values(filesBelow(out))].join(
      '\n',
    );
    expect(runs.map(({ code }) => code)).toEqual([0, 0]);
    const traces = [passphrase, ...Object.values(canaries)].flatMap((secret) => [
      secret,
      encodeURIComponent(secret),
      Buffer.from(secret).toString('base64'),
      Buffer.from(`user:${secret}`).toString('base64'),
    ]);
    for (const trace of traces) expect(bytes).not.toContain(trace);
    expect(bytes).not.toContain('placeholders');
    expect(runs[0]?.out).toContain('a secret stands in clear in kubernetes:core/v1:ConfigMap leak: data.env');
    expect(runs[0]?.out).toContain('a secret stands in clear in the stack output inOutput');
    expect(runs[0]?.out).toContain('logged [secret]');
    // Without the passphrase the plan of the same program has the same resources.
    const locked = await runPlan(folder, ['--json']);
    const resources = (text: string) => (JSON.parse(text) as { resources: unknown }).resources;
    expect(resources(locked.out)).toEqual(resources(runs[1]?.out ?? ''));
  });

  test('hides an Alertmanager configuration with a secret in it whole, and warns', async () => {
    const folder = copyOfFixture();
    const index = path.join(folder, 'index.ts');
    const program = readFileSync(index, 'utf8');
    writeFileSync(index, program.replace("receiver: 'slack', routes", "receiver: '<generated x>', routes"));
    const { out } = await runPlan(folder, ['--json']);
    expect(out).not.toContain('/etc/notifiers/pager');
    const text = await runPlan(folder);
    expect(text.out).toContain(
      'in clear in kubernetes:core/v1:Secret alertmanager: stringData["alertmanager.yaml"]',
    );
  });
});

describe('a wrong command line gives one message and exit code 1', () => {
  test.each<[string, string[], string | RegExp]>([
    ['no stack', [], 'Which stack? Add --stack <name>. There are: dev.'],
    [
      'an unknown stack',
      ['--stack', 'prod'],
      /^There is no stack "prod" \(.*Pulumi\.prod\.yaml does not exist\)\. There are: dev\.$/,
    ],
    ['a misspelt option', ['--stak', 'dev'], '--stak is unknown; did you mean --stack?'],
    ['an option without value', ['--stack'], "Option '-s, --stack <value>' argument missing. See --help."],
    ['npm run without --', ['dev'], 'dev is no option; for a stack: npm run plan -- --stack dev'],
    [
      'an absent configuration file',
      ['--stack', 'dev', '--config-file', '/absent.yaml'],
      '/absent.yaml does not exist. Correct --config-file.',
    ],
    [
      'a folder that is no plan',
      ['--stack', 'dev', '--diff', '/'],
      '--diff: / was not written by plan --out. Name one that was.',
    ],
    [
      'an absent folder of charts',
      ['--stack', 'dev', '--charts', '/absent'],
      '--charts: /absent does not exist; npm run charts:pull -- /absent makes it.',
    ],
  ])('%s', async (_title, args, message) => {
    const printed: string[] = [];
    const output = { out: (text: string) => printed.push(text), note: (line: string) => printed.push(line) };
    const run = planCommand(['--program', fixture, ...args], root, output);
    await expect(run).rejects.toThrow(UserError);
    await expect(run).rejects.toThrow(message);
    expect(printed).toEqual([]);
  });

  test('which the process prints without a stack trace', async () => {
    const { code, out, err } = await runScript(['plan', '--stak', 'dev']);
    expect([code, out, err]).toEqual([1, '', '--stak is unknown; did you mean --stack?\n']);
  });

  test('a folder that is no project', async () => {
    const folder = temporaryFolder();
    const run = planCommand(['--program', folder, '--stack', 'dev'], root, { out: () => '', note: () => '' });
    await expect(run).rejects.toThrow(
      `${folder}/Pulumi.yaml does not exist: ${folder} is no Pulumi project.`,
    );
  });
});

describe('a faulty program', () => {
  const withEnd = (end: string): string => {
    const folder = copyOfFixture();
    const index = path.join(folder, 'index.ts');
    writeFileSync(index, `${readFileSync(index, 'utf8')}\n${end}\n`);
    return folder;
  };

  test('that reports a fault shows its message only', async () => {
    const folder = copyOfFixture();
    writeFileSync(path.join(folder, 'Pulumi.dev.yaml'), 'config: { fixture:owner: "" }\n');
    const { code, out, err } = await runPlan(folder);
    expect([code, out, err]).toEqual([1, '', 'fixture:owner is empty; name who answers\n']);
  });

  test('that reports one later, while resources are made, does as well', async () => {
    const { code, err } = await runPlan(
      withEnd(`new k8s.core.v1.ConfigMap('x', { data: { a: pulumi.output('').apply((): string => {
        throw new pulumi.RunError('late fault');
      }) } });`),
    );
    // The prefix is the SDK's.
    expect([code, err]).toEqual([1, 'error serializing property "data": late fault\n']);
  });

  test('that logs an error fails with it', async () => {
    const { code, err } = await runPlan(withEnd("void pulumi.log.error('something is wrong');"));
    expect([code, err]).toEqual([1, 'something is wrong\n']);
  });

  test('that throws anything else shows where, in the TypeScript source', async () => {
    const folder = withEnd("throw new Error('boom');");
    const { code, err } = await runPlan(folder);
    const lines = readFileSync(path.join(folder, 'index.ts'), 'utf8').trimEnd().split('\n').length;
    expect(code).toBe(1);
    expect(err).toMatch(/^Error: boom\n/);
    expect(err).toContain(`${folder}/index.ts:${String(lines)}:`);
  });

  test('that never finishes says what waits, instead of ending in silence', async () => {
    const { code, err } = await runPlan(
      withEnd("new k8s.core.v1.ConfigMap('stuck', { data: { a: new Promise<string>(() => undefined) } });"),
    );
    expect(code).toBe(1);
    expect(err).toContain('the program never finishes');
    expect(err).toContain('stuck[kubernetes:core/v1:ConfigMap]');
  });

  test('that calls a provider function nobody answers names it', async () => {
    const { code, err } = await runPlan(
      withEnd("new k8s.core.v1.ConfigMap('x', { data: { a: pulumi.runtime.invoke('aws:x:y', {}) } });"),
    );
    expect(code).toBe(1);
    expect(err).toContain('the program calls the provider function aws:x:y, which has no answer');
  });
});
