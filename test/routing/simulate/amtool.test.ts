import { beforeAll, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { stringify } from 'yaml';
import { routesFor, routeTreeOf } from '../../../routing/simulate/routeTree';
import { routesTest } from '../../../tools/amtool';
import { ensureProgram } from '../../../tools/build';
import { BUILD_TIMEOUT } from '../support';
import { labelSets, receivers, routeTrees } from './arbitraries';

beforeAll(() => ensureProgram('amtool'), BUILD_TIMEOUT);

test('in random trees every random alert takes the routes that Alertmanager’s own router says', async () => {
  const alerts = fc.array(labelSets, { minLength: 4, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(routeTrees, alerts, async (route, sets) => {
      const config = stringify({ route, receivers }, { aliasDuplicateObjects: false });
      const tree = routeTreeOf(route);
      const said = await Promise.all(sets.map((labels) => routesTest(config, labels)));
      expect(sets.map((labels) => routesFor(tree, labels).map(({ receiver }) => receiver))).toEqual(said);
    }),
    { numRuns: 100 },
  );
}, 120_000);
