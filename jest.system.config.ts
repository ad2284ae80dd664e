import type { Config } from 'jest';
import live from './jest.live.config';

/**
 * `npm run test:system`: what else is proven against real programs: the page, the end of a run, `verify` against an API server,
 * delays, lost Alertmanagers, broken channels, windows, dashboards. A name as argument runs one of them.
 */
const config: Config = {
  ...live,
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/faults\\.test\\.ts$'],
};

export default config;
