import { readFileSync } from 'node:fs';
import { test as base, expect } from '@playwright/test';

const users = JSON.parse(readFileSync(process.env['USERS_FILE'], 'utf8'));

const test = base.extend({
  // Workers that run at the same time have different indexes, from 0.
  extraHTTPHeaders: async ({ baseURL: _ }, use, { parallelIndex }) => {
    await use({ Authorization: `Bearer ${users[parallelIndex].idToken}` });
  },
});

for (const quantity of [1, 2, 3, 4, 5, 6, 7, 8]) {
  test(`lists only the orders of its own user, ${quantity}`, async ({ request }) => {
    const before = await (await request.get('/orders')).json();
    await request.post('/orders', { data: { item: 'espresso cup', quantity } });
    const after = await (await request.get('/orders')).json();
    expect(after.orders.length).toBe(before.orders.length + 1);
  });
}
