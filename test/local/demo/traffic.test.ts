import { describe, expect, it } from '@jest/globals';
import { treatment, USUAL_ERROR_SHARE } from '../../../local/demo/faults';
import { duration, pickRoute, routeOf, routes } from '../../../local/demo/shop/routes';
import { DAY_MINUTES, rateAt } from '../../../local/demo/rhythm';

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
    expect(picked.filter((route) => route === '/api/products').length / picked.length).toBeCloseTo(0.38, 1);
  });

  it('is quick without a fault: p95 over all routes well below 500 ms', () => {
    const random = numbers(3);
    const values = Array.from({ length: 4_000 }, () => duration(pickRoute(random), random));
    expect(quantile(values, 0.5)).toBeGreaterThan(5);
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

  it('follows a day of 24 minutes: a quiet night, a busy evening, never nothing', () => {
    const minutes = Array.from({ length: DAY_MINUTES * 10 }, (_, tenth) => rateAt(tenth * 6, 20));
    expect(Math.min(...minutes)).toBeCloseTo(8, 1);
    expect(Math.max(...minutes)).toBeCloseTo(30, 1);
    expect(minutes.reduce((sum, rate) => sum + rate, 0) / minutes.length).toBeCloseTo(20, 5);
    expect(rateAt(DAY_MINUTES * 60, 20)).toBeCloseTo(rateAt(0, 20), 5);
  });
});
