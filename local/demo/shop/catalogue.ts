import type { Cache } from '../cache';
import type { Database } from '../database';
import type { ShopMetrics } from './metrics';

/** Seconds that an answer of the database stays in the cache. */
const KEPT_SECONDS = 120;
/** Products on a page. */
const PAGE = 20;

/** The products: from the cache, else from the database, which fills it. */
export class Catalogue {
  constructor(
    private readonly database: Pick<Database, 'query'>,
    private readonly cache: Pick<Cache, 'get' | 'set'>,
    private readonly metrics: Pick<ShopMetrics, 'cacheErrors'>,
  ) {}

  page(): Promise<string> {
    return this.#cached('products', () =>
      this.database.query('SELECT id, name, price_cents FROM products ORDER BY id LIMIT $1', [PAGE]),
    );
  }

  product(id: string): Promise<string> {
    return this.#cached(`product:${id}`, () =>
      this.database.query('SELECT id, name, price_cents FROM products WHERE id = $1', [id]),
    );
  }

  /** Not cached: hardly anybody searches for the same. */
  async search(words: string): Promise<string> {
    const found = await this.database.query(
      'SELECT id, name, price_cents FROM products WHERE name ILIKE $1 ORDER BY id LIMIT $2',
      [`%${words}%`, PAGE],
    );
    return JSON.stringify(found);
  }

  /** A cache that does not answer costs time, never an answer. */
  async #cached(key: string, read: () => Promise<unknown>): Promise<string> {
    const failed = (): undefined => {
      this.metrics.cacheErrors.inc();
      return undefined;
    };
    const kept = await this.cache.get(key).catch(failed);
    if (kept !== undefined) return kept;
    const fresh = JSON.stringify(await read());
    await this.cache.set(key, fresh, KEPT_SECONDS).catch(failed);
    return fresh;
  }
}
