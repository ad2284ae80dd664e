import { Pool, type PoolClient } from 'pg';
import { Counter, Gauge, type Registry } from 'prom-client';

export interface DatabaseSettings {
  readonly url: string;
  /** How PostgreSQL shows its sessions. */
  readonly name: string;
  readonly connections: number;
}

/** Milliseconds until a connection, and a statement, is given up; and until an idle connection is closed. */
const CONNECT_MS = 2_000;
const STATEMENT_MS = 5_000;
const IDLE_MS = 10_000;

/** A pool of connections to PostgreSQL that counts itself. */
export class Database {
  readonly #pool: Pool;
  readonly #errors: Counter;

  constructor({ url, name, connections }: DatabaseSettings, registry: Registry) {
    const pool = new Pool({
      connectionString: url,
      application_name: name,
      max: connections,
      connectionTimeoutMillis: CONNECT_MS,
      idleTimeoutMillis: IDLE_MS,
      statement_timeout: STATEMENT_MS,
    });
    // An idle connection that the server closes is replaced when it is needed.
    pool.on('error', () => undefined);
    this.#pool = pool;
    const registers = [registry];
    this.#errors = new Counter({
      name: 'db_connection_errors_total',
      help: 'Connections to the database that could not be had.',
      registers,
    });
    new Gauge({
      name: 'db_pool_connections_in_use',
      help: 'Connections of the pool that are in use.',
      registers,
      collect() {
        this.set(pool.totalCount - pool.idleCount);
      },
    });
    new Gauge({
      name: 'db_pool_connections_max',
      help: 'Connections that the pool may have.',
      registers,
      collect() {
        this.set(connections);
      },
    });
  }

  /** Runs one statement. Rejects when there is no connection, and when it fails or takes longer than 5 s. */
  async query<Row extends object>(text: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
    const client = await this.#connect();
    try {
      const { rows } = await client.query<Row>(text, [...values]);
      return rows;
    } finally {
      client.release();
    }
  }

  /** Resolves when no connection is left. */
  close(): Promise<void> {
    return this.#pool.end();
  }

  async #connect(): Promise<PoolClient> {
    try {
      return await this.#pool.connect();
    } catch (error) {
      this.#errors.inc();
      throw error;
    }
  }
}
