import { information } from './information';
import type { Reply } from './reply';
import { Store } from './store';

/** Memory of the cache, bytes. */
export const MAX_BYTES = 16 * 1_048_576;

/** The clients that Redis allows by default. */
const MAX_CLIENTS = 10_000;

/** What CONFIG GET knows: what an exporter asks for. */
const configuration: Readonly<Record<string, string>> = {
  maxmemory: String(MAX_BYTES),
  'maxmemory-policy': 'allkeys-lru',
  maxclients: String(MAX_CLIENTS),
  databases: '1',
};

const OK: Reply = { ok: 'OK' };

/** The commands of Redis that a cache and its exporter need; any other is answered as Redis answers what it does not know. */
export class Commands {
  readonly #store = new Store(MAX_BYTES);
  readonly #calls = new Map<string, { calls: number; microseconds: number }>();
  readonly #started = Date.now();
  #connections = 0;

  /** @param clients connections that are open */
  constructor(
    private readonly port: number,
    private readonly clients: () => number,
  ) {}

  connected(): void {
    this.#connections += 1;
  }

  /** @param request an array of strings, as clients send it */
  answer(request: unknown): Reply {
    const words = Array.isArray(request) ? request.map(String) : [];
    const [name = '', ...args] = words;
    const began = process.hrtime.bigint();
    const reply = this.#run(name.toLowerCase(), args);
    const spent = this.#calls.get(name.toLowerCase()) ?? { calls: 0, microseconds: 0 };
    spent.calls += 1;
    spent.microseconds += Number(process.hrtime.bigint() - began) / 1000;
    if (!(reply instanceof Error)) this.#calls.set(name.toLowerCase(), spent);
    return reply;
  }

  #run(name: string, args: readonly string[]): Reply {
    const [key = '', value = ''] = args;
    switch (name) {
      case 'get':
        return this.#store.get(key);
      case 'set':
        return this.#set(key, value, args.slice(2));
      case 'del':
        return args.filter((one) => this.#store.delete(one)).length;
      case 'dbsize':
        return this.#store.size;
      case 'ping':
        return { ok: 'PONG' };
      case 'select':
      case 'client':
        return OK;
      case 'config':
        return key.toLowerCase() === 'get'
          ? Object.entries(configuration)
              .filter(([option]) => value === '*' || value.toLowerCase() === option)
              .flat()
          : new Error('ERR only CONFIG GET is known here');
      case 'info':
        return this.#info();
      case 'slowlog':
        return key.toLowerCase() === 'len' ? 0 : [];
      case 'latency':
        return [];
      default:
        return new Error(`ERR unknown command '${name}'`);
    }
  }

  #set(key: string, value: string, options: readonly string[]): Reply {
    const [unit, amount] = options;
    if (unit === undefined) this.#store.set(key, value);
    else if (/^ex$/i.test(unit) && Number(amount) > 0) this.#store.set(key, value, Number(amount));
    else return new Error('ERR syntax error');
    return OK;
  }

  #info(): string {
    return information({
      port: this.port,
      uptimeSeconds: Math.floor((Date.now() - this.#started) / 1000),
      clients: this.clients(),
      maxClients: MAX_CLIENTS,
      connections: this.#connections,
      store: this.#store,
      calls: this.#calls,
    });
  }
}
