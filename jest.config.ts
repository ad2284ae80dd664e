import type { Config } from 'jest';

const config: Config = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  // Those of test/live are collected by jest.live.config.ts and jest.system.config.ts.
  testMatch: ['**/*.test.ts', '!**/test/live/**'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
  // Each test file loads the Pulumi SDK anew (about 55 MB of heap, reclaimed late): restart fat workers.
  workerIdleMemoryLimit: '700MB',
  maxWorkers: 2,
  testTimeout: 30_000,
  reporters: ['default', '<rootDir>/test/support/closingLine.cjs'],
};

export default config;
