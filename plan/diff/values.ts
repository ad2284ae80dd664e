import { equal, formatPath, isArray, isObject, type Json, type Path } from '../json';

/** One value that differs; a side is absent when nothing is there. */
export interface ValueChange {
  /** In Pulumi's notation, with the indexes of the new value where an element moved. */
  readonly path: string;
  readonly before?: Json;
  readonly after?: Json;
}

/** Keys that tell the elements of a list apart, in this order of preference. */
const IDENTITIES = ['uid', 'refId', 'name', 'id', 'alert', 'record', 'receiver', 'key'];

/** Every difference between two values, as deep as possible. Elements of lists are matched, not compared by index. */
export function changesOf(before: Json | undefined, after: Json | undefined, at: Path = []): ValueChange[] {
  if (equal(before, after)) return [];
  if (isObject(before) && isObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return keys.flatMap((key) => changesOf(before[key], after[key], [...at, key]));
  }
  if (isArray(before) && isArray(after)) return listChanges(before, after, at);
  return [
    {
      path: formatPath(at),
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    },
  ];
}

function listChanges(before: readonly Json[], after: readonly Json[], at: Path): ValueChange[] {
  const pairs = pairUp(before, after);
  const changes = pairs.flatMap(([old, now]) =>
    changesOf(old === undefined ? undefined : before[old], now === undefined ? undefined : after[now], [
      ...at,
      now ?? old ?? 0,
    ]),
  );
  // The same elements in another order.
  return changes.length > 0 ? changes : [{ path: formatPath(at), before, after }];
}

type Pair = readonly [old: number | undefined, now: number | undefined];

/** Which element became which: by identity where the elements have one, else equal ones, else by order. */
function pairUp(before: readonly Json[], after: readonly Json[]): Pair[] {
  const pairs: Pair[] = [];
  const left = new Set(after.keys());
  const unmatched: number[] = [];
  const identity = identityOf([...before, ...after], [before, after]);
  for (const [old, element] of before.entries()) {
    const same = (now: number) =>
      identity === undefined
        ? equal(element, after[now])
        : equal(fieldOf(element, identity), fieldOf(after[now], identity));
    const now = [...left].find(same);
    if (now === undefined) unmatched.push(old);
    else {
      left.delete(now);
      pairs.push([old, now]);
    }
  }
  const rest = [...left];
  for (const old of unmatched) pairs.push([old, identity === undefined ? rest.shift() : undefined]);
  for (const now of rest) pairs.push([undefined, now]);
  return pairs.sort((a, b) => (a[1] ?? a[0] ?? 0) - (b[1] ?? b[0] ?? 0));
}

/** The key that every element has, with a value of its own within each list. */
function identityOf(all: readonly Json[], lists: readonly (readonly Json[])[]): string | undefined {
  return IDENTITIES.find(
    (key) =>
      all.every((element) => ['string', 'number'].includes(typeof fieldOf(element, key))) &&
      lists.every((list) => new Set(list.map((element) => fieldOf(element, key))).size === list.length),
  );
}

function fieldOf(element: Json | undefined, key: string): Json | undefined {
  return isObject(element) ? element[key] : undefined;
}
