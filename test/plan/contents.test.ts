import { expect, test } from '@jest/globals';

import { CustomResourceDefinitions } from '../../components/crds';
import { charts } from '../../config/versions';
import { archiveName } from '../../plan/charts';
import { contentsOf } from '../../plan/contents';
import { planOf } from '../../plan/plan';
import { recorded } from '../support/recorded';

test.each([
  ['the public registry', undefined],
  ['a mirror', 'oci://registry.example.com/charts'],
  ['a folder of archives', './charts-archive'],
])('a chart of %s has its name, and its archive too', async (_, mirror) => {
  const settings = { timeoutSeconds: 600, overrides: {}, mirror };
  const recording = await recorded(
    () => new CustomResourceDefinitions('crds', { mode: 'install', charts: settings }),
  );
  const plan = planOf({ stack: { locked: [], secrets: [], warnings: [] }, recording });
  const [release] = contentsOf(plan.resources).releases;
  const { version } = charts['prometheus-operator-crds'];
  expect(release?.chart).toBe('prometheus-operator-crds');
  expect(release === undefined ? '' : archiveName(release)).toBe(`prometheus-operator-crds-${version}.tgz`);
});
