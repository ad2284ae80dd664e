/** One endpoint of the shop. */
export interface Route {
  readonly method: 'GET' | 'POST';
  /** As the `route` label says it: placeholders, never ids. */
  readonly route: '/api/products' | '/api/products/:id' | '/api/search' | '/api/carts' | '/api/orders';
  /** A path that a client would request. */
  readonly example: (random: () => number) => string;
  /** Share of the traffic, relative to the other routes. */
  readonly weight: number;
  /**
   * Median in milliseconds, and spread (sigma), of the lognormal time that its own work takes, beside database, cache and
   * third parties.
   */
  readonly medianMs: number;
  readonly sigma: number;
  readonly status: 200 | 201;
}

/** Products of the shop. */
export const PRODUCTS = 200;

/** A few products are asked for much more often than the others. */
const id = (random: () => number): string => String(1 + Math.floor(PRODUCTS * random() ** 3));

export const routes: readonly Route[] = [
  {
    method: 'GET',
    route: '/api/products',
    example: () => '/api/products',
    weight: 38,
    medianMs: 14,
    sigma: 0.5,
    status: 200,
  },
  {
    method: 'GET',
    route: '/api/products/:id',
    example: (random) => `/api/products/${id(random)}`,
    weight: 32,
    medianMs: 8,
    sigma: 0.5,
    status: 200,
  },
  {
    method: 'GET',
    route: '/api/search',
    example: (random) => `/api/search?q=${id(random)}`,
    weight: 14,
    medianMs: 30,
    sigma: 0.6,
    status: 200,
  },
  {
    method: 'POST',
    route: '/api/carts',
    example: () => '/api/carts',
    weight: 9,
    medianMs: 12,
    sigma: 0.45,
    status: 201,
  },
  {
    method: 'POST',
    route: '/api/orders',
    example: () => '/api/orders',
    weight: 7,
    medianMs: 30,
    sigma: 0.45,
    status: 201,
  },
];

/** The route that serves a request; undefined is a 404. */
export function routeOf(method: string, path: string): Route | undefined {
  const known = /^\/api\/products\/[0-9]+$/.test(path) ? '/api/products/:id' : path;
  return routes.find((one) => one.method === method && one.route === known);
}

/** A route by weight. */
export function pickRoute(random: () => number): Route {
  const total = routes.reduce((sum, { weight }) => sum + weight, 0);
  let left = random() * total;
  const picked = routes.find(({ weight }) => (left -= weight) < 0) ?? routes.at(-1);
  if (picked === undefined) throw new Error('the demo application has no routes');
  return picked;
}

/** A lognormal duration in milliseconds (Box–Muller). */
export function duration(
  { medianMs, sigma }: Pick<Route, 'medianMs' | 'sigma'>,
  random: () => number,
): number {
  // 1 - random() is never 0, whose logarithm is infinite.
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return medianMs * Math.exp(sigma * normal);
}
