// Runs every test that chooses from a table or is left out otherwise, with everything chosen.
import { globSync, readFileSync } from 'node:fs';
import config from './jest.config.js';

// Read by __tests__/support/sample.ts in each worker.
process.env.TEST_SAMPLES = 'everything';

const choosing = globSync('__tests__/{scenario,unit}/**/*.test.ts', { cwd: import.meta.dirname })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => readFileSync(new URL(path, import.meta.url), 'utf8').includes("support/sample.ts'"));

/** @type {import('jest').Config} */
export default { ...config, testMatch: choosing.map((path) => `<rootDir>/${path}`) };
