import { availableParallelism } from 'node:os';
import { join } from 'node:path';

// The steps that scenarios start compile the bundle once, not thousands of times.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, 'node_modules', '.cache', 'compiled');

/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/__tests__', '<rootDir>/packages'],
  // BigInt code of CommonJS packages is 40 times slower when it looks up Math in jest's sandbox.
  sandboxInjectedGlobals: ['Math'],
  // More workers than cores, because many tests wait. Jest takes percentages only up to 100.
  maxWorkers: Math.ceil(availableParallelism() * 1.5),
  // Only catches tests that hang, because a busy machine can be slow.
  testTimeout: 300_000,
  // These take minutes and have their own commands: npm run test:faults, test:long-runs and live.
  testPathIgnorePatterns: ['/node_modules/', '/faults/', '/__tests__/long-runs/', '/__tests__/live/'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'es6' } }],
  },
};
