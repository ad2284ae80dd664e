import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { knownChart } from '../../charts/knownCharts';
import { charts, images } from '../../config/versions';

const root = join(__dirname, '../..');

interface Manager {
  readonly managerFilePatterns: readonly string[];
  readonly matchStrings: readonly string[];
}
const { customManagers } = JSON.parse(readFileSync(join(root, 'renovate.json'), 'utf8')) as {
  customManagers: readonly Manager[];
};
const [manager] = customManagers;
const source = readFileSync(join(root, 'config/versions.ts'), 'utf8');
const found = [...source.matchAll(new RegExp(manager?.matchStrings[0] ?? 'no expression', 'g'))].map(
  ({ groups }) => ({ ...groups }),
);

test('one expression, over config/versions.ts, finds the version of every chart and image', () => {
  expect(customManagers).toHaveLength(1);
  expect(manager?.matchStrings).toHaveLength(1);
  expect(manager?.managerFilePatterns).toEqual(['config/versions.ts']);
  const versions = [...Object.values(charts), ...Object.values(images)].map(({ version }) => version);
  expect(found.map(({ currentValue }) => currentValue).sort()).toEqual([...versions].sort());
});

test('for each it knows where newer ones are published', () => {
  expect(found.map(({ datasource, depName }) => `${datasource ?? ''} ${depName ?? ''}`).sort()).toEqual(
    [
      ...Object.keys(charts).map((chart) => `helm ${chart}`),
      'docker quay.io/prometheus/alertmanager',
      'docker quay.io/prometheus/prometheus',
    ].sort(),
  );
  for (const { datasource, registryUrl } of found) {
    expect(registryUrl).toBe(
      datasource === 'helm' ? 'https://prometheus-community.github.io/helm-charts' : undefined,
    );
  }
});

test('the CRDs are those of the operator that the stack deploys', () => {
  const [definitions, stack] = [knownChart('prometheus-operator-crds'), knownChart('kube-prometheus-stack')];
  expect(stack.appVersion).toMatch(/^v\d+\.\d+\.\d+$/);
  expect(definitions.appVersion).toBe(stack.appVersion);
});
