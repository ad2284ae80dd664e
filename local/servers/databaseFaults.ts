import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { MAX_CONNECTIONS } from './postgres';

const connect = async (url: string): Promise<Client> => {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  // It ends with the server, when the run does.
  client.on('error', () => undefined);
  await client.connect();
  return client;
};

/** Seconds that a lock is held, and milliseconds until the next. */
const LOCKED_SECONDS = 1.5;
const PAUSE_MS = 200;

/** Locks the products, again and again, as a migration in small steps does. */
export class TableLocks {
  #on = false;
  #round: Promise<void> = Promise.resolve();

  /** @param url of a superuser */
  constructor(private readonly url: string) {}

  async switch(on: boolean): Promise<void> {
    this.#on = on;
    await this.#round;
    if (!on) return;
    const client = await connect(this.url);
    this.#round = this.#lock(client)
      .catch(() => undefined)
      .finally(() => client.end().catch(() => undefined));
  }

  async #lock(client: Client): Promise<void> {
    while (this.#on) {
      await client.query('BEGIN');
      await client.query('LOCK TABLE products IN ACCESS EXCLUSIVE MODE');
      await client.query('SELECT pg_sleep($1)', [LOCKED_SECONDS]);
      await client.query('COMMIT');
      await sleep(PAUSE_MS);
    }
  }
}

/** Milliseconds between two looks for a connection that has become free. */
const GREED_MS = 500;

/** Takes every connection that PostgreSQL has for ordinary roles, and each that becomes free. */
export class ConnectionHog {
  #on = false;
  readonly #held: Client[] = [];
  #round: Promise<void> = Promise.resolve();

  /** @param url of an ordinary role */
  constructor(private readonly url: string) {}

  async switch(on: boolean): Promise<void> {
    this.#on = on;
    // A look that is under way would take again what is given back meanwhile.
    await this.#round;
    if (on) {
      await this.#take();
      this.#round = this.#watch();
      return;
    }
    await Promise.all(this.#held.splice(0).map((client) => client.end().catch(() => undefined)));
  }

  async #watch(): Promise<void> {
    while (this.#on) {
      await sleep(GREED_MS);
      await this.#take();
    }
  }

  async #take(): Promise<void> {
    while (this.#on && this.#held.length < MAX_CONNECTIONS) {
      const client = await connect(this.url).catch(() => undefined);
      // Refused: there is none left for now.
      if (client === undefined) return;
      this.#held.push(client);
    }
  }
}
