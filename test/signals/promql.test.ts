import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { catalogue } from '../../signals/catalogue';
import { httpSignals } from '../../signals/http';
import { matcherList, number, ratio } from '../../signals/promql';
import { select } from '../../signals/signal';
import { instancesUp, up } from '../../signals/targets';
import { desiredPodsOf } from '../../signals/workload';
import { selectorsIn } from '../support/promql';

describe('numbers', () => {
  test.each([
    [99.9, '0.999'],
    [0.1, '0.001'],
    [7, '0.07'],
    [12.5, '0.125'],
  ])('%d %% is the ratio %s, without the dust of binary fractions', (percent, text) => {
    expect(ratio(percent)).toBe(text);
  });

  test('a difference of fractions is printed as people would', () => {
    expect(number(1 - 0.999)).toBe('0.001');
    expect(number(0.1 + 0.2)).toBe('0.3');
    expect(number(14.4)).toBe('14.4');
    expect(number(0)).toBe('0');
  });
});

describe('selectors', () => {
  test('have the four kinds of matchers', () => {
    expect(
      matcherList({ a: 'x', b: { not: 'y' }, c: { matches: '5..' }, d: { matchesNot: 'tmpfs|ramfs' } }),
    ).toBe('a="x",b!="y",c=~"5..",d!~"tmpfs|ramfs"');
  });

  test('are the bare name without matchers', () => {
    expect(select(up)).toBe('up');
  });

  test('escape whatever a value holds, so that it stays a value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const [selector, ...others] = selectorsIn(select(up, { instance: value }));
        expect(selector).toEqual({
          metric: 'up',
          labels: ['instance'],
          matchers: [{ label: 'instance', operator: '=', value }],
        });
        expect(others).toEqual([]);
      }),
    );
    expect(select(up, { instance: 'a"b\\c\nd' })).toBe('up{instance="a\\"b\\\\c\\nd"}');
  });

  test('of an application’s instances leave the targets of the blackbox exporter out', () => {
    expect(instancesUp('api')).toBe('up{application="api",dependency="",job!="blackbox"}');
  });

  test.each([
    ['Deployment', 'kube_deployment_spec_replicas{namespace="shop",deployment="api"}'],
    ['StatefulSet', 'kube_statefulset_replicas{namespace="shop",statefulset="api"}'],
    ['DaemonSet', 'kube_daemonset_status_desired_number_scheduled{namespace="shop",daemonset="api"}'],
  ] as const)('of the pods that a %s is meant to have', (kind, selector) => {
    expect(desiredPodsOf('shop', { kind, name: 'api' })).toBe(selector);
  });

  test('of HTTP metrics use the names and labels of the application', () => {
    const signals = httpSignals('api', {
      requests: { metric: 'flask_http_request_total', statusLabel: 'code' },
      duration: { metric: 'flask_http_request_duration_seconds', bucketsSeconds: [0.5, 1] },
    });
    expect(signals.all).toBe('flask_http_request_total{application="api"}');
    expect(signals.failed).toBe('flask_http_request_total{application="api",code=~"5.."}');
    expect(signals.durations).toBe('flask_http_request_duration_seconds_bucket{application="api"}');
  });
});

test('no metric name is declared twice', () => {
  const names = catalogue.map(({ metric }) => metric);
  expect(names).toEqual([...new Set(names)]);
});
