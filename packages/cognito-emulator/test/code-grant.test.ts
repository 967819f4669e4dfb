import { describe, expect, it } from '@jest/globals';
import type { AppClientRequest } from '../src/app-client.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { authorizeUrl, codeOf, enter, exchangeCode, setUpLogin } from './login-fixture.ts';

const given = emulatorPerTest();

/** Creates a code for `ada` and a function that exchanges it. */
async function withCode(clientRequest: AppClientRequest = {}, query: Record<string, string | undefined> = {}) {
  const { pool, client } = setUpLogin(given.emulator, { client: clientRequest });
  const code = codeOf(await enter(authorizeUrl(given.emulator, client, query)));
  const exchange = (more: Record<string, string | undefined> = {}, headers: Record<string, string> = {}) =>
    exchangeCode(given.emulator, client, { code, ...more }, headers);
  return { pool, client, code, exchange };
}

const granted = {
  status: 200,
  data: {
    id_token: expect.any(String),
    access_token: expect.any(String),
    refresh_token: expect.any(String),
    expires_in: 3600,
    token_type: 'Bearer',
  },
};
function refused(error: string) {
  return { status: 400, data: { error } };
}

describe('the authorization code grant', () => {
  it('is recorded, and runs the pre token generation trigger', async () => {
    const { pool, exchange } = await withCode();
    expect(await exchange()).toStrictEqual(granted);
    expect(await exchange()).toStrictEqual(refused('invalid_grant'));
    expect(pool.triggerCalls.at(-1)).toStrictEqual({ source: 'TokenGeneration_HostedAuth', username: 'ada' });
    expect(given.emulator.requests.slice(-2)).toMatchObject([
      { operation: 'oauth2/token', status: 200, body: { grant_type: 'authorization_code' } },
      { operation: 'oauth2/token', status: 400, error: 'invalid_grant' },
    ]);
    expect(given.emulator.violations).toStrictEqual([]);
  });

  it('accepts a code for five minutes', async () => {
    const [early, late] = [await withCode(), await withCode()];
    given.now += 5 * 60 * 1000 - 1;
    expect(await early.exchange()).toStrictEqual(granted);
    given.now += 1;
    expect(await late.exchange()).toStrictEqual(refused('invalid_grant'));
  });

  it('refuses unknown parameters', async () => {
    const { exchange } = await withCode();
    expect(await exchange({ password: 'x' })).toStrictEqual(refused('invalid_request'));
    expect(given.emulator.violations).toStrictEqual(['authorization_code was sent with the parameter password.']);
  });
});
