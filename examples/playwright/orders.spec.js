import { expect, test } from '@playwright/test';

// `expect(response).toBeOK()` prints the request's headers when it fails. Check the status instead.

test('refuses a caller without a token', async ({ playwright, baseURL }) => {
  const anonymous = await playwright.request.newContext({ baseURL, extraHTTPHeaders: {} });
  const response = await anonymous.get('/orders');
  expect(response.status()).toBe(401);
});

test('creates an order', async ({ request }) => {
  const created = await request.post('/orders', { data: { item: 'espresso cup', quantity: 2 } });
  expect(created.status()).toBe(201);
  const { id } = await created.json();

  const response = await request.get(`/orders/${id}`);
  expect(response.status()).toBe(200);
  expect(await response.json()).toMatchObject({ id, item: 'espresso cup' });
});
