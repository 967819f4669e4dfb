import { expect, test } from '@playwright/test';

test('shows the user who is signed in', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('status')).toHaveText(/^Signed in as ./);
});

test('renews the session', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Renew the session' }).click();
  await expect(page.getByRole('status')).toHaveText('The session was renewed');
});

test.describe('a visitor', () => {
  test.use({ storageState: { cookies: [], origins: [] } });

  test('is asked to sign in', async ({ page }) => {
    await page.goto('/');
    await expect(page.getByRole('status')).toHaveText('Please sign in');
  });
});
