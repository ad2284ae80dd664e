import { describe, expect, test } from '@jest/globals';
import { application } from '../../config/schema/application';
import type { PlainObject } from '../../config/merge';
import { anApplication, relaxed } from '../support/configs';
import { resolveConfig } from '../../config/resolve';
import { faultsOf } from './support/messages';

/** What Kubernetes or the operator would refuse, or select wrongly, long after `up` was green. */
describe('tolerations', () => {
  const faults = (toleration: PlainObject) =>
    faultsOf(() => resolveConfig({ ...relaxed, scheduling: { tolerations: [toleration] } }));

  test.each<[string, PlainObject, string]>([
    [
      'a value beside Exists',
      { key: 'a', operator: 'Exists', value: 'b' },
      'value: means nothing to operator Exists; remove it, or write operator Equal',
    ],
    [
      'no key beside Equal',
      { value: 'b' },
      'key: is missing; write the key of the taint, or operator Exists for every taint',
    ],
    [
      'seconds without NoExecute',
      { key: 'a', effect: 'NoSchedule', tolerationSeconds: 5 },
      'tolerationSeconds: needs effect NoExecute; write that, or remove it',
    ],
  ])('%s is refused', (_, toleration, says) => {
    expect(faults(toleration)).toEqual([`observatory:scheduling.tolerations[0].${says}`]);
  });

  test.each<[string, PlainObject]>([
    ['every taint', { operator: 'Exists' }],
    ['one taint for a minute', { key: 'a', value: 'b', effect: 'NoExecute', tolerationSeconds: 60 }],
  ])('%s is tolerated', (_, toleration) => {
    expect(faults(toleration)).toEqual([]);
  });
});

describe('the source of metrics', () => {
  const accepts = (service: PlainObject): boolean => {
    const { name: _, ...content } = anApplication();
    return application.safeParse({ ...content, scrape: { service } }).success;
  };

  test.each<[string, PlainObject]>([
    ['a port number, which no port is called', { matchLabels: { app: 'a' }, port: '8080' }],
    ['no labels, which select every Service of the namespace', { matchLabels: {}, port: 'metrics' }],
    [
      'a query, which Prometheus would escape into the path',
      { matchLabels: { app: 'a' }, port: 'metrics', path: '/metrics?format=text' },
    ],
  ])('%s, is refused', (_, service) => {
    expect(accepts(service)).toBe(false);
  });

  test('a named port and a path are accepted', () => {
    expect(accepts({ matchLabels: { app: 'a' }, port: 'http-8080', path: '/actuator/prometheus' })).toBe(
      true,
    );
  });
});
