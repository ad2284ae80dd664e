import { z } from 'zod';

/** What the process is told by its environment. */
const environment = z.object({
  DEMO_SHOP_PORT: z.coerce.number().int(),
  DEMO_WORKER_PORT: z.coerce.number().int(),
  DEMO_CONTROL_PORT: z.coerce.number().int(),
  DEMO_CONTROL_TOKEN: z.string().min(16),
  DEMO_REQUESTS_PER_SECOND: z.coerce.number().positive(),
  DEMO_DATABASE_URL: z.url(),
  DEMO_CACHE_URL: z.url(),
  DEMO_PAYMENTS_URL: z.url(),
  DEMO_CARRIER_URL: z.url(),
  DEMO_RATES_URL: z.url(),
});

/** Where the demo listens, and what it uses. */
export interface Settings {
  readonly shopPort: number;
  /** The worker's metrics; it serves nothing else. */
  readonly workerPort: number;
  readonly controlPort: number;
  readonly controlToken: string;
  /** Average of the day. */
  readonly requestsPerSecond: number;
  readonly databaseUrl: string;
  readonly cacheUrl: string;
  readonly paymentsUrl: string;
  readonly carrierUrl: string;
  readonly ratesUrl: string;
}

/** The environment of a demo process with these settings: a password in it is seen by nobody else, as arguments would be. */
export const toEnvironment = (settings: Settings): Record<string, string> => ({
  DEMO_SHOP_PORT: String(settings.shopPort),
  DEMO_WORKER_PORT: String(settings.workerPort),
  DEMO_CONTROL_PORT: String(settings.controlPort),
  DEMO_CONTROL_TOKEN: settings.controlToken,
  DEMO_REQUESTS_PER_SECOND: String(settings.requestsPerSecond),
  DEMO_DATABASE_URL: settings.databaseUrl,
  DEMO_CACHE_URL: settings.cacheUrl,
  DEMO_PAYMENTS_URL: settings.paymentsUrl,
  DEMO_CARRIER_URL: settings.carrierUrl,
  DEMO_RATES_URL: settings.ratesUrl,
});

/** @throws ZodError when something is missing */
export function fromEnvironment(variables: NodeJS.ProcessEnv): Settings {
  const given = environment.parse(variables);
  return {
    shopPort: given.DEMO_SHOP_PORT,
    workerPort: given.DEMO_WORKER_PORT,
    controlPort: given.DEMO_CONTROL_PORT,
    controlToken: given.DEMO_CONTROL_TOKEN,
    requestsPerSecond: given.DEMO_REQUESTS_PER_SECOND,
    databaseUrl: given.DEMO_DATABASE_URL,
    cacheUrl: given.DEMO_CACHE_URL,
    paymentsUrl: given.DEMO_PAYMENTS_URL,
    carrierUrl: given.DEMO_CARRIER_URL,
    ratesUrl: given.DEMO_RATES_URL,
  };
}
