import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { invariants } from '../../config/invariants';
import { mergeLayers, type PlainObject } from '../../config/merge';
import { resolveConfig } from '../../config/resolve';
import { production, relaxed } from '../support/configs';
import { faultsOf, flaw } from './support/messages';

interface Example {
  readonly base: PlainObject;
  /** Merged over the base, it breaks the rule. */
  readonly breaks: PlainObject;
  /** What the message says, from the key on. */
  readonly says: string;
  /** Merged over both: what the message tells the reader to do. */
  readonly mends: PlainObject;
}

const metrics = (base: PlainObject, breaks: PlainObject, says: string, mends: PlainObject): Example => ({
  base,
  breaks: { metrics: breaks },
  says: `observatory:metrics.${says}`,
  mends: { metrics: mends },
});

const access = (base: PlainObject, breaks: PlainObject, says: string, mends: PlainObject): Example => ({
  base,
  breaks: { access: breaks },
  says: `observatory:access.${says}`,
  mends: { access: mends },
});

const roleArn = 'arn:aws:iam::111122223333:role/observatory-cloudwatch';

const url = (app: string): Example =>
  access(
    production,
    { urls: { [app]: `http://${app}.example.com` } },
    `urls.${app}: "http://${app}.example.com" is not encrypted; write an https:// URL`,
    { urls: { [app]: `https://${app}.example.com` } },
  );

const memory = (part: string): Example => ({
  base: relaxed,
  breaks: { [part]: { resources: { memoryRequestMb: 4_096, memoryLimitMb: 4_000 } } },
  says: `observatory:${part}.resources.memoryRequestMb: 4096 MiB is above ${part}.resources.memoryLimitMb 4000; write at most 4000, or raise the limit`,
  mends: { [part]: { resources: { memoryRequestMb: 4_000 } } },
});

/** One breaking example per rule, by what the rule states, and the change that its message asks for. */
const examples: Readonly<Record<string, Example>> = {
  'the cluster is addressed by a context or by its EKS name, one of the two': {
    base: relaxed,
    breaks: { cluster: { context: null } },
    says: 'observatory:cluster.context: is missing; write the kubeconfig context of the cluster (kubectl config get-contexts), or cluster.eks with clusterName and region',
    mends: { cluster: { context: 'kind-dev' } },
  },
  'the CloudWatch exporter runs in EKS, which gives it its role': {
    base: relaxed,
    breaks: { aws: { enabled: true, roleArn, region: 'eu-central-1' } },
    says: 'observatory:aws.enabled: is true, and cluster.platform is "generic": the exporter takes its role through EKS; write false',
    mends: { aws: { enabled: false } },
  },
  'the CloudWatch exporter has a role': {
    base: production,
    breaks: { aws: { enabled: true } },
    says: 'observatory:aws.roleArn: is missing; write the role that the ServiceAccount observatory/cloudwatch may take, or aws.enabled: false',
    mends: { aws: { roleArn } },
  },
  'the CloudWatch exporter knows its region': {
    base: production,
    breaks: { aws: { enabled: true, roleArn }, cluster: { eks: null, context: 'prod' } },
    says: 'observatory:aws.region: is missing; write the region of the services, for instance eu-central-1',
    mends: { aws: { region: 'eu-central-1' } },
  },
  'the CloudWatch exporter reads something': {
    base: production,
    breaks: { aws: { enabled: true, roleArn, services: [], costs: false } },
    says: 'observatory:aws.services: is empty, and aws.costs is false: nothing is read; write the services, or aws.enabled: false',
    mends: { aws: { costs: true } },
  },
  '`cluster.eks` goes with platform `eks`': {
    base: production,
    breaks: { cluster: { platform: 'generic' } },
    says: 'observatory:cluster.platform: "generic" contradicts cluster.eks; write "eks"',
    mends: { cluster: { platform: 'eks' } },
  },
  'EKS names a storage class': {
    base: production,
    breaks: { storage: { className: null } },
    says: 'observatory:storage.className: is missing; EKS has no default storage class since 1.30, so volumes would stay pending: write its name, for instance gp3',
    mends: { storage: { className: 'gp3' } },
  },
  'blocks leave room on the volume for the write-ahead log and compaction': metrics(
    relaxed,
    { volumeSizeGb: 20, retentionSizeGb: 18 },
    'retentionSizeGb: 18 GiB of blocks do not fit metrics.volumeSizeGb 20; write at most 17 (85 % of the volume), or enlarge the volume to 22',
    { retentionSizeGb: 17 },
  ),
  // 80,000 series: 60,000 / 15 s + 20,000 / 30 s = 4,667 samples/s; × 90 d × 86,400 s × 1.5 B = 50.7 GiB.
  'the expected series fit the volume': metrics(
    relaxed,
    { retentionDays: 90 },
    'volumeSizeGb: 90 days of the expected series (metrics.expectedSeries) take about 51 GiB, and blocks may take 80 % of 30; write at least 64, or keep fewer days or series',
    { volumeSizeGb: 64 },
  ),
  'the expected series fit the retention size, where that is given': metrics(
    relaxed,
    { retentionDays: 90, retentionSizeGb: 10 },
    'retentionSizeGb: 10 GiB do not hold 90 days of the expected series (metrics.expectedSeries), which take about 51; write at least 51 and at least 60 for metrics.volumeSizeGb, or keep fewer days or series',
    { retentionSizeGb: 51, volumeSizeGb: 60 },
  ),
  'the longest SLO alert window fits the retention with a reserve of a half': metrics(
    relaxed,
    { retentionDays: 4 },
    'retentionDays: 4 days are too few for SLO alerts that look back 3 days; write at least 5',
    { retentionDays: 5 },
  ),
  // A million series × 4 KiB.
  'Prometheus has the memory for the expected series': metrics(
    relaxed,
    { expectedSeries: { infrastructure: 0, applications: 1_000_000 }, volumeSizeGb: 100 },
    'resources.memoryLimitMb: 2560 MiB cannot hold the expected series (metrics.expectedSeries, 4 KiB each); write at least 3907, better twice that',
    { resources: { memoryLimitMb: 3_907 } },
  ),
  'a probe ends before the next one starts': {
    base: relaxed,
    breaks: { synthetics: { intervalSeconds: 10, timeoutSeconds: 10 } },
    says: 'observatory:synthetics.timeoutSeconds: 10 s is not shorter than synthetics.intervalSeconds 10; write at most 9',
    mends: { synthetics: { timeoutSeconds: 9 } },
  },
  'the memory request of Prometheus is within its limit': memory('metrics'),
  'the memory request of Alertmanager is within its limit': memory('alerting'),
  'the warning of a node’s memory comes before the urgent alert': {
    base: relaxed,
    breaks: { alerting: { nodes: { memoryPercent: 95 } } },
    says: 'observatory:alerting.nodes.memoryPercent: 95 is not below alerting.nodes.memoryCriticalPercent 90; write less, or raise memoryCriticalPercent',
    mends: { alerting: { nodes: { memoryCriticalPercent: 97 } } },
  },
  'the warning of a node’s disk comes before the page': {
    base: relaxed,
    breaks: { alerting: { nodes: { diskFreePercent: 3 } } },
    says: 'observatory:alerting.nodes.diskFreePercent: 3 is not above alerting.nodes.diskFreeCriticalPercent 3; write more, or lower diskFreeCriticalPercent',
    mends: { alerting: { nodes: { diskFreeCriticalPercent: 2 } } },
  },
  'the memory request of Grafana is within its limit': memory('grafana'),
  'production runs Prometheus in 2 replicas or more': metrics(
    production,
    { replicas: 1 },
    'replicas: 1 does not survive the loss of a node; write at least 2, or observatory:guardrails relaxed where nobody is paged',
    { replicas: 2 },
  ),
  'production keeps the replicas of Prometheus on separate nodes': metrics(
    production,
    { antiAffinity: 'soft' },
    'antiAffinity: "soft" lets one node take all replicas with it; write "hard"',
    { antiAffinity: 'hard' },
  ),
  'production runs Alertmanager in 2 replicas or more': {
    base: production,
    breaks: { alerting: { replicas: 1 } },
    says: 'observatory:alerting.replicas: 1 does not survive the loss of a node; write at least 2, or observatory:guardrails relaxed where nobody is paged',
    mends: { alerting: { replicas: 2 } },
  },
  'production keeps the replicas of Alertmanager on separate nodes': {
    base: production,
    breaks: { alerting: { antiAffinity: 'soft' } },
    says: 'observatory:alerting.antiAffinity: "soft" lets one node take all replicas with it; write "hard"',
    mends: { alerting: { antiAffinity: 'hard' } },
  },
  'at least one channel is on': {
    base: relaxed,
    breaks: { alerting: { slack: { enabled: false } } },
    says: 'observatory:alerting: no channel is on, so every alert would tell nobody; set alerting.slack.enabled, alerting.pagerduty.enabled or alerting.email.enabled to true',
    mends: { alerting: { pagerduty: { enabled: true } } },
  },
  'production has a pager': {
    base: production,
    breaks: { alerting: { pagerduty: { enabled: false } } },
    says: 'observatory:alerting.pagerduty.enabled: production needs a pager; write true and set the secret observatory:secrets.pagerduty.default',
    mends: { alerting: { pagerduty: { enabled: true } } },
  },
  'PagerDuty is managed only where it is used': {
    base: relaxed,
    breaks: { alerting: { pagerduty: { managed: true } } },
    says: 'observatory:alerting.pagerduty.managed: true makes services that no alert would reach, because alerting.pagerduty.enabled is false; write true there, or false here',
    mends: { alerting: { pagerduty: { enabled: true } } },
  },
  'production has an outside heartbeat': {
    base: production,
    breaks: { alerting: { heartbeat: { enabled: false } } },
    says: 'observatory:alerting.heartbeat.enabled: without an outside heartbeat nobody learns that the monitoring itself is gone; write true and set the secret observatory:secrets.heartbeat.url',
    mends: { alerting: { heartbeat: { enabled: true } } },
  },
  'production beats at least every five minutes': {
    base: production,
    breaks: { alerting: { heartbeat: { intervalSeconds: 301 } } },
    says: 'observatory:alerting.heartbeat.intervalSeconds: 301 s between two beats hide an outage of the monitoring for three times as long; write at most 300',
    mends: { alerting: { heartbeat: { intervalSeconds: 300 } } },
  },
  'production runs the prober in 2 replicas or more': {
    base: production,
    breaks: { synthetics: { replicas: 1 } },
    says: 'observatory:synthetics.replicas: 1 does not survive the loss of a node, and then every probe fails at once; write at least 2',
    mends: { synthetics: { replicas: 2 } },
  },
  'production sends the password of the SMTP user encrypted': {
    base: production,
    breaks: {
      alerting: {
        email: { enabled: true, smarthost: 'mail:25', from: 'a@b', username: 'u', requireTls: false },
      },
    },
    says: 'observatory:alerting.email.requireTls: false lets the password of alerting.email.username travel in clear; write true',
    mends: { alerting: { email: { requireTls: true } } },
  },
  'e-mail has a server': {
    base: relaxed,
    breaks: { alerting: { email: { enabled: true, from: 'a@b' } } },
    says: 'observatory:alerting.email.smarthost: is missing while alerting.email.enabled is true; write host:port of the SMTP server',
    mends: { alerting: { email: { smarthost: 'mail:25' } } },
  },
  'e-mail has a sender': {
    base: relaxed,
    breaks: { alerting: { email: { enabled: true, smarthost: 'mail:25' } } },
    says: 'observatory:alerting.email.from: is missing while alerting.email.enabled is true; write the sender address',
    mends: { alerting: { email: { from: 'a@b' } } },
  },
  'nothing is said about an exposure that is not chosen': access(
    relaxed,
    { baseDomain: 'o11y.example.com', gateway: { name: 'public', namespace: 'gateways' } },
    'exposure: "none" makes no use of access.baseDomain and access.gateway; write "gateway", or remove them',
    { exposure: 'gateway' },
  ),
  'exposed interfaces have a domain': access(
    relaxed,
    { exposure: 'ingress', ingressClassName: 'nginx', tls: { terminatedUpstream: true } },
    'baseDomain: is missing; access.exposure is "ingress": write the domain under which grafana.<domain> is reached',
    { baseDomain: 'o11y.example.com' },
  ),
  'an ingress has a class': access(
    production,
    { ingressClassName: null },
    'ingressClassName: is missing; write the ingress class of the cluster (kubectl get ingressclass)',
    { ingressClassName: 'nginx' },
  ),
  'a gateway is named': access(
    relaxed,
    { exposure: 'gateway', baseDomain: 'o11y.example.com' },
    'gateway: is missing; write name and namespace of the Gateway (kubectl get gateway -A)',
    { gateway: { name: 'public', namespace: 'gateways' } },
  ),
  'an ingress is encrypted': access(
    production,
    { tls: { secretName: null } },
    'tls: the interfaces would be served in plain HTTP; write tls.secretName, or tls.terminatedUpstream true where a load balancer encrypts',
    { tls: { terminatedUpstream: true } },
  ),
  'authentication by annotations has annotations and an ingress to carry them': access(
    production,
    { authentication: { annotations: null } },
    'authentication.annotations: are empty although authentication.mode is "annotations"; write what your ingress controller needs, for instance nginx.ingress.kubernetes.io/auth-url',
    { authentication: { annotations: { 'nginx.ingress.kubernetes.io/auth-url': 'https://sso' } } },
  ),
  'annotations for authentication are given where annotations authenticate': access(
    relaxed,
    { authentication: { mode: 'external', annotations: { 'nginx.ingress.kubernetes.io/auth-url': 'u' } } },
    'authentication.annotations: stand idle, because authentication.mode is "external"; write mode "annotations", or remove them',
    { authentication: { mode: 'external', annotations: null } },
  ),
  'production names an encrypted external URL of Grafana': url('grafana'),
  'production names an encrypted external URL of Prometheus': url('prometheus'),
  'production names an encrypted external URL of Alertmanager': url('alertmanager'),
};

test('the examples break every rule, and there is none for a rule that does not exist', () => {
  expect(Object.keys(examples).sort()).toEqual(invariants.map(({ holds }) => holds).sort());
});

test('what the examples start from breaks no rule', () => {
  expect(faultsOf(() => resolveConfig(relaxed))).toEqual([]);
  expect(faultsOf(() => resolveConfig(production))).toEqual([]);
});

describe.each(Object.entries(examples))('%s', (_, { base, breaks, says, mends }) => {
  const broken = mergeLayers(base, breaks);

  test('when not, that alone is told, in words for a person', () => {
    const faults = faultsOf(() => resolveConfig(broken));
    expect(faults).toEqual([says]);
    expect(faults.map(flaw)).toEqual([undefined]);
  });

  test('what the message asks for ends the fault', () => {
    expect(faultsOf(() => resolveConfig(mergeLayers(broken, mends)))).toEqual([]);
  });
});

describe('a rule with several ways to break it tells each', () => {
  test.each<[string, PlainObject, PlainObject, string]>([
    [
      'two answers to which cluster is meant',
      production,
      { cluster: { context: 'kind-dev' } },
      'observatory:cluster.context: stands beside cluster.eks; remove one of the two, so that there is one answer to which cluster is meant',
    ],
    [
      'annotations without an ingress',
      relaxed,
      { access: { authentication: { mode: 'annotations', annotations: { a: 'b' } } } },
      'observatory:access.authentication.annotations: need an ingress to stand on, and access.exposure is "none"; write exposure "ingress", or authentication.mode "external" if something else authenticates',
    ],
    [
      'a gateway beside an ingress',
      production,
      { access: { gateway: { name: 'public', namespace: 'gateways' } } },
      'observatory:access.exposure: "ingress" makes no use of access.gateway; remove it',
    ],
    [
      'what only an ingress reads, beside a gateway',
      relaxed,
      {
        access: {
          exposure: 'gateway',
          baseDomain: 'o11y.example.com',
          gateway: { name: 'public', namespace: 'gateways' },
          annotations: { a: 'b' },
          tls: { secretName: 'o11y-tls', terminatedUpstream: true },
        },
      },
      'observatory:access.exposure: "gateway" makes no use of access.annotations, access.tls.secretName and access.tls.terminatedUpstream; remove them',
    ],
    [
      'a production without any URL of Grafana',
      production,
      {
        access: {
          exposure: 'none',
          baseDomain: null,
          ingressClassName: null,
          tls: null,
          authentication: null,
          urls: { prometheus: 'https://p', alertmanager: 'https://a' },
        },
      },
      'observatory:access.urls.grafana: is missing; links in messages need it: write the https:// URL, or expose it with access.exposure and access.baseDomain',
    ],
  ])('%s', (_, base, breaks, says) => {
    const faults = faultsOf(() => resolveConfig(mergeLayers(base, breaks)));
    expect(faults).toEqual([says]);
    expect(faults.map(flaw)).toEqual([undefined]);
  });

  test('an unguarded Prometheus in production, with the reason why it is not exposed', () => {
    const faults = faultsOf(() =>
      resolveConfig(
        mergeLayers(production, { access: { authentication: { mode: 'none', annotations: null } } }),
      ),
    );
    expect(faults).toEqual(
      ['prometheus', 'alertmanager'].map(
        (app) =>
          `observatory:access.urls.${app}: is missing; links in messages need it: write the https:// URL, or expose it with access.exposure and access.baseDomain, and an access.authentication.mode other than "none" (${app} has no login of its own)`,
      ),
    );
  });
});

test('a volume of the size that a message asks for is always accepted, and one GiB less never', () => {
  const sized = (volumeSizeGb: number, retentionDays: number, applications: number) => () =>
    resolveConfig(
      mergeLayers(relaxed, {
        metrics: {
          volumeSizeGb,
          retentionDays,
          expectedSeries: { infrastructure: 0, applications },
          resources: { memoryLimitMb: 100_000 },
        },
      }),
    );
  fc.assert(
    fc.property(
      fc.integer({ min: 30, max: 900 }),
      fc.integer({ min: 10_000, max: 1_000_000 }),
      (days, series) => {
        const [fault = ''] = faultsOf(sized(2, days, series));
        const asked = Number(/write at least ([0-9]+)/.exec(fault)?.[1]);
        expect(faultsOf(sized(asked, days, series))).toEqual([]);
        expect(faultsOf(sized(asked - 1, days, series))).toHaveLength(1);
      },
    ),
  );
});
