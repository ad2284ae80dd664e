import { describe, expect, it } from '@jest/globals';
import { describeUnknownPaths, unknownValuePaths } from '../../charts/valuePaths';

const stack = (values: object) => unknownValuePaths('kube-prometheus-stack', values);

describe('value paths of a chart', () => {
  it('are known for the defaults of the chart and of its subcharts', () => {
    expect(
      stack({
        prometheus: { prometheusSpec: { retention: '30d', replicas: 2, walCompression: false } },
        grafana: { sidecar: { dashboards: { enabled: true } }, admin: { existingSecret: 'grafana-admin' } },
        'kube-state-metrics': {
          metricLabelsAllowlist: ['pods=[app]'],
          resources: { requests: { cpu: '10m' } },
        },
        'prometheus-node-exporter': {
          extraArgs: ['--no-collector.wifi'],
          hostRootFsMount: { enabled: false },
        },
      }),
    ).toEqual([]);
  });

  it('are known for keys that values.yaml only shows in a comment', () => {
    expect(
      stack({
        alertmanager: { alertmanagerSpec: { configSecret: 'alertmanager' } },
        grafana: { persistence: { storageClassName: 'gp3' }, sidecar: { datasources: { url: 'https://p' } } },
      }),
    ).toEqual([]);
  });

  it('are known for keys that only templates read', () => {
    expect(
      stack({
        grafana: { fullnameOverride: 'grafana', podLabels: { team: 'platform' } },
        'kube-state-metrics': { prometheus: { monitor: { honorLabels: true } } },
        alertmanager: { servicePerReplica: { clusterIP: 'None' } },
        global: { imageRegistry: 'registry.example.com' },
      }),
    ).toEqual([]);
  });

  it('are refused for a misspelt subchart, once, with the key that was meant', () => {
    expect(stack({ granana: { enabled: true, replicas: 2 } })).toEqual([
      { path: 'granana', keys: ['granana'], suggestion: 'grafana' },
    ]);
  });

  it('are refused for a misspelt key deep inside, with the full path that was meant', () => {
    expect(stack({ prometheus: { prometheusSpec: { retentoin: '30d', retention: '30d' } } })).toEqual([
      {
        path: 'prometheus.prometheusSpec.retentoin',
        keys: ['prometheus', 'prometheusSpec', 'retentoin'],
        suggestion: 'prometheus.prometheusSpec.retention',
      },
    ]);
  });

  it('are refused inside a subchart', () => {
    expect(stack({ 'prometheus-node-exporter': { hostRootFsMount: { enabeld: false } } })).toEqual([
      expect.objectContaining({
        path: 'prometheus-node-exporter.hostRootFsMount.enabeld',
        suggestion: 'prometheus-node-exporter.hostRootFsMount.enabled',
      }),
    ]);
  });

  it('are looked for elsewhere in the chart when the key is right and its place is wrong', () => {
    expect(stack({ prometheus: { retentionSize: '40GB' } })).toEqual([
      expect.objectContaining({ suggestion: 'prometheus.prometheusSpec.retentionSize' }),
    ]);
  });

  it('come without a suggestion when nothing is near', () => {
    expect(stack({ completelyUnheardOf: 1 })).toEqual([
      { path: 'completelyUnheardOf', keys: ['completelyUnheardOf'] },
    ]);
  });

  it('keep keys with dots whole', () => {
    expect(
      stack({ grafana: { 'grafana.ini': { server: { root_url: 'https://grafana.example.com' } } } }),
    ).toEqual([]);
    expect(stack({ grafana: { 'grafana.inl': {} } })).toEqual([
      {
        path: 'grafana["grafana.inl"]',
        keys: ['grafana', 'grafana.inl'],
        suggestion: 'grafana["grafana.ini"]',
      },
    ]);
    expect(stack({ grafana: { grafana: { ini: { server: {} } } } })).toEqual([
      expect.objectContaining({ path: 'grafana.grafana' }),
    ]);
  });

  it('are open below maps that are empty by default, and maps that templates hand on whole', () => {
    expect(
      stack({
        commonLabels: { 'app.kubernetes.io/part-of': 'observatory' },
        prometheus: {
          prometheusSpec: {
            externalLabels: { cluster: 'prod' },
            storageSpec: { volumeClaimTemplate: { spec: { storageClassName: 'gp3' } } },
            securityContext: {
              fsGroupChangePolicy: 'OnRootMismatch',
              seccompProfile: { localhostProfile: 'p' },
            },
          },
        },
      }),
    ).toEqual([]);
  });

  it('are closed below an empty map of which templates read certain keys only', () => {
    expect(
      stack({ defaultRules: { disabled: { KubeCPUOvercommit: true, KubeMemoryOvercomit: true } } }),
    ).toEqual([expect.objectContaining({ suggestion: 'defaultRules.disabled.KubeMemoryOvercommit' })]);
  });

  it('are judged alike for every element of a map that templates loop over', () => {
    expect(
      stack({ prometheus: { route: { main: { enabled: true }, internal: { hostnames: ['p'] } } } }),
    ).toEqual([]);
    expect(stack({ prometheus: { route: { internal: { hostnams: ['p'] } } } })).toEqual([
      expect.objectContaining({ suggestion: 'prometheus.route.internal.hostnames' }),
    ]);
  });

  it('are not judged inside lists', () => {
    expect(stack({ extraManifests: [{ anything: { goes: true } }], grafana: { plugins: [1, 2] } })).toEqual(
      [],
    );
  });

  it('pass over properties that are undefined, and remove defaults with null', () => {
    expect(stack({ granana: undefined, grafana: { resources: null }, prometheus: null })).toEqual([]);
  });

  it('pass over what is known only after deployment', () => {
    class Later {
      readonly isLater = true;
    }
    expect(stack({ prometheus: { prometheusSpec: new Later() }, grafana: Promise.resolve({}) })).toEqual([]);
  });
});

describe('the shape of values', () => {
  it.each([
    ['a scalar where the chart has a map', { prometheus: { prometheusSpec: 'x' } }, 'a map'],
    ['a list where the chart has a map with keys', { prometheus: { prometheusSpec: [] } }, 'a map'],
    [
      'a scalar where the chart has an empty map',
      { prometheus: { prometheusSpec: { externalLabels: 1 } } },
      'a map',
    ],
    ['a map where the chart has a list', { prometheus: { prometheusSpec: { tolerations: {} } } }, 'a list'],
    ['a map where the chart has a text', { prometheus: { prometheusSpec: { retention: {} } } }, 'a string'],
    [
      'a text for a yes or no, which is always true',
      { grafana: { enabled: 'false' } },
      'true or false without quotes',
    ],
  ])('is refused for %s', (_what, values, expected) => {
    expect(stack(values)).toEqual([
      expect.objectContaining({ shape: expect.objectContaining({ expected }) }),
    ]);
  });

  it('is free where templates ask for the kind', () => {
    expect(stack({ alertmanager: { config: 'route: {}' } })).toEqual([]);
    expect(stack({ prometheus: { prometheusSpec: { additionalScrapeConfigs: '- job_name: a' } } })).toEqual(
      [],
    );
  });

  it('lets a number stand for a default of false, as charts use it for "not set"', () => {
    expect(stack({ prometheus: { prometheusSpec: { enforcedSampleLimit: 50_000 } } })).toEqual([]);
  });
});

describe('messages about value paths', () => {
  it('name the chart and its version, the full configuration key, and the key that was meant', () => {
    const found = stack({ granana: {} });
    expect(
      describeUnknownPaths('kube-prometheus-stack', found, 'observatory:overrides.kube-prometheus-stack'),
    ).toEqual([
      'observatory:overrides.kube-prometheus-stack.granana: kube-prometheus-stack 88.5.3 has no such value ' +
        'and would ignore it; did you mean "grafana"?',
    ]);
  });

  it('say how to find the key when none is near', () => {
    expect(describeUnknownPaths('kube-prometheus-stack', stack({ completelyUnheardOf: 1 }))).toEqual([
      'kube-prometheus-stack: completelyUnheardOf: kube-prometheus-stack 88.5.3 has no such value and would ignore it; ' +
        'remove it, or find the right key with: helm show values ' +
        'oci://ghcr.io/prometheus-community/charts/kube-prometheus-stack --version 88.5.3',
    ]);
  });

  it('say what shape is wanted and what was given', () => {
    expect(
      describeUnknownPaths('kube-prometheus-stack', stack({ grafana: { 'grafana.ini': [] } }), 'x'),
    ).toEqual(['x.grafana["grafana.ini"]: kube-prometheus-stack 88.5.3 takes a map here, not a list']);
  });
});
