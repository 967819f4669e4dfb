import { defineConfig } from '@playwright/test';

const { env } = process;
const baseURL = `http://localhost:${env['PORT'] ?? 3000}`;

export default defineConfig({
  testMatch: '*.spec.js',
  use: {
    baseURL,
    storageState: env['STORAGE_STATE'],
    // A trace contains the tokens.
    trace: 'off',
    // Undefined: the browser that Playwright has installed.
    launchOptions: { executablePath: env['CHROMIUM'] },
  },
  webServer: { command: 'npm start', url: baseURL },
});
