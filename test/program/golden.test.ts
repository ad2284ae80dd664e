import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { Plan } from '../../plan/model';
import { goldenFile, goldenStacks, planJson } from './stacks';

describe.each(goldenStacks)('stack %s', (stack) => {
  const json = planJson('--stack', stack);
  const plan = JSON.parse(json) as Plan;

  test('is what was accepted last; accept a wanted change with npm run golden', () => {
    expect(plan).toEqual(JSON.parse(readFileSync(goldenFile(stack), 'utf8')));
  });

  test('gives identical bytes a second time', () => {
    expect(planJson('--stack', stack)).toBe(json);
  });

  test('uses the one provider of its cluster for every Kubernetes object', () => {
    const objects = plan.resources.filter(({ type }) => type.startsWith('kubernetes:'));
    expect(objects.length).toBeGreaterThan(10);
    const providers = new Set(objects.map(({ provider }) => provider?.split('::').slice(2, 4).join('::')));
    expect([...providers]).toEqual(['pulumi:providers:kubernetes::cluster']);
  });

  test('every component registers outputs and every other resource has a component as parent', () => {
    const components = new Set(
      plan.resources.filter(({ kind }) => kind === 'component').map(({ urn }) => urn),
    );
    const orphans = plan.resources.filter(
      ({ kind, type, parent }) =>
        kind === 'custom' && !type.startsWith('pulumi:providers:') && !components.has(parent ?? ''),
    );
    expect(orphans.map(({ name }) => name)).toEqual([]);
  });
});

test('no custom resource is made before the CRDs', () => {
  const plan = JSON.parse(readFileSync(goldenFile('local'), 'utf8')) as Plan;
  const custom = plan.resources.filter(({ type }) => type.startsWith('kubernetes:monitoring.coreos.com/'));
  expect(custom.map(({ name }) => name).sort()).toEqual([
    'monitor-demo',
    'monitor-worker',
    'rules-platform',
    'rules-shop',
    'scrape-probes',
  ]);
  const unordered = custom.filter(
    ({ dependencies }) => !dependencies.some((urn) => urn.endsWith('::prometheus-operator-crds')),
  );
  expect(unordered).toEqual([]);
});

describe('what differs between the stacks', () => {
  const release = (stack: string) => {
    const plan = JSON.parse(readFileSync(goldenFile(stack), 'utf8')) as Plan;
    const found = plan.resources.find(({ name }) => name === 'kps');
    return found?.inputs['values'] as Record<
      string,
      { enabled?: boolean; prometheusSpec?: { replicas: number } }
    >;
  };

  test('dev watches its control plane, prod cannot see the one that EKS hides', () => {
    expect(release('dev')).not.toHaveProperty('kubeEtcd');
    expect(release('prod')['kubeEtcd']).toEqual({ enabled: false });
  });

  test('dev runs one Prometheus, prod two', () => {
    expect(release('dev')['prometheus']?.prometheusSpec?.replicas).toBe(1);
    expect(release('prod')['prometheus']?.prometheusSpec?.replicas).toBe(2);
  });
});
