import { readFileSync } from 'node:fs';
import { defineConfig } from 'cypress';

export default defineConfig({
  e2e: {
    specPattern: '*.cy.js',
    supportFile: false,
    setupNodeEvents(on) {
      on('task', { storageState: () => JSON.parse(readFileSync(process.env['STORAGE_STATE'], 'utf8')) });
    },
  },
});
