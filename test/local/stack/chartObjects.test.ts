import { describe, expect, it } from '@jest/globals';
import {
  alertmanagerLabels,
  alertmanagerMonitor,
  alertmanagerObject,
  prometheusObject,
} from '../../../local/stack/chartObjects';
import { kubernetesObjects, releaseValues } from '../../../local/stack/objects';
import type { Recording } from '../../../plan/recording';

describe('the objects that the chart would make', () => {
  it('passes what decides about monitoring on to Prometheus, and no pod setting', () => {
    const prometheusSpec = {
      image: { tag: 'v3.14.0-distroless' },
      scrapeInterval: '5s',
      podAntiAffinity: 'soft',
      ruleSelectorNilUsesHelmValues: false,
      ruleNamespaceSelector: { matchLabels: { a: 'b' } },
    };
    const { spec } = prometheusObject({ prometheus: { prometheusSpec } });
    expect(spec).toEqual({
      scrapeInterval: '5s',
      version: 'v3.14.0',
      ruleSelector: {},
      ruleNamespaceSelector: { matchLabels: { a: 'b' } },
      alerting: {
        alertmanagers: [
          {
            namespace: 'observatory',
            name: 'kps-alertmanager',
            port: 'http-web',
            pathPrefix: '/',
            apiVersion: 'v2',
          },
        ],
      },
    });
  });

  it('selects nothing where the chart would ask for its own release label', () => {
    const { spec } = prometheusObject({ prometheus: { prometheusSpec: {} } });
    expect(spec).not.toHaveProperty('ruleSelector');
  });

  it('has Alertmanager scraped by the labels of its Service', () => {
    expect(alertmanagerMonitor()).toMatchObject({
      kind: 'ServiceMonitor',
      metadata: { namespace: 'observatory' },
      spec: {
        namespaceSelector: { matchNames: ['observatory'] },
        selector: { matchLabels: alertmanagerLabels },
        endpoints: [{ port: 'http-web', path: '/metrics' }],
      },
    });
  });

  it('selects every AlertmanagerConfig unless the values say otherwise', () => {
    const alertmanagerSpec = { configSecret: 's' };
    expect(alertmanagerObject({ alertmanager: { alertmanagerSpec } })['spec']).toEqual({
      alertmanagerConfigSelector: {},
      configSecret: 's',
    });
  });
});

describe('an evaluated stack', () => {
  const recording = {
    resources: [
      { kind: 'component', type: 'a:b:C', inputs: { apiVersion: 'v1', kind: 'X', metadata: {} } },
      {
        kind: 'custom',
        type: 'kubernetes:core/v1:Secret',
        inputs: { apiVersion: 'v1', kind: 'Secret', metadata: {} },
      },
      { kind: 'custom', type: 'random:index:RandomPassword', inputs: { length: 1 } },
      { kind: 'custom', type: 'kubernetes:helm.sh/v3:Release', inputs: { name: 'kps', values: { a: 1 } } },
    ],
  } as unknown as Recording;

  it('yields its Kubernetes objects only', () => {
    expect(kubernetesObjects(recording).map(({ kind }) => kind)).toEqual(['Secret']);
  });

  it('yields the values of a release by its name', () => {
    expect(releaseValues(recording, 'kps')).toEqual({ a: 1 });
    expect(() => releaseValues(recording, 'other')).toThrow('no Helm release other');
  });
});
