import { checks } from '../content/checks';
import { teamChecks } from '../content/teamChecks';
import { invariants } from '../invariants';
import { jsonSchemaOf, type JsonSchema } from '../jsonSchema';
import { mergeLayers } from '../merge';
import { defaults, presets } from '../presets';
import { configNamespace } from '../resolve';
import { application, applicationDefaults } from '../schema/application';
import { dependencyKinds } from '../schema/dependency';
import { maintenance } from '../schema/maintenance';
import { secrets } from '../schema/secrets';
import { presetNames, stackConfig } from '../schema/stack';
import { team } from '../schema/team';
import { defaultCell, rowsOf, table, valueCell, type Row } from './rows';
import { appendix, introduction } from './prose';

const byPreset = presetNames.map((name) => ({
  name,
  values: mergeLayers(defaults, presets[name], { preset: name }),
}));

const keyCell = (row: Row): string => `\`${configNamespace}:${row.key}\``;

/** One table per top-level key; three columns of defaults where the presets differ. */
const section = (key: string, schema: JsonSchema): string => {
  const rows = rowsOf(schema, key);
  const cells = rows.map((row) =>
    key === 'preset' ? [defaultCell(row, defaults)] : byPreset.map(({ values }) => defaultCell(row, values)),
  );
  const isSized = cells.some((values) => new Set(values).size > 1);
  const head = isSized ? presetNames : ['Default'];
  const lines = rows.map((row, index) => {
    const values = cells[index] ?? [];
    return [keyCell(row), valueCell(row.schema), ...(isSized ? values : values.slice(0, 1)), row.description];
  });
  const isScalar = schema.properties === undefined;
  const text = isScalar || schema.description === undefined ? [] : [schema.description, ''];
  return [`### ${key}`, '', ...text, table(['Key', 'Value', ...head, 'What it is'], lines)].join('\n');
};

const secretRows = (): string[][] =>
  Object.entries(jsonSchemaOf(secrets).properties ?? {}).flatMap(([group, schema]) => {
    const entries =
      schema.properties === undefined
        ? [
            [`${group}.default`, schema.description ?? ''],
            [`${group}.<team>`, 'The same for one team alone.'],
          ]
        : Object.entries(schema.properties).map(([name, leaf]) => [
            `${group}.${name}`,
            leaf.description ?? '',
          ]);
    return entries.map(([name = '', what = '']) => [
      `\`${configNamespace}:secrets.${name}\``,
      what,
      `\`pulumi config set --secret --path '${configNamespace}:secrets.${name}'\``,
    ]);
  });

const secretsSection = (): string =>
  [
    '### secrets',
    '',
    jsonSchemaOf(secrets).description ?? '',
    '',
    table(['Key', 'What it is', 'Set it'], secretRows()),
    '',
    appendix.secrets,
  ].join('\n');

const contentTable = (schema: JsonSchema, defaultValues: unknown, key = ''): string =>
  table(
    ['Key', 'Value', 'Default', 'What it is'],
    rowsOf(schema, key)
      .filter(({ key }) => key !== '')
      .map((row) => [
        `\`${row.key}\``,
        valueCell(row.schema),
        defaultCell(row, defaultValues),
        row.description,
      ]),
  );

/** One table per kind of dependency: they share the first keys only. */
const dependencyTables = (): string[] =>
  dependencyKinds.flatMap((kind) => {
    const schema = jsonSchemaOf(kind);
    const { const: name, description = '' } = schema.properties?.['kind'] ?? {};
    return [
      `### Dependencies of kind \`${String(name)}\``,
      description,
      contentTable(schema, {}, 'dependencies.<name>'),
    ];
  });

const capitalised = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1);

const bullets = (sentences: readonly string[]): string =>
  sentences.map((sentence) => `- ${capitalised(sentence)}.`).join('\n');

const rules = (): string =>
  table(
    ['Always true', 'Key that the message names'],
    invariants.map(({ holds, key }) => [capitalised(holds), `\`${configNamespace}:${key}\``]),
  );

/** docs/config.md. */
export const configPage = (): string => {
  const keys = Object.entries(jsonSchemaOf(stackConfig).properties ?? {});
  return `${[
    introduction,
    '## Keys of a stack',
    ...keys.map(([key, schema]) => section(key, schema)),
    secretsSection(),
    '## Rules between keys',
    rules(),
    '## Applications: `applications/<name>.yaml`',
    appendix.application,
    contentTable(jsonSchemaOf(application), applicationDefaults),
    bullets(checks.map(({ holds }) => holds)),
    ...dependencyTables(),
    '## Teams: `teams/<name>.yaml`',
    appendix.team,
    contentTable(jsonSchemaOf(team), {}),
    bullets(teamChecks.map(({ holds }) => holds)),
    '## Maintenance windows: `maintenance/<name>.yaml`',
    appendix.maintenance,
    contentTable(jsonSchemaOf(maintenance), {}),
  ].join('\n\n')}\n`;
};
