import type { KnownValue } from '../knownCharts';
import { anyElement } from './templateValues';

type Path = readonly string[];

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const kindOf = (value: unknown): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  return isMap(value) ? 'map' : typeof value;
};

const scalars = new Set(['string', 'number', 'boolean']);

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : Number(a > b);

/** A place in a chart's values, built up from the defaults, then from what templates and comments show. */
export class ValueTree {
  private readonly children = new Map<string, ValueTree>();
  private kind = 'any';
  private source: 'default' | 'template' | 'comment' = 'default';
  private isOpen = false;
  /** An empty map by default: open, unless templates only ever read certain keys of it. */
  private isEmpty = false;
  private hasReadKeys = false;
  private mayBeNoMap = false;

  /** Lays values over those that are already there, as Helm lays a chart's over its subcharts'. */
  addDefaults(values: unknown): void {
    const kind = kindOf(values);
    if (isMap(values)) {
      for (const [name, value] of Object.entries(values)) this.childFor(name).addDefaults(value);
      if (this.children.size === 0) this.isEmpty = true;
    } else if (this.children.size > 0 && kind !== 'null') {
      this.mayBeNoMap = true;
    }
    this.kind = kind;
    this.source = 'default';
  }

  /** A path that templates read. Nothing is added below lists, and below what may be anything. */
  addRead(path: Path): void {
    const [name, ...rest] = path;
    if (name === undefined || this.kind === 'list' || this.kind === 'null') return;
    if (this.children.size === 0) {
      // The default is a scalar, yet keys of it are read: a map is another way to give it.
      if (scalars.has(this.kind)) this.mayBeNoMap = true;
      if (scalars.has(this.kind) || (name === anyElement && this.kind === 'any')) return;
    }
    if (name === anyElement && this.isEmpty) {
      this.isOpen = true;
      return;
    }
    this.hasReadKeys = true;
    const known = this.children.get(name);
    const child = known ?? this.childFor(name);
    if (!known) child.source = 'template';
    child.addRead(rest);
  }

  /** A key in a comment, with its example value; kept where the map would not take it otherwise. */
  addCommented(path: Path, value: unknown): void {
    const [name, ...rest] = path;
    if (name === undefined) return;
    const known = this.children.get(name);
    if (rest.length > 0) {
      if (known && known.children.size > 0) known.addCommented(rest, value);
    } else if (known?.source === 'template' || (!known && !this.isOpen && !this.isEmpty)) {
      const child = this.childFor(name);
      if (child.children.size === 0) child.kind = value === undefined ? 'any' : kindOf(value);
      child.isEmpty ||= child.kind === 'map';
      child.source = 'comment';
    }
  }

  /** Anything below the path has an effect. */
  open(path: Path): void {
    const at = this.at(path);
    if (at) at.isOpen = true;
  }

  /** The path is rendered as YAML: a default that is a scalar does not bind the user to one. */
  loosenScalar(path: Path): void {
    const at = this.at(path);
    if (at && scalars.has(at.kind)) at.kind = 'any';
  }

  /** Templates take more than one kind at the path. */
  loosen(path: Path): void {
    const at = this.at(path);
    if (at) at.mayBeNoMap = true;
  }

  /** What holds for any element of a map holds for each one that is known by name. */
  spreadElements(): void {
    const element = this.children.get(anyElement);
    for (const [name, child] of this.children) {
      if (element && name !== anyElement) child.takeFrom(element);
      child.spreadElements();
    }
  }

  private takeFrom(element: ValueTree): void {
    // A scalar or list among the elements has no keys to take.
    if (this.children.size === 0 && !this.isEmpty) return;
    this.isOpen ||= element.isOpen || (element.children.size === 0 && element.kind === 'any');
    for (const [name, inner] of element.children) {
      const own = this.children.get(name);
      if (own) own.takeFrom(inner);
      else this.children.set(name, inner);
    }
  }

  has(path: Path): boolean {
    return this.at(path) !== undefined;
  }

  toKnown(): KnownValue {
    if (this.children.size > 0) {
      const keys = [...this.children].map(([name, child]) => [name, child.toKnown()] as const);
      const marks: [string, string][] = [];
      const isOpen = this.isOpen || (this.isEmpty && !this.hasReadKeys);
      if (isOpen && !this.children.has(anyElement)) marks.push([anyElement, 'any']);
      if (this.mayBeNoMap) marks.push(['.', 'any']);
      return Object.fromEntries([...keys, ...marks].sort(byName));
    }
    const kind = this.mayBeNoMap ? 'any' : this.kind;
    return this.source === 'default' ? kind : `${kind} (${this.source})`;
  }

  private childFor(name: string): ValueTree {
    const child = this.children.get(name) ?? new ValueTree();
    this.children.set(name, child);
    return child;
  }

  private at(path: Path): ValueTree | undefined {
    const [name, ...rest] = path;
    return name === undefined ? this : this.children.get(name)?.at(rest);
  }
}
