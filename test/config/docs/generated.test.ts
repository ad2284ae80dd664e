import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { checks } from '../../../config/content/checks';
import { generatedDocs, staleDocs } from '../../../config/docs';
import { invariants } from '../../../config/invariants';
import { dotted } from '../../../config/faults';
import { application } from '../../../config/schema/application';
import { secrets } from '../../../config/schema/secrets';
import { stackConfig } from '../../../config/schema/stack';
import { team } from '../../../config/schema/team';
import { anyName, isMapOfKeys, placesOf, type Place } from '../support/schemaPlaces';

const root = join(__dirname, '../../..');
const page = generatedDocs().get('docs/config.md') ?? '';
const cellsOf = (key: string): string[] =>
  page
    .split('\n')
    .find((line) => line.startsWith(`| \`${key}\` |`))
    ?.split(' | ')
    .map((cell) => cell.replace(/^\| | \|$/g, '')) ?? [];

/** As a reader writes it: the first entry of a list stands for all. */
const keyOf = ({ path }: Place): string =>
  dotted(path)
    .replaceAll('[0]', '[]')
    .replaceAll(`["${anyName}"]`, `.${anyName}`)
    .replace(/^dependencies\.\w+/, `dependencies.${anyName}`);
const leaves = (schema: Parameters<typeof placesOf>[0]) =>
  placesOf(schema).filter(({ path, schema: part }) => !isMapOfKeys(part) && path.at(-1) !== 0);

test('docs/config.md and docs/schema are in step with the schema (npm run docs writes them)', () => {
  expect([...staleDocs(root).keys()]).toEqual([]);
});

test('a missing or changed document is found', () => {
  const folder = mkdtempSync(join(tmpdir(), 'observatory-docs-'));
  try {
    expect([...staleDocs(folder).keys()]).toEqual([...generatedDocs().keys()]);
    for (const [file, text] of generatedDocs()) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), file === 'docs/config.md' ? `${text} ` : text);
    }
    expect([...staleDocs(folder).keys()]).toEqual(['docs/config.md']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('two generations give equal bytes, and each document says that it is generated', () => {
  expect([...generatedDocs()]).toEqual([...generatedDocs()]);
  for (const text of generatedDocs().values())
    expect(text.slice(0, 300)).toMatch(/Generated from config\/schema.*npm run docs/);
});

describe('docs/config.md', () => {
  test.each([
    ['stack', stackConfig, 'observatory:'],
    ['application', application, ''],
    ['team', team, ''],
  ] as const)('has a described row for every key of the %s schema', (_, schema, prefix) => {
    for (const place of leaves(schema)) {
      const cells = cellsOf(`${prefix}${keyOf(place)}`);
      expect([keyOf(place), cells.length > 3, cells.at(-1)]).toEqual([
        keyOf(place),
        true,
        expect.stringMatching(/[.)]$/),
      ]);
    }
  });

  test('shows defaults by preset where they differ, and says what is required', () => {
    expect(cellsOf('observatory:metrics.retentionDays')).toEqual([
      '`observatory:metrics.retentionDays`',
      'a whole number from 1 to 3650',
      '`7`',
      '`15`',
      '`15`',
      'How long samples are kept.',
    ]);
    expect(cellsOf('observatory:cluster.name')[2]).toBe('**required**');
    expect(cellsOf('observatory:cluster.platform').slice(1, 3)).toEqual(['`generic`, `eks`', '`generic`']);
    expect(cellsOf('observatory:cluster.eks.region').slice(1, 3)).toEqual([
      'an AWS region such as eu-central-1',
      'required in `cluster.eks`',
    ]);
    expect(cellsOf('alerts.latency.p95Ms').slice(1, 3)).toEqual(['a number above 0', '`500`']);
    expect(cellsOf('probes[].url')[2]).toBe('required in `probes[]`');
  });

  test('has the command for every secret', () => {
    const names = Object.entries(secrets.shape).flatMap(([group, entries]) => {
      const inner = entries.unwrap();
      return 'shape' in inner
        ? Object.keys(inner.shape).map((name) => `${group}.${name}`)
        : [`${group}.default`, `${group}.<team>`];
    });
    expect(names).toHaveLength(8);
    for (const name of names) {
      expect(cellsOf(`observatory:secrets.${name}`)[2]).toBe(
        `\`pulumi config set --secret --path 'observatory:secrets.${name}'\``,
      );
    }
  });

  test('lists every rule between keys, with the key that its message names', () => {
    for (const { holds, key } of invariants) {
      expect(page).toContain(
        `| ${holds.charAt(0).toUpperCase()}${holds.slice(1)} | \`observatory:${key}\` |`,
      );
    }
    for (const { holds } of checks)
      expect(page).toContain(`- ${holds.charAt(0).toUpperCase()}${holds.slice(1)}.`);
  });

  test('has no cell that Markdown would take for HTML', () => {
    const outside = page
      .replace(/```[^]*?```/g, '')
      .replace(/`[^`\n]*`/g, '')
      .replace(/<!--.*?-->/g, '');
    expect(outside).not.toMatch(/[^\\]<[a-z]/i);
  });

  test('is what the introduction of a stack file promises', () => {
    for (const stack of ['local', 'dev', 'prod']) {
      const [first] = readFileSync(join(root, `Pulumi.${stack}.yaml`), 'utf8').split('\n');
      expect(first).toBe('# yaml-language-server: $schema=docs/schema/stack.json');
    }
  });
});
