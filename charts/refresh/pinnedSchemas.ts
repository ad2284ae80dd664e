import { parseAllDocuments } from 'yaml';
import { UserError } from '../../config/errors';
import { pinnedKinds, type PinnedKind, type PinnedSchema, type StructuralSchema } from '../crdSchemas';
import type { Chart } from './archive';

interface CustomResourceDefinition {
  kind?: string;
  spec: {
    group: string;
    names: { kind: string };
    scope: 'Namespaced' | 'Cluster';
    versions: { name: string; schema: { openAPIV3Schema: { properties: { spec: StructuralSchema } } } }[];
  };
}

const kept = new Set([
  ...['type', 'required', 'nullable', 'enum', 'pattern', 'format', 'minLength', 'maxLength', 'multipleOf'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'minItems', 'maxItems', 'minProperties'],
  ...['maxProperties', 'x-kubernetes-int-or-string', 'x-kubernetes-preserve-unknown-fields'],
  ...['x-kubernetes-list-type', 'x-kubernetes-list-map-keys'],
]);

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const mapValues = (map: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(map)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, schema]) => [name, slim(schema)]),
  );

/** A required field with a default need not be written: the API server fills it in before it validates. */
const withoutDefaulted = (required: unknown, properties: unknown): unknown[] =>
  (Array.isArray(required) ? (required as unknown[]) : []).filter((name) => {
    const property = isMap(properties) ? properties[String(name)] : undefined;
    return !(isMap(property) && 'default' in property);
  });

/** The schema with sorted keys and without what is not validated here: descriptions, defaults, CEL rules. */
const slim = (schema: unknown): unknown => {
  if (!isMap(schema)) return schema;
  const entries = Object.entries(schema).flatMap(([key, value]): [string, unknown][] => {
    if (key === 'properties' && isMap(value)) return [[key, mapValues(value)]];
    if (key === 'items' || key === 'additionalProperties' || key === 'not') return [[key, slim(value)]];
    if (['anyOf', 'oneOf', 'allOf'].includes(key) && Array.isArray(value)) return [[key, value.map(slim)]];
    if (key === 'required') {
      const required = withoutDefaulted(value, schema['properties']);
      return required.length > 0 ? [[key, required]] : [];
    }
    // An atomic list or map only matters to merging.
    return kept.has(key) && value !== 'atomic' ? [[key, value]] : [];
  });
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
};

const definitionsIn = (chart: Chart): CustomResourceDefinition[] => {
  const files = [...chart.crds.values(), ...chart.templates.values()];
  const own = files
    .filter((text) => /^kind: CustomResourceDefinition$/m.test(text))
    .flatMap((text) => {
      // Lines that hold nothing but a template action switch the CRD on or add labels to it.
      const plain = text.replace(/^[ \t]*\{\{.*\}\}[ \t]*$/gm, '');
      return parseAllDocuments(plain).map((document) => document.toJS() as CustomResourceDefinition | null);
    })
    .filter((document) => document?.kind === 'CustomResourceDefinition');
  return [...own.filter((document) => document !== null), ...chart.subcharts.flatMap(definitionsIn)];
};

/**
 * The schemas of the pinned kinds, from a chart that installs their CRDs.
 *
 * @throws UserError when the chart lacks a kind, or the version we write
 */
export const pinnedSchemasOf = (chart: Chart): Map<PinnedKind, PinnedSchema> => {
  const definitions = definitionsIn(chart);
  const faults: string[] = [];
  const schemas = new Map<PinnedKind, PinnedSchema>();
  for (const [kind, apiVersion] of Object.entries(pinnedKinds) as [PinnedKind, string][]) {
    const [group, version] = apiVersion.split('/');
    const definition = definitions.find(({ spec }) => spec.group === group && spec.names.kind === kind);
    const found = definition?.spec.versions.find(({ name }) => name === version);
    if (definition && found) {
      schemas.set(kind, {
        ...{ apiVersion, kind, chart: chart.meta.name, chartVersion: chart.meta.version },
        appVersion: chart.meta.appVersion ?? null,
        scope: definition.spec.scope,
        spec: slim(found.schema.openAPIV3Schema.properties.spec) as StructuralSchema,
      });
    } else {
      faults.push(
        `${chart.meta.name} ${chart.meta.version} has no CRD for ${kind} ${apiVersion}: ` +
          'change pinnedKinds in charts/crdSchemas.ts to a version it has.',
      );
    }
  }
  if (faults.length > 0) throw new UserError(faults);
  return schemas;
};
