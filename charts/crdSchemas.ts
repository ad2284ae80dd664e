import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The custom resources the program creates, with the API version it writes. Their schemas come from the
 * chart `prometheus-operator-crds`; a kind added here is found there by the next refresh.
 */
export const pinnedKinds = {
  AlertmanagerConfig: 'monitoring.coreos.com/v1alpha1',
  PodMonitor: 'monitoring.coreos.com/v1',
  Probe: 'monitoring.coreos.com/v1',
  PrometheusRule: 'monitoring.coreos.com/v1',
  ScrapeConfig: 'monitoring.coreos.com/v1alpha1',
  ServiceMonitor: 'monitoring.coreos.com/v1',
} as const;

export type PinnedKind = keyof typeof pinnedKinds;

/** The chart that the schemas are taken from. */
export const schemaChart = 'prometheus-operator-crds';

/** What we keep of a CRD's structural schema: everything but descriptions, defaults and CEL rules. */
export interface StructuralSchema {
  type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';
  properties?: Readonly<Record<string, StructuralSchema>>;
  additionalProperties?: StructuralSchema | boolean;
  items?: StructuralSchema;
  required?: readonly string[];
  nullable?: boolean;
  enum?: readonly unknown[];
  pattern?: string;
  format?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: boolean;
  exclusiveMaximum?: boolean;
  multipleOf?: number;
  minItems?: number;
  maxItems?: number;
  minProperties?: number;
  maxProperties?: number;
  anyOf?: readonly StructuralSchema[];
  oneOf?: readonly StructuralSchema[];
  allOf?: readonly StructuralSchema[];
  not?: StructuralSchema;
  'x-kubernetes-int-or-string'?: boolean;
  'x-kubernetes-preserve-unknown-fields'?: boolean;
  'x-kubernetes-list-type'?: 'set' | 'map';
  'x-kubernetes-list-map-keys'?: readonly string[];
}

/** One file of `charts/crds/`. */
export interface PinnedSchema {
  apiVersion: string;
  kind: string;
  chart: string;
  chartVersion: string;
  /** Version of the operator that the CRD belongs to. */
  appVersion: string | null;
  scope: 'Namespaced' | 'Cluster';
  spec: StructuralSchema;
}

/** Where the schema of a kind lies; the refresh writes it here. */
export const schemaFile = (kind: PinnedKind): string =>
  join(__dirname, 'crds', `${kind}.${pinnedKinds[kind].split('/')[1] ?? ''}.json`);

export const isPinnedKind = (kind: unknown): kind is PinnedKind =>
  typeof kind === 'string' && Object.hasOwn(pinnedKinds, kind);

const loaded = new Map<PinnedKind, PinnedSchema>();

/** The schema of a kind, read on first use. */
export const pinnedSchema = (kind: PinnedKind): PinnedSchema => {
  const schema = loaded.get(kind) ?? (JSON.parse(readFileSync(schemaFile(kind), 'utf8')) as PinnedSchema);
  loaded.set(kind, schema);
  return schema;
};
