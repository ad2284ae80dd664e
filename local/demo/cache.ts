import { createClient } from '@redis/client';

/** What the shop asks of its cache. Both reject when it does not answer. */
export interface Cache {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string, seconds: number): Promise<void>;
  close(): void;
}

/** Milliseconds until an answer of the cache is given up: the database would have answered by then. */
const TIMEOUT_MS = 200;
/** Milliseconds between two tries to connect. */
const RECONNECT_MS = 1_000;

/** A client of Redis that fails at once while the server is away, and comes back with it. */
export function redisCache(url: string): Cache {
  const client = createClient({
    url,
    RESP: 2,
    disableOfflineQueue: true,
    commandOptions: { timeout: TIMEOUT_MS },
    socket: { reconnectStrategy: () => RECONNECT_MS, connectTimeout: TIMEOUT_MS * 5 },
  });
  // Each failed command says so itself.
  client.on('error', () => undefined);
  void client.connect().catch(() => undefined);
  return {
    get: async (key) => (await client.get(key)) ?? undefined,
    set: async (key, value, seconds) => {
      await client.set(key, value, { expiration: { type: 'EX', value: seconds } });
    },
    close: () => {
      client.destroy();
    },
  };
}
