/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/__tests__'],
  // Big-integer code of CommonJS packages is forty times slower where Math is looked up through the sandbox.
  sandboxInjectedGlobals: ['Math'],
  maxWorkers: '100%',
  // For what hangs, and nothing else: a busy machine takes its time.
  testTimeout: 300_000,
  // Minutes long: npm run test:faults, npm run test:long-runs.
  testPathIgnorePatterns: ['/node_modules/', '/__tests__/faults/', '/__tests__/long-runs/'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'es6' } }],
  },
};
