import type { Config } from 'jest';
import base from './jest.config';

/** Published as ES modules only, which jest must be told to compile. */
const esModules = ['@kubernetes/client-node', 'openid-client', 'oauth4webapi', 'jose'];

/** `npm run test:live`: every fault of the local run, as a user starts it, with real Prometheus and Alertmanager. A quarter of an hour. */
const config: Config = {
  ...base,
  roots: ['<rootDir>/test/live'],
  testMatch: ['**/faults.test.ts'],
  transform: {
    '^.+\\.[jt]s$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esModules.join('|')})/)`],
  // First use builds the programs.
  testTimeout: 900_000,
  verbose: true,
};

export default config;
