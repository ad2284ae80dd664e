/**
 * What a template expression may stand for, as far as chart values are concerned. A value is a list of
 * atoms, because a branch or a merge can make it any of several; an empty list is "nothing of interest".
 */
export type Value = readonly Atom[];

export type Atom =
  /** The scope a chart's template starts with: `.Values` of the chart that lies at `prefix`. */
  | { kind: 'scope'; prefix: readonly string[] }
  /** `.Subcharts` of the chart at `prefix`. */
  | { kind: 'subcharts'; prefix: readonly string[] }
  /** A place in the values, from the top chart's root; `*` stands for any element of a map or list. */
  | { kind: 'path'; path: readonly string[] }
  | { kind: 'map'; fields: Map<string, Value> }
  | { kind: 'list'; items: Value }
  | { kind: 'text'; text: string };

export const anyElement = '*';

/** The same atoms always give the same text: for memoizing what a named template was called with. */
export const valueKey = (value: Value, depth = 4): string =>
  value
    .map((atom) => {
      switch (atom.kind) {
        case 'map':
          return depth === 0
            ? '{…}'
            : `{${[...atom.fields].map(([name, field]) => `${name}:${valueKey(field, depth - 1)}`).join()}}`;
        case 'list':
          return depth === 0 ? '[…]' : `[${valueKey(atom.items, depth - 1)}]`;
        case 'path':
          return JSON.stringify(atom.path);
        case 'text':
          return `'${atom.text}'`;
        default:
          return `${atom.kind}${JSON.stringify(atom.prefix)}`;
      }
    })
    .sort()
    .join('|');

/** Without repetition: a loop over many branches must not grow its variables without end. */
export const union = (...values: readonly Value[]): Value => {
  const atoms = values.flat();
  return atoms.length < 2 ? atoms : [...new Map(atoms.map((atom) => [valueKey([atom]), atom])).values()];
};

/** The string literals among the atoms, for functions that take key names. */
export const textsOf = (value: Value): string[] =>
  value.flatMap((atom) => (atom.kind === 'text' ? [atom.text] : []));

/** Collects what templates do with the values: reads of a path, and uses that reveal its shape. */
export class Uses {
  readonly reads = new Map<string, readonly string[]>();
  /** Paths handed on whole, so that any key below them has an effect. */
  readonly whole = new Map<string, readonly string[]>();
  /** Paths rendered as YAML: where the default is a scalar, a map or list would do as well. */
  readonly asYaml = new Map<string, readonly string[]>();
  /** Paths that a template asks whether they are a text, a map or a list: they may be either. */
  readonly ofAnyKind = new Map<string, readonly string[]>();

  /** A field of each atom; reading a field of a path is recorded. */
  field(value: Value, name: string): Value {
    return union(...value.map((atom) => this.fieldOfAtom(atom, name)));
  }

  fields(value: Value, names: readonly string[]): Value {
    return names.reduce((at, name) => this.field(at, name), value);
  }

  /** An element of each atom, whatever its key. */
  element(value: Value): Value {
    return union(
      ...value.map((atom): Value => {
        if (atom.kind === 'path') return this.fieldOfAtom(atom, anyElement);
        if (atom.kind === 'list') return atom.items;
        return atom.kind === 'map' ? union(...atom.fields.values()) : [];
      }),
    );
  }

  markWhole(value: Value, asYaml = false): void {
    for (const atom of value) {
      if (atom.kind === 'path') {
        this.whole.set(JSON.stringify(atom.path), atom.path);
        if (asYaml) this.asYaml.set(JSON.stringify(atom.path), atom.path);
      } else if (atom.kind === 'map' || atom.kind === 'list') {
        this.markWhole(atom.kind === 'map' ? [...atom.fields.values()].flat() : atom.items, asYaml);
      }
    }
  }

  markAnyKind(value: Value): void {
    for (const atom of value) {
      if (atom.kind === 'path') this.ofAnyKind.set(JSON.stringify(atom.path), atom.path);
    }
  }

  private fieldOfAtom(atom: Atom, name: string): Value {
    switch (atom.kind) {
      case 'scope':
        if (name === 'Values') return [{ kind: 'path', path: atom.prefix }];
        return name === 'Subcharts' ? [{ kind: 'subcharts', prefix: atom.prefix }] : [];
      case 'subcharts':
        return [{ kind: 'scope', prefix: [...atom.prefix, name] }];
      case 'path': {
        const path = [...atom.path, name];
        this.reads.set(JSON.stringify(path), path);
        return [{ kind: 'path', path }];
      }
      case 'map':
        return atom.fields.get(name) ?? [];
      default:
        return [];
    }
  }
}
