import { describe, expect, it } from '@jest/globals';
import { treatment, USUAL_ERROR_SHARE } from '../../../local/demo/faults';
import { duration, pickRoute, routeOf, routes } from '../../../local/demo/routes';
import { rateAt } from '../../../local/demo/traffic';

/** Numbers from 0 up to 1 that look random and are the same every time (mulberry32). */
function numbers(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const quantile = (values: number[], share: number): number =>
  values.sort((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN;

describe('the traffic of the demo application', () => {
  it('asks only for paths that the application serves', () => {
    const random = numbers(1);
    for (const route of routes) {
      const path = new URL(route.example(random), 'http://demo').pathname;
      expect(routeOf(route.method, path)).toBe(route);
    }
  });

  it('spreads over the routes by their weight', () => {
    const random = numbers(2);
    const picked = Array.from({ length: 4_000 }, () => pickRoute(random).route);
    expect(picked.filter((route) => route === '/api/products').length / picked.length).toBeCloseTo(0.4, 1);
  });

  it('is quick without a fault: p95 over all routes well below 500 ms', () => {
    const random = numbers(3);
    const values = Array.from({ length: 4_000 }, () => duration(pickRoute(random), random));
    expect(quantile(values, 0.5)).toBeGreaterThan(10);
    expect(quantile(values, 0.95)).toBeLessThan(250);
  });

  it('is slow with the latency fault: every request above 500 ms', () => {
    const { extraMs } = treatment(new Set(['latency']), () => 0);
    expect(extraMs).toBeGreaterThan(500);
  });

  it('fails one request in a thousand, and one in two with the error-rate fault', () => {
    expect(treatment(new Set()).errorShare).toBe(USUAL_ERROR_SHARE);
    expect(treatment(new Set(['error-rate'])).errorShare).toBe(0.5);
  });

  it('swings around its average, never to nothing', () => {
    const rates = Array.from({ length: 600 }, (_, second) => rateAt(second, 20));
    expect(Math.min(...rates)).toBeCloseTo(12, 0);
    expect(Math.max(...rates)).toBeCloseTo(28, 0);
  });
});
