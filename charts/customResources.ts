import { closestTo } from '../config/closest';
import { dotted } from '../config/faults';
import { isPinnedKind, pinnedKinds, pinnedSchema, type StructuralSchema } from './crdSchemas';
import { isPlainMap } from './plainValues';
import { schemaFaults } from './schemaFaults';

const texts: StructuralSchema = { type: 'object', additionalProperties: { type: 'string' } };

/** What of an object's metadata a program writes; the API server sets the rest. */
const metadataSchema: StructuralSchema = {
  type: 'object',
  required: ['name'],
  properties: {
    name: {
      type: 'string',
      maxLength: 253,
      pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$',
    },
    namespace: { type: 'string', maxLength: 63, pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$' },
    labels: {
      type: 'object',
      additionalProperties: {
        type: 'string',
        maxLength: 63,
        pattern: '^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$',
      },
    },
    annotations: texts,
    finalizers: { type: 'array', items: { type: 'string' } },
    ownerReferences: { type: 'array', items: { type: 'object', additionalProperties: true } },
  },
};

const objectSchemas = new Map<string, StructuralSchema>();

const objectSchema = (kind: keyof typeof pinnedKinds): StructuralSchema => {
  const schema = objectSchemas.get(kind) ?? {
    type: 'object',
    required: ['metadata', 'spec'],
    properties: {
      apiVersion: { type: 'string', enum: [pinnedKinds[kind]] },
      kind: { type: 'string' },
      metadata: metadataSchema,
      spec: pinnedSchema(kind).spec,
    },
  };
  objectSchemas.set(kind, schema);
  return schema;
};

const textAt = (object: unknown, key: string): string | undefined => {
  const value = isPlainMap(object) ? object[key] : undefined;
  return typeof value === 'string' ? value : undefined;
};

/** `PrometheusRule monitoring/checkout`: how messages name an object. */
const nameOf = (object: Readonly<Record<string, unknown>>, kind: string): string => {
  const name = textAt(object['metadata'], 'name') ?? '(no name)';
  const namespace = textAt(object['metadata'], 'namespace');
  return `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
};

/**
 * What the API server would refuse in a custom resource, or drop from it without a word, judged by the
 * CRD schema of the pinned operator version. One message for each fault: object, full path, what to do.
 *
 * Not judged: CEL rules (`x-kubernetes-validations`, checked by the API server only), and values known only
 * after deployment.
 */
export const customResourceFaults = (resource: object): string[] => {
  const object: Readonly<Record<string, unknown>> = { ...resource };
  const { kind } = object;
  if (!isPinnedKind(kind)) {
    const known = Object.keys(pinnedKinds);
    const suggestion = typeof kind === 'string' ? closestTo(kind, known) : undefined;
    const remedy =
      suggestion === undefined
        ? `known kinds: ${known.join(', ')} (pinnedKinds in charts/crdSchemas.ts)`
        : `did you mean "${suggestion}"?`;
    return [`${nameOf(object, String(kind))}: kind has no pinned schema; ${remedy}`];
  }
  return schemaFaults(objectSchema(kind), object, []).map(
    ({ at, problem }) => `${nameOf(object, kind)}: ${dotted(at)} ${problem}`,
  );
};
