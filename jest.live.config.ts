import type { Config } from 'jest';
import base from './jest.config';

/** `npm run test:live`: the local run as a user starts it, with real Prometheus and Alertmanager. Takes minutes. */
const config: Config = {
  ...base,
  roots: ['<rootDir>/test/live'],
  testMatch: ['**/*.test.ts'],
  // First use builds the programs.
  testTimeout: 900_000,
  verbose: true,
};

export default config;
