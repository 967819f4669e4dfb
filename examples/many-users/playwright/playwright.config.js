import { defineConfig } from '@playwright/test';

export default defineConfig({
  // At most as many as there are users.
  workers: 4,
  fullyParallel: true,
  use: {
    baseURL: process.env['BASE_URL'],
    // A trace contains every request with its headers.
    trace: 'off',
  },
});
