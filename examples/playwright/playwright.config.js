import { defineConfig } from '@playwright/test';

export default defineConfig({
  testMatch: '*.spec.js',
  globalSetup: './reachable.js',
  use: {
    baseURL: process.env['BASE_URL'],
    extraHTTPHeaders: { Authorization: `Bearer ${process.env['ID_TOKEN']}` },
    // A trace contains every request with its headers.
    trace: 'off',
  },
  // The reporter `json` writes this configuration with the token, even if all tests pass.
  reporter: [['list'], ['junit', { outputFile: 'playwright.xml' }], ['html', { open: 'never' }]],
});
