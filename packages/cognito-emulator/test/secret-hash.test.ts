import { describe, expect, it } from '@jest/globals';
import { type AppClientRequest, secretHash } from '../src/app-client.ts';
import type { PoolRequest } from '../src/pool-settings.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { refusalOf, sdkFor, signIn } from './sdk.ts';

const flows: AppClientRequest = { flows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] };

const given = emulatorPerTest();

function setUp(clientRequest: AppClientRequest = {}, poolRequest: PoolRequest = {}, username = 'ada') {
  const pool = given.emulator.createPool(poolRequest);
  const client = pool.createClient({ ...flows, ...clientRequest });
  return { client, user: pool.addUser({ username, password: 'Correct-1' }), sdk: sdkFor(given.emulator) };
}

describe('SECRET_HASH', () => {
  const confidential = { secret: true };

  it('equals the output of `printf adaclient1 | openssl dgst -sha256 -hmac secret -binary | base64`', () => {
    expect(secretHash('secret', 'ada', 'client1')).toBe('YF79Jzf/0ANoElS+RyhQHnjtCVFgWfFoCRVNqQrekXI=');
  });

  it('is reported as wrong if it is missing, with the older wording', async () => {
    const { client, sdk } = setUp(confidential, { wording: 'older' });
    expect(await refusalOf(signIn(sdk, client.id, { USERNAME: 'ada', PASSWORD: 'Correct-1' }))).toBe(
      `NotAuthorizedException: Unable to verify secret hash for client ${client.id}`,
    );
  });
});
