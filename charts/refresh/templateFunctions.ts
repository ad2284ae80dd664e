import { textsOf, union, type Atom, type Uses, type Value } from './templateValues';

/** What a template function does with its arguments (the piped one last) and gives back. */
type Effect = (uses: Uses, args: readonly Value[]) => Value;

const nothing: Value = [];

/** Gives back what it was given, possibly cut or merged: its result still stands for the arguments. */
const passesOn: Effect = (_uses, args) => union(...args);

/** Only looks: neither the keys below nor the kind matter. */
const looks: Effect = () => nothing;

/** Asking whether a value is set, or a yes or no, says nothing of its shape. */
const plainKinds = new Set(['invalid', 'bool', 'int', 'int64', 'float64']);

const asksForKind: Effect = (uses, args) => {
  if (args.some((arg) => textsOf(arg).some((text) => plainKinds.has(text)))) return nothing;
  args.forEach((arg) => {
    uses.markAnyKind(arg);
  });
  return nothing;
};

const rendersYaml: Effect = (uses, args) => {
  args.forEach((arg) => {
    uses.markWhole(arg, true);
  });
  return nothing;
};

/** Functions we do not know, and those that print: whatever lies below the arguments may matter. */
const usesWhole: Effect = (uses, args) => {
  args.forEach((arg) => {
    uses.markWhole(arg);
  });
  return nothing;
};

/** `index map "a" "b"`; a key that is computed stands for any element. */
const index: Effect = (uses, [from = nothing, ...keys]) =>
  keys.reduce((at, key) => {
    const names = textsOf(key);
    return names.length > 0
      ? union(...names.map((name) => uses.field(at, name)))
      : uses.element(at.filter((atom) => atom.kind !== 'scope'));
  }, from);

/** `dig "a" "b" fallback map`. */
const dig: Effect = (uses, args) => {
  const from = args.at(-1) ?? nothing;
  return union(index(uses, [from, ...args.slice(0, -2)]), args.at(-2) ?? nothing);
};

/** `pluck "key" map map…`. */
const pluck: Effect = (uses, [key = nothing, ...maps]) => [
  { kind: 'list', items: index(uses, [union(...maps), key]) },
];

const dict: Effect = (_uses, args) => {
  const fields = new Map<string, Value>();
  for (let at = 0; at + 1 < args.length; at += 2) {
    for (const name of textsOf(args[at] ?? nothing)) fields.set(name, args[at + 1] ?? nothing);
  }
  return [{ kind: 'map', fields }];
};

/** `set map "key" value` changes the map itself. */
const set: Effect = (_uses, [into = nothing, key = nothing, value = nothing]) => {
  for (const atom of into) {
    if (atom.kind !== 'map') continue;
    for (const name of textsOf(key)) atom.fields.set(name, union(atom.fields.get(name) ?? nothing, value));
  }
  return into;
};

const list: Effect = (_uses, args) => [{ kind: 'list', items: union(...args) }];

/** Items of lists, as one list: `concat`, `append`, `uniq`. */
const joinsLists: Effect = (_uses, args) => {
  const flat = args.flatMap((arg) =>
    arg.flatMap((atom): Atom[] => (atom.kind === 'list' ? [...atom.items] : [])),
  );
  const paths = args.flatMap((arg) => arg.filter((atom) => atom.kind !== 'list'));
  return union(paths, flat.length > 0 ? [{ kind: 'list', items: flat }] : nothing);
};

const groups: readonly (readonly [Effect, string])[] = [
  [passesOn, 'default coalesce ternary and or required deepCopy mustDeepCopy merge mustMerge mergeOverwrite'],
  [passesOn, 'mustMergeOverwrite omit pick unset without mustWithout compact mustCompact fromYaml fromJson'],
  [joinsLists, 'concat append mustAppend prepend mustPrepend uniq mustUniq reverse sortAlpha'],
  [looks, 'if not eq ne lt le gt ge empty len has mustHas all any fail hasPrefix hasSuffix contains'],
  [looks, 'semverCompare regexMatch lookup until untilStep seq now print'],
  [asksForKind, 'kindOf kindIs typeOf typeIs typeIsLike'],
  [rendersYaml, 'toYaml mustToYaml toJson mustToJson toPrettyJson toRawJson toToml'],
  [index, 'index get'],
  [dig, 'dig'],
  [pluck, 'pluck'],
  [dict, 'dict'],
  [set, 'set'],
  [list, 'list tuple'],
  [(uses, args) => uses.element(args.at(-1) ?? nothing), 'first last mustFirst mustLast'],
  // The answer is a yes or no, but the key has an effect: it counts as read.
  [(uses, args) => (index(uses, args), nothing), 'hasKey'],
];

const effects = new Map<string, Effect>(
  groups.flatMap(([effect, names]) => names.split(' ').map((name) => [name, effect] as const)),
);

/** What `name` does with `args`; a function that is not known counts as using its arguments whole. */
export const callFunction = (uses: Uses, name: string, args: readonly Value[]): Value =>
  // The second argument of tpl is only the scope of the text, it is not rendered itself.
  (effects.get(name) ?? usesWhole)(uses, name === 'tpl' ? args.slice(0, 1) : args);
