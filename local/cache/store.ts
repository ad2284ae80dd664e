/** Bytes that an entry takes beside its key and its value; a round figure. */
const OVERHEAD = 64;

interface Entry {
  readonly value: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** Keys with values that end, within a limit of memory: the least recently used go first. Counts as Redis does. */
export class Store {
  readonly #entries = new Map<string, Entry>();
  hits = 0;
  misses = 0;
  evicted = 0;
  expired = 0;
  usedBytes = 0;

  constructor(
    readonly maxBytes: number,
    private readonly now: () => number = Date.now,
  ) {}

  get size(): number {
    return this.#entries.size;
  }

  get(key: string): string | undefined {
    const found = this.#entries.get(key);
    if (found !== undefined && found.until <= this.now()) {
      this.delete(key);
      this.expired += 1;
    }
    const entry = this.#entries.get(key);
    if (entry === undefined) {
      this.misses += 1;
      return undefined;
    }
    this.hits += 1;
    // A map keeps the order in which keys were added.
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.value;
  }

  set(key: string, value: string, seconds = Infinity): void {
    this.delete(key);
    this.#entries.set(key, { value, until: this.now() + seconds * 1000 });
    this.usedBytes += cost(key, value);
    for (const oldest of this.#entries.keys()) {
      if (this.usedBytes <= this.maxBytes) break;
      this.delete(oldest);
      this.evicted += 1;
    }
  }

  /** True when there was such a key. */
  delete(key: string): boolean {
    const entry = this.#entries.get(key);
    if (entry === undefined) return false;
    this.#entries.delete(key);
    this.usedBytes -= cost(key, entry.value);
    return true;
  }
}

const cost = (key: string, value: string): number =>
  Buffer.byteLength(key) + Buffer.byteLength(value) + OVERHEAD;
