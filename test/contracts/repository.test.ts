import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { images } from '../../config/versions';
import { families } from '../../tools/programs';

const root = join(__dirname, '../..');
const tracked = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
}).stdout.split('\0');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

test('every test file is collected by one of the jest configurations', () => {
  const list = (config: string): string[] => {
    const jest = require.resolve('jest/bin/jest');
    const args = [jest, '--config', config, '--listTests', '--json'];
    return JSON.parse(spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' }).stdout) as string[];
  };
  const collected = ['jest.config.ts', 'jest.live.config.ts', 'jest.system.config.ts'].flatMap(list);
  const written = tracked.filter((file) => /\.test\.[cm]?[jt]s$/.test(file)).map((file) => join(root, file));
  expect(collected.sort()).toEqual(written.sort());
});

describe('lint refuses an import against the direction', () => {
  // Existing files are named, because typed lint needs them; their content is replaced.
  const refused = [
    ['rules/index.ts', "export { Rules } from '../components/rules';", 'import-x/no-restricted-paths'],
    ['signals/http.ts', "export { buildRules } from '../rules';", 'import-x/no-restricted-paths'],
    [
      'config/schema/stack.ts',
      "export { charts } from '../../charts/valuePaths';",
      'import-x/no-restricted-paths',
    ],
    [
      'components/rules/index.ts',
      "export { loadStack } from '../../config/load';",
      'import-x/no-restricted-paths',
    ],
    ['config/merge.ts', "export { buildRules } from '../rules';", 'import-x/no-restricted-paths'],
    ['rules/index.ts', "export { loadContent } from '../config/content';", 'import-x/no-restricted-paths'],
    ['routing/index.ts', "export { packRules } from '../rules/pack';", 'import-x/no-restricted-paths'],
    ['signals/http.ts', "export { resolveConfig } from '../config/resolve';", 'import-x/no-restricted-paths'],
    ['dashboards/index.ts', "export { buildRules } from '../rules';", 'import-x/no-restricted-paths'],
    ['config/schema/team.ts', "export { defaults } from '../presets';", 'import-x/no-restricted-paths'],
    ['rules/index.ts', "export { RunError } from '@pulumi/pulumi';", 'no-restricted-imports'],
    ['config/resolve.ts', "export { RunError } from '@pulumi/pulumi';", 'no-restricted-imports'],
    ['components/cluster/index.ts', "export { eks } from '@pulumi/aws';", 'no-restricted-imports'],
  ] as const;
  const accepted = [
    'components/rules/index.ts',
    "export { namespaces } from '../../config/naming';",
  ] as const;

  const { stdout, stderr } = spawnSync(process.execPath, [join(root, 'test/support/lintTexts.mjs')], {
    cwd: root,
    encoding: 'utf8',
    input: JSON.stringify([...refused.map(([file, text]) => [file, text]), accepted]),
  });
  if (stdout === '') throw new Error(stderr);
  const rules = JSON.parse(stdout) as string[][];

  test.each(refused.map(([file, text, rule], index) => ({ file, text, rule, index })))(
    '$file: $text',
    ({ rule, index }) => {
      expect(rules[index]).toContain(rule);
    },
  );

  test('and accepts one along it', () => {
    expect(rules.at(-1)).toEqual([]);
  });
});

test('the table of imports in the documents is the one that lint holds', () => {
  const rows = [...read('docs/architecture.md').matchAll(/^\| `([^`]+)` +\| (.+?) +\|$/gm)].map(
    ([, from = '', cell = '']): [string, string[]] => [
      from,
      [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
    ],
  );
  const imports = JSON.parse(read('imports.json')) as Record<string, string[]>;
  expect(Object.fromEntries(rows.filter(([from]) => from in imports))).toEqual(imports);
});

describe('what tests run is what is deployed', () => {
  const plain = (version: string): string => version.replace(/^v/, '').replace(/-distroless$/, '');

  test.each([
    ['prometheus', images.prometheus.version],
    ['alertmanager', images.alertmanager.version],
  ] as const)('%s', (family, deployed) => {
    expect(families[family].version).toBe(plain(deployed));
  });
});

test('each component registers its outputs', () => {
  const components = tracked.filter((file) => /^components\/\w+\/index\.ts$/.test(file));
  const classes = components.filter((file) => read(file).includes('extends Component'));
  expect(classes.length).toBeGreaterThan(7);
  expect(classes.filter((file) => !read(file).includes('this.registerOutputs('))).toEqual([]);
});

test('decisions are numbered without gaps, and each states decision and reason', () => {
  const decisions = tracked.filter((file) => file.startsWith('docs/adr/')).sort();
  const numbers = decisions.map((file) => Number(file.slice('docs/adr/'.length, 'docs/adr/'.length + 4)));
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  for (const file of decisions) expect(read(file)).toMatch(/\*\*Decision\.\*\*[^]*\*\*Why/);
});

test('relative links of the documents lead somewhere', () => {
  const broken = tracked
    .filter((file) => file.endsWith('.md'))
    .flatMap((file) =>
      [...read(file).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
        .map(([, target]) => join(file, '..', target ?? ''))
        .filter(
          (target) =>
            !tracked.some((known) => known === target || known.startsWith(`${target.replace(/\/$/, '')}/`)),
        )
        .map((target) => `${file}: ${target}`),
    );
  expect(broken).toEqual([]);
});
