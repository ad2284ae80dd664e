import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { jsonSchemaOf } from '../../config/jsonSchema';
import { defaults } from '../../config/presets';
import { configNamespace, topLevelKeys } from '../../config/resolve';
import { stackConfig } from '../../config/schema/stack';

interface Declared {
  readonly type?: string;
  readonly default?: unknown;
  readonly description?: string;
}

const project = parse(readFileSync(join(__dirname, '../../Pulumi.yaml'), 'utf8')) as {
  readonly name: string;
  readonly config: Readonly<Record<string, Declared>>;
};
const types: Readonly<Record<string, unknown>> = {
  ...Object.fromEntries(
    Object.entries(jsonSchemaOf(stackConfig).properties ?? {}).map(([key, { type }]) => [key, type]),
  ),
  secrets: 'object',
};
const texts: Readonly<Record<string, unknown>> = defaults;

test('the project is the namespace of its keys', () => {
  expect(project.name).toBe(configNamespace);
});

test('Pulumi.yaml declares exactly the top-level keys of the schema', () => {
  expect(Object.keys(project.config).sort()).toEqual([...topLevelKeys].sort());
});

test.each(topLevelKeys)(
  '%s is declared with its type, a default that changes nothing, and a description',
  (key) => {
    const declared = project.config[key];
    expect(declared?.type).toBe(types[key]);
    // A key without a default would be required of every stack; an object's default is merged in TypeScript.
    expect(declared?.default).toEqual(types[key] === 'object' ? {} : texts[key]);
    expect(declared?.description).toMatch(/\.$/);
  },
);
