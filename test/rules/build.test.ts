import { describe, expect, test } from '@jest/globals';
import { UserError } from '../../config/errors';
import type { Application } from '../../config/schema/application';
import { buildRules, type RulesInput } from '../../rules';
import { api, input } from './fixture';

const groupNames = (changes: Partial<RulesInput>): string[] =>
  buildRules(input(changes)).map(({ group }) => group.name);
const faultsOf = (work: () => unknown): readonly string[] => {
  try {
    work();
  } catch (error) {
    if (error instanceof UserError) return error.faults;
    throw error;
  }
  return [];
};

describe('what an application says decides which groups it gets', () => {
  const bare = (changes: object): Application => ({
    ...api({ http: null, slos: {}, probes: [] }),
    ...changes,
  });

  test('all of it', () => {
    expect(groupNames({})).toEqual([
      'api.up',
      'api.usage',
      'api.probes',
      'api.http',
      'api.slo-availability',
      'api.slo-availability-budget',
      'api.saturation',
      'api.restarts',
    ]);
  });

  test('only a scrape', () => {
    expect(groupNames({ applications: [bare({})] })).toEqual([
      'api.up',
      'api.usage',
      'api.saturation',
      'api.restarts',
    ]);
  });

  test('only probes', () => {
    const application = bare({
      scrape: undefined,
      workload: undefined,
      probes: [{ name: 'page', url: 'http://x' }],
    });
    expect(groupNames({ applications: [application] })).toEqual(['api.probes']);
  });

  test('no probes where the stack runs none', () => {
    expect(groupNames({ probeIntervalSeconds: undefined })).not.toContain('api.probes');
  });
});

describe('every group', () => {
  test('belongs to the team of its application', () => {
    expect(new Set(buildRules(input()).map(({ team }) => team))).toEqual(new Set(['shop']));
  });

  test('keeps the default interval but those of day-long windows, which stay below the look-back of five minutes', () => {
    const intervals = (changes: Partial<RulesInput>) =>
      Object.fromEntries(buildRules(input(changes)).map(({ group }) => [group.name, group.interval]));
    expect(intervals({})).toMatchObject({ 'api.http': undefined, 'api.slo-availability-budget': '120s' });
    expect(intervals({ evaluationIntervalSeconds: 200 })).toMatchObject({
      'api.slo-availability-budget': '200s',
    });
  });
});

test('text of an application cannot break out of a template', () => {
  const texts = buildRules(input({ applications: [api({ displayName: 'Shop {{ $labels }}' })] })).flatMap(
    ({ group }) => group.rules.flatMap((rule) => ('alert' in rule ? [rule.annotations['summary']] : [])),
  );
  expect(texts[0]).toContain('Shop {{"{{"}} $labels }} is down');
});

describe('faults', () => {
  test('two groups of one name are refused', () => {
    expect(faultsOf(() => buildRules(input({ applications: [api(), api()] })))).toHaveLength(8);
  });
});

test('objectives of two applications that make the same id are refused with both files', () => {
  const operations = (name: string) => ({
    [name]: { displayName: 'orders', total: { metric: 'all_total' }, failed: { metric: 'bad_total' } },
  });
  const shop = (name: string, operation: string): Application =>
    api(
      { operations: operations(operation), slos: { success: { [operation]: { objectivePercent: 99 } } } },
      name,
    );
  expect(
    faultsOf(() =>
      buildRules(input({ applications: [shop('api', 'x'), shop('api-success', 'x'), shop('api-s', 'x')] })),
    ),
  ).toEqual([]);
  expect(
    faultsOf(() =>
      buildRules(input({ applications: [shop('shop', 'a-success-b'), shop('shop-success-a', 'b')] })),
    ),
  ).toEqual([
    'applications/shop.yaml and applications/shop-success-a.yaml: slos: objectives of both have the id "shop-success-a-success-b", which is made of the names of application and objective; rename an operation, data or an application',
  ]);
});

test('a thousand applications take the time of a thousand, not more', () => {
  const applications = (count: number) =>
    Array.from({ length: count }, (_, index) => api({}, `app-${String(index)}`));
  const small = input({ applications: applications(100) });
  const large = input({ applications: applications(1_000) });
  const fastest = (of: RulesInput): number =>
    Math.min(
      ...Array.from({ length: 5 }, () => {
        const before = process.cpuUsage();
        buildRules(of);
        const { user, system } = process.cpuUsage(before);
        return (user + system) / 1_000;
      }),
    );
  fastest(small);
  // Ten times the applications: far from a hundred times the work. Wide, because the machine may be busy.
  expect(fastest(large)).toBeLessThan(30 * fastest(small));
});
