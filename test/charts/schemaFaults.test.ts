import { describe, expect, it } from '@jest/globals';
import Ajv, { type ValidateFunction } from 'ajv';
import fc from 'fast-check';
import { pinnedSchema, type PinnedKind, type StructuralSchema } from '../../charts/crdSchemas';
import { goPattern } from '../../charts/goPattern';
import { schemaFaults } from '../../charts/schemaFaults';

const problems = (schema: StructuralSchema, value: unknown): string[] =>
  schemaFaults(schema, value, []).map(({ problem }) => problem);

describe('a structural schema', () => {
  it('takes null only where it is nullable', () => {
    expect(problems({ type: 'string', nullable: true }, null)).toEqual([]);
    expect(problems({ type: 'string' }, null)).toEqual(['must be a string, not null']);
  });

  it('takes any field where unknown fields are preserved, and still checks those it knows', () => {
    const schema: StructuralSchema = {
      type: 'object',
      properties: { port: { type: 'integer' } },
      'x-kubernetes-preserve-unknown-fields': true,
    };
    expect(problems(schema, { other: { x: 1 } })).toEqual([]);
    expect(problems(schema, { port: 'x' })).toEqual(['must be an integer, not "x"']);
  });

  it('checks the values of maps with free keys', () => {
    const schema: StructuralSchema = {
      type: 'object',
      additionalProperties: { type: 'boolean' },
      maxProperties: 2,
    };
    expect(problems(schema, { a: true, b: false })).toEqual([]);
    expect(problems(schema, { a: 'yes' })).toEqual(['must be a boolean, not "yes"']);
    expect(problems(schema, { a: true, b: true, c: true })).toEqual(['takes at most 2, has 3']);
  });

  it('bounds numbers, texts and lists', () => {
    expect(problems({ type: 'number', minimum: 0, exclusiveMinimum: true }, 0)).toEqual([
      'must be above 0, not 0',
    ]);
    expect(problems({ type: 'number', maximum: 1, exclusiveMaximum: true }, 1)).toEqual([
      'must be below 1, not 1',
    ]);
    expect(problems({ type: 'integer', maximum: 5 }, 6)).toEqual(['must be at most 5, not 6']);
    expect(problems({ type: 'integer', multipleOf: 5 }, 6)).toEqual(['must be a multiple of 5']);
    expect(problems({ type: 'integer', format: 'int32' }, 2 ** 31)).toEqual([
      '2147483648 does not fit int32',
    ]);
    expect(problems({ type: 'string', maxLength: 2 }, 'äöü')).toEqual(['is longer than 2 characters']);
    expect(problems({ type: 'string', minLength: 2 }, '💡')).toEqual(['is shorter than 2']);
    expect(problems({ type: 'array', minItems: 1 }, [])).toEqual(['needs at least 1, has 0']);
  });

  it('refuses equal entries in sets and in lists with keys', () => {
    expect(problems({ type: 'array', 'x-kubernetes-list-type': 'set' }, ['a', 'b', 'a'])).toEqual([
      'repeats entry [0]',
    ]);
    const keyed: StructuralSchema = {
      type: 'array',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name', 'port'],
    };
    expect(problems(keyed, [{ name: 'a' }, { name: 'a', port: 1 }])).toEqual([]);
    expect(
      problems(keyed, [
        { name: 'a', port: 1 },
        { name: 'a', port: 1, x: 1 },
      ]),
    ).toEqual(['has the same name and port as entry [0]']);
  });

  it('honours anyOf, oneOf, allOf and not', () => {
    const some: StructuralSchema = {
      type: 'object',
      properties: { a: {}, b: {} },
      anyOf: [{ required: ['a'] }, { required: ['b'] }],
    };
    expect(problems(some, { b: 1 })).toEqual([]);
    expect(problems(some, {})).toEqual(['has fields that do not go together']);
    const one: StructuralSchema = { ...some, oneOf: [{ required: ['a'] }, { required: ['b'] }] };
    expect(problems(one, { a: 1, b: 1 })).toHaveLength(1);
    expect(problems({ type: 'string', allOf: [{ minLength: 2 }, { maxLength: 3 }] }, 'a')).toHaveLength(1);
    expect(problems({ type: 'string', not: { enum: ['a'] } }, 'a')).toHaveLength(1);
  });
});

/** The same schema in plain JSON Schema: closed maps, patterns for JavaScript, no Kubernetes keywords. */
const plainSchema = (schema: StructuralSchema): Record<string, unknown> => {
  const { properties, items, additionalProperties, pattern, nullable: _nullable, ...rest } = schema;
  const kept = Object.entries(rest).filter(([key]) => !key.startsWith('x-kubernetes') && key !== 'format');
  const isOpen = schema['x-kubernetes-preserve-unknown-fields'] === true;
  const inner = typeof additionalProperties === 'object' ? plainSchema(additionalProperties) : isOpen;
  return {
    ...Object.fromEntries(kept),
    ...(pattern === undefined ? {} : { pattern: goPattern(pattern).source }),
    ...(items ? { items: plainSchema(items) } : {}),
    ...(schema.type === 'object' ? { additionalProperties: inner } : {}),
    ...(properties
      ? {
          properties: Object.fromEntries(
            Object.entries(properties).map(([name, one]) => [name, plainSchema(one)]),
          ),
        }
      : {}),
  };
};

const junk = fc.constantFrom<unknown>(null, true, 1, 1.5, -1, '', 'x', '5m', [], {}, [1], { x: 1 });

const textFor = ({ enum: allowed = [] }: StructuralSchema): fc.Arbitrary<unknown> =>
  fc.constantFrom<unknown>(...allowed, '', 'x', '5m', '1h30m', 'http://a', '10MB', 'replace');

/** Values that mostly fit the schema, with junk and unknown fields here and there. */
const valueFor = (schema: StructuralSchema): fc.Arbitrary<unknown> => {
  const fitting = (): fc.Arbitrary<unknown> => {
    if (schema.type === 'object') {
      const names = Object.entries(schema.properties ?? {});
      const fields = fc.record(Object.fromEntries(names.map(([name, one]) => [name, fc.constant(one)])), {
        requiredKeys: [...(schema.required ?? [])],
      });
      const free = schema.additionalProperties;
      const extra = typeof free === 'object' ? valueFor(free) : junk;
      return fc
        .tuple(
          fields,
          fc.dictionary(fc.constantFrom('x', 'nme', '__proto__'), extra, { maxKeys: 1 }),
          fc.nat(9),
        )
        .chain(([chosen, unknown, dice]) => {
          const few = Object.entries(chosen).filter(
            ([name], at) => schema.required?.includes(name) === true || at < 3,
          );
          const values = fc.record(Object.fromEntries(few.map(([name, one]) => [name, valueFor(one)])));
          return values.map((value) =>
            typeof free === 'object' || dice === 0 ? { ...value, ...unknown } : value,
          );
        });
    }
    if (schema.type === 'array')
      return fc.array(schema.items ? valueFor(schema.items) : junk, { maxLength: 2 });
    if (schema.type === 'boolean') return fc.boolean();
    if (schema.type === 'string') return textFor(schema);
    return fc.constantFrom<unknown>(
      0,
      1,
      5,
      300,
      -1,
      ...(schema['x-kubernetes-int-or-string'] ? ['http'] : []),
    );
  };
  return fc.oneof(
    { weight: 60, arbitrary: fc.constant(null).chain(fitting) },
    { weight: 1, arbitrary: junk },
  );
};

/** What JSON Schema cannot say is left out of the comparison: entries that must differ. */
const withoutListTypes = (schema: StructuralSchema): StructuralSchema =>
  JSON.parse(
    JSON.stringify(schema, (key, value: unknown) =>
      key.startsWith('x-kubernetes-list') ? undefined : value,
    ),
  ) as StructuralSchema;

describe('our judgement of custom resources', () => {
  it.each<PinnedKind>(['PrometheusRule', 'ServiceMonitor', 'PodMonitor', 'Probe'])(
    'agrees with ajv, which reads the schema on its own, for generated %s specs',
    (kind) => {
      const schema = withoutListTypes(pinnedSchema(kind).spec);
      const validate: ValidateFunction = new Ajv({ strict: false }).compile(plainSchema(schema));
      const verdicts = { taken: 0, refused: 0 };
      fc.assert(
        fc.property(valueFor(schema), (value) => {
          const ours = schemaFaults(schema, value, []).length === 0;
          verdicts[ours ? 'taken' : 'refused'] += 1;
          expect(ours).toBe(validate(value));
        }),
        { numRuns: 400, seed: 7 },
      );
      // The comparison is worth something only when both verdicts occur.
      expect(Math.min(verdicts.taken, verdicts.refused)).toBeGreaterThan(20);
    },
  );
});
