import { describe, expect, test } from '@jest/globals';
import { isObject, valueAt } from '../../plan/json';
import { goldenStacks, planOfStack } from './stacks';

describe.each(goldenStacks)('stack %s: what pulumi destroy leaves behind', (stack) => {
  const { resources } = planOfStack('--stack', stack);
  const release = (name: string) =>
    resources.find(({ inputs, type }) => type.endsWith(':Release') && inputs['name'] === name);

  test('is the namespace of the volumes, and no other resource of ours', () => {
    const kept = resources.filter(({ options }) => options.retainOnDelete === true);
    expect(kept.map(({ type, name }) => `${type} ${name}`)).toEqual([
      'kubernetes:core/v1:Namespace observatory',
    ]);
  });

  test('the definitions: Helm keeps them, and with them every object of their kinds', () => {
    const policy = valueAt(release('prometheus-operator-crds')?.inputs ?? {}, [
      'values',
      'crds',
      'annotations',
    ]);
    expect(policy).toEqual({ 'helm.sh/resource-policy': 'keep' });
  });

  test('the volumes of Prometheus and Alertmanager are of StatefulSets, which delete none', () => {
    const { inputs = {} } = release('kps') ?? {};
    for (const path of [
      ['prometheus', 'prometheusSpec', 'storageSpec'],
      ['alertmanager', 'alertmanagerSpec', 'storage'],
    ]) {
      expect(isObject(valueAt(inputs, ['values', ...path, 'volumeClaimTemplate']))).toBe(true);
    }
    const text = JSON.stringify(inputs);
    // The one setting by which a StatefulSet would take its volumes along.
    expect(text).not.toContain('persistentVolumeClaimRetentionPolicy');
  });

  test('the volume of Grafana, which is the chart’s own, where there is one', () => {
    const persistence = valueAt(release('kps')?.inputs ?? {}, ['values', 'grafana', 'persistence']);
    if (!isObject(persistence) || persistence['enabled'] !== true) return;
    expect(persistence['annotations']).toEqual({ 'helm.sh/resource-policy': 'keep' });
  });
});
