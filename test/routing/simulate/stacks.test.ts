import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { contentsOf } from '../../../plan/contents';
import type { Route } from '../../../routing/alertmanager';
import type { Labels } from '../../../routing/simulate/model';
import { routesTest } from '../../../tools/amtool';
import { ensurePrograms } from '../../../tools/build';
import { planOfStack, root } from '../../program/stacks';
import { BUILD_TIMEOUT } from '../support';

interface ForecastJson {
  readonly alerts: readonly {
    readonly alert: string;
    readonly labels: Labels;
    readonly slots: readonly { readonly slot: string; readonly told: readonly { receiver: string }[] }[];
    readonly reachesNobodyAt: readonly string[];
  }[];
}

/** Arguments that name a stack: those of the repository, and of each example. */
const examples = (): string[][] => {
  const folder = join(root, 'examples');
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((system) =>
    readdirSync(join(folder, system))
      .flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? [])
      .map((stack) => ['--stack', stack, '--config-file', `examples/${system}/Pulumi.${stack}.yaml`]),
  );
};
const stacks: string[][] = [...['local', 'dev', 'prod'].map((name) => ['--stack', name]), ...examples()];

const matchedLabels = ({ matchers = [], routes = [] }: Route): ReadonlySet<string> =>
  new Set([
    ...matchers.map((matcher) => /^\w+/.exec(matcher)?.[0] ?? ''),
    ...routes.flatMap((inner) => [...matchedLabels(inner)]),
  ]);

const forecastOf = (...args: readonly string[]): { status: number | null; forecast: ForecastJson } => {
  const script = join(root, 'scripts/run.mjs');
  const child = spawnSync(process.execPath, [script, 'routes', '--json', ...args], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (child.stdout === '') throw new Error(child.stderr);
  return { status: child.status, forecast: JSON.parse(child.stdout) as ForecastJson };
};

beforeAll(() => ensurePrograms(['amtool', 'operator']), BUILD_TIMEOUT);

describe.each(stacks.map((args) => ({ name: args.slice(1).join(' '), args })))('stack $name', ({ args }) => {
  let answer: ReturnType<typeof forecastOf>;
  beforeAll(() => {
    answer = forecastOf(...args);
  }, 60_000);

  test('every alert reaches somebody in every kind of time', () => {
    const { alerts } = answer.forecast;
    // Ours, and the chart’s that are kept: no list went missing.
    expect(alerts.length).toBeGreaterThan(70);
    expect(alerts.flatMap((one) => one.reachesNobodyAt.map((slot) => `${one.alert} ${slot}`))).toEqual([]);
    expect(alerts.map(({ slots }) => slots.map(({ slot }) => slot))).toEqual(
      alerts.map(() => ['weekday', 'night', 'weekend', 'holiday']),
    );
    expect(answer.status).toBe(0);
  });

  test('every alert takes the routes that Alertmanager’s own router says', async () => {
    const config = contentsOf(planOfStack(...args).resources).alertmanager[0]?.text ?? '';
    const { alerts } = answer.forecast;
    // Labels that no matcher of the tree names make no difference, so applications do not multiply the questions.
    const named = matchedLabels((parse(config) as { route: Route }).route);
    const keyOf = (labels: Labels): string =>
      JSON.stringify(
        Object.entries(labels)
          .filter(([name]) => named.has(name))
          .sort(),
      );
    const questions = new Map(alerts.map(({ labels }) => [keyOf(labels), labels]));
    const answers = new Map<string, readonly string[]>();
    // Each is a process of its own; a few at a time keep two cores busy.
    const open = [...questions];
    for (let next = 0; next < open.length; next += 4) {
      const some = open.slice(next, next + 4);
      const said = await Promise.all(some.map(([, labels]) => routesTest(config, labels)));
      some.forEach(([key], index) => answers.set(key, said[index] ?? []));
    }
    const said = alerts.map(({ labels }) => answers.get(keyOf(labels)));
    const ours = alerts.map(({ slots }) => slots[0]?.told.map(({ receiver }) => receiver));
    expect(ours).toEqual(said);
  }, 240_000);
});
