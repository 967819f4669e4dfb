// Verify that Amplify finds the user in the cookies of a request, as its adapter for Next.js does.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, test } from '@playwright/test';
import {
  createKeyValueStorageFromCookieStorageAdapter,
  createUserPoolsTokenProvider,
  runWithAmplifyServerContext,
} from 'aws-amplify/adapter-core';
import { getCurrentUser } from 'aws-amplify/auth/server';

const { USER_POOL_ID: userPoolId = '', CLIENT_ID: userPoolClientId = '' } = process.env;
const Auth = { Cognito: { userPoolId, userPoolClientId } };

/** Finds the user in the header `Cookie`. Looks cookies up by their encoded name, and decodes only their value. */
async function userIn(header) {
  const cookies = new Map(header.split('; ').map((cookie) => /^([^=]*)=(.*)$/.exec(cookie)?.slice(1) ?? []));
  const encode = (name) => encodeURIComponent(name).replaceAll(/%(2[346B]|5E|60|7C)/g, decodeURIComponent);
  const storage = createKeyValueStorageFromCookieStorageAdapter({
    get: (name) => {
      const value = cookies.get(encode(name));
      return value && { name, value: decodeURIComponent(value) };
    },
    getAll: () => [],
    set: () => undefined,
    delete: () => undefined,
  });
  const tokenProvider = createUserPoolsTokenProvider(Auth, storage);
  return await runWithAmplifyServerContext({ Auth }, { Auth: { tokenProvider } }, (context) => getCurrentUser(context));
}

test('a server finds the user in the cookies of a request', async ({ page }) => {
  const server = createServer(async (request, response) => {
    const { username } = await userIn(request.headers.cookie ?? '').catch(({ name }) => ({ username: name }));
    response.setHeader('Content-Type', 'text/html').end(`<p role="status">${username}</p>`);
  }).listen(0, 'localhost');
  await once(server, 'listening');
  await page.goto(`http://localhost:${server.address().port}/`);
  await expect(page.getByRole('status')).toHaveText(/^gha-\S+@example\.com$/);
  server.close();
});
