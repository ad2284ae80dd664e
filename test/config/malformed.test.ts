import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dotted } from '../../config/faults';
import type { PlainObject } from '../../config/merge';
import { parseLenient } from '../../config/coerce';
import { resolveConfig } from '../../config/resolve';
import { application } from '../../config/schema/application';
import { stackConfig } from '../../config/schema/stack';
import { team } from '../../config/schema/team';
import { contentFolder, type ContentFolder } from './support/contentFolder';
import { valueAt } from './support/edit';
import { everyMalformation, type Malformed } from './support/malformed';
import { faultsOf, flaw } from './support/messages';
import { everyApplicationKey, everyStackKey, everyTeamKey } from './support/samples';
import { placesOf, type Place } from './support/schemaPlaces';

const titled = (places: readonly Place[]) => places.map((place) => ({ key: dotted(place.path), place }));

/** What is wrong with the faults told for one malformed value; empty when all is well. */
const complaints = (
  { what, path, says = '' }: Malformed,
  faults: readonly string[],
  prefix: string,
): string[] => {
  const about = faults.filter(
    (fault) => fault.startsWith(`${prefix}${dotted(path)}`) && fault.includes(says),
  );
  return [
    ...(about.length > 0 ? [] : [`${what}: not told; faults: ${faults.join(' | ') || 'none'}`]),
    ...faults.flatMap((fault) => {
      const wrong = flaw(fault);
      return wrong === undefined ? [] : [`${what}: "${fault}" ${wrong}`];
    }),
  ];
};

const covers = (sample: PlainObject, places: readonly Place[]): string[] =>
  places.filter(({ path }) => valueAt(sample, path) === undefined).map(({ path }) => dotted(path));

describe('a stack', () => {
  const places = placesOf(stackConfig, everyStackKey);

  test('the sample has every key of the schema, and the schema accepts it', () => {
    expect(covers(everyStackKey, places)).toEqual([]);
    expect(parseLenient(stackConfig, everyStackKey).success).toBe(true);
    expect(places.length).toBeGreaterThan(110);
  });

  test.each(titled(places))('observatory:$key malformed is told, with its key and a remedy', ({ place }) => {
    const wrong = everyMalformation(everyStackKey, place).flatMap((malformed) =>
      complaints(
        malformed,
        faultsOf(() => resolveConfig(malformed.value)),
        'observatory:',
      ),
    );
    expect(wrong).toEqual([]);
  });
});

describe.each([
  ['an application', 'applications/shop.yaml', application, everyApplicationKey],
  ['a team', 'teams/orders.yaml', team, everyTeamKey],
] as const)('the file of %s', (_, file, schema, sample) => {
  const places = placesOf(schema, sample);
  let folder: ContentFolder;
  beforeAll(() => {
    folder = contentFolder();
  });
  afterAll(() => {
    folder.dispose();
  });

  test('the sample has every key of the schema', () => {
    expect(covers(sample, places)).toEqual([]);
  });

  test.each(titled(places))('$key malformed is told, with file, line, key and a remedy', ({ place }) => {
    const wrong = everyMalformation(sample, place).flatMap((malformed) => {
      const lines = folder.write(file, malformed.value).split('\n');
      const faults = faultsOf(() => folder.load()).map((fault) => {
        const [, line = '', rest = fault] = new RegExp(`^content/${file}:([0-9]+): (.*)$`).exec(fault) ?? [];
        const last = malformed.path.at(-1);
        // The line that is named holds the key that is named, or is that of the list's entry.
        const wanted = typeof last === 'string' ? last : '- ';
        const told = rest.startsWith(dotted(malformed.path));
        return told && !lines[Number(line) - 1]?.includes(wanted)
          ? `line ${line} has no ${wanted}: ${rest}`
          : rest;
      });
      return complaints(malformed, faults, '');
    });
    expect(wrong).toEqual([]);
  });
});

describe("a stack's override of an application", () => {
  const places = placesOf(application, everyApplicationKey);
  let folder: ContentFolder;
  beforeAll(() => {
    folder = contentFolder();
  });
  afterAll(() => {
    folder.dispose();
  });

  test.each(titled(places))('$key malformed is told with the key of the stack', ({ place }) => {
    const wrong = everyMalformation(everyApplicationKey, place).flatMap((malformed) => {
      const faults = faultsOf(() => folder.load({ applications: { shop: malformed.value } }));
      return complaints(malformed, faults, 'observatory:applications.shop.');
    });
    expect(wrong).toEqual([]);
  });
});
