import { jsonSchemaOf, mapSchema, type JsonSchema } from '../jsonSchema';
import { isPlainObject } from '../merge';
import { configNamespace } from '../resolve';
import { application, applicationDefaults } from '../schema/application';
import { maintenance } from '../schema/maintenance';
import { secrets } from '../schema/secrets';
import { stackConfig } from '../schema/stack';
import { team } from '../schema/team';

type EditorSchema = Readonly<Record<string, unknown>>;

const header = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $comment: 'Generated from config/schema by npm run docs. Do not edit.',
};

/** Our own keyword becomes the one that the YAML language server shows when a pattern does not match. */
const withMessages = (schema: JsonSchema): JsonSchema =>
  mapSchema(schema, ({ words, propertyNames, ...part }) => ({
    ...part,
    ...(propertyNames?.pattern === undefined && propertyNames?.enum === undefined ? {} : { propertyNames }),
    ...(part.pattern === undefined || words === undefined ? {} : { patternErrorMessage: `must be ${words}` }),
  }));

/** What has a default need not be written. */
const withDefaults = (schema: JsonSchema, defaults: unknown): JsonSchema => {
  if (!isPlainObject(defaults) || schema.properties === undefined) return schema;
  const { required = [], ...rest } = schema;
  const left = required.filter((key) => !Object.hasOwn(defaults, key));
  const properties = Object.entries(schema.properties).map(([key, part]) => [
    key,
    withDefaults(part, defaults[key]),
  ]);
  return {
    ...rest,
    properties: Object.fromEntries(properties) as Record<string, JsonSchema>,
    ...(left.length > 0 ? { required: left } : {}),
  };
};

/** Nothing is required, down to the lists: those are replaced whole, so their entries are complete. */
const allOptional = ({ required: _, properties, ...rest }: JsonSchema): JsonSchema => ({
  ...rest,
  ...(properties === undefined
    ? {}
    : {
        properties: Object.fromEntries(
          Object.entries(properties).map(([key, part]) => [key, allOptional(part)]),
        ),
      }),
});

/** For a part of an override: everything is optional, and `null` deletes. */
const asOverride = (schema: JsonSchema): JsonSchema => {
  const { required: _, oneOf = [], properties, additionalProperties, type, enum: choices, ...rest } = schema;
  // A part fits several alternatives of a union.
  const alternatives = oneOf.filter((branch) => branch.properties !== undefined).map(asOverride);
  return {
    ...rest,
    ...(alternatives.length > 0 ? { anyOf: alternatives } : {}),
    ...(additionalProperties === undefined
      ? {}
      : {
          additionalProperties:
            typeof additionalProperties === 'object'
              ? asOverride(additionalProperties)
              : additionalProperties,
        }),
    ...(type === undefined ? {} : { type: [type, 'null'].flat() }),
    ...(choices === undefined ? {} : { enum: [...choices, null] }),
    ...(properties === undefined
      ? {}
      : {
          properties: Object.fromEntries(
            Object.entries(properties).map(([key, part]) => [key, asOverride(part)]),
          ),
        }),
  };
};

/** `pulumi config set --path … 99.9` writes text. */
const withNumbersAsText = (schema: JsonSchema): JsonSchema =>
  mapSchema(schema, (part) =>
    part.type === 'number'
      ? { ...part, type: ['number', 'string'], pattern: String.raw`^-?[0-9]+(\.[0-9]+)?$` }
      : part,
  );

/** As Pulumi encrypts it. In clear it does not belong into a file. */
const encrypted: JsonSchema = {
  type: 'object',
  description: 'Written by pulumi config set --secret.',
  properties: { secure: { type: 'string' } },
  required: ['secure'],
  additionalProperties: false,
};

const withEncryptedLeaves = (schema: JsonSchema): JsonSchema =>
  mapSchema(schema, (part) =>
    part.anyOf === undefined
      ? part
      : { ...part, anyOf: [encrypted, ...part.anyOf.filter(({ type }) => type !== 'string')] },
  );

const stackKeys = (): Readonly<Record<string, JsonSchema>> => {
  const { properties = {} } = jsonSchemaOf(stackConfig);
  const override = asOverride(withNumbersAsText(jsonSchemaOf(application)));
  const own: Record<string, JsonSchema> = {
    ...properties,
    ...(properties['applications'] === undefined
      ? {}
      : { applications: { ...properties['applications'], additionalProperties: override } }),
    secrets: withEncryptedLeaves(jsonSchemaOf(secrets)),
  };
  return Object.fromEntries(
    Object.entries(own).map(([key, schema]) => {
      const { $schema: _, ...rest } = withMessages(allOptional(schema));
      return [key, rest];
    }),
  );
};

/** For Pulumi.<stack>.yaml. Keys of other namespaces (providers) are open. */
export const stackFileSchema = (): EditorSchema => {
  const keys = stackKeys();
  const known = Object.keys(keys).join('|');
  return {
    ...header,
    title: 'Stack of Observatory',
    type: 'object',
    properties: {
      config: {
        type: 'object',
        description: 'What differs from the defaults and the preset; see docs/config.md.',
        properties: Object.fromEntries(
          Object.entries(keys).map(([key, schema]) => [`${configNamespace}:${key}`, schema]),
        ),
        patternProperties: {
          [`^${configNamespace}:(?!(${known})$)`]: false,
          // The CLI would take it for one of ours; written out it can be checked.
          '^[^:]*$': false,
        },
      },
      environment: { description: 'Pulumi ESC environments.' },
      encryptionsalt: { type: 'string', description: 'Written by the Pulumi CLI.' },
      encryptedkey: { type: 'string', description: 'Written by the Pulumi CLI.' },
      secretsprovider: { type: 'string', description: 'What encrypts the secrets of this stack.' },
    },
    additionalProperties: false,
  };
};

const contentSchema = (title: string, schema: JsonSchema, defaults: unknown): EditorSchema => {
  const { $schema: _, ...rest } = withMessages(withDefaults(schema, defaults));
  return { ...header, title, ...rest };
};

/** For applications/<name>.yaml of a content folder. */
export const applicationSchema = (): EditorSchema =>
  contentSchema('Application', jsonSchemaOf(application), applicationDefaults);

/** For teams/<name>.yaml of a content folder. */
export const teamSchema = (): EditorSchema => contentSchema('Team', jsonSchemaOf(team), {});

/** For maintenance/<name>.yaml of a content folder. */
export const maintenanceSchema = (): EditorSchema =>
  contentSchema('Maintenance window', jsonSchemaOf(maintenance), {});
