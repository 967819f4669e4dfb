import { describe, expect, it } from '@jest/globals';
import { type AppClientRequest, secretHash } from '../src/app-client.ts';
import type { PoolRequest } from '../src/pool-settings.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { refresh, refusalOf, sdkFor, signIn } from './sdk.ts';

const flows: AppClientRequest = { flows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] };

const given = emulatorPerTest();

const setUp = (clientRequest: AppClientRequest = {}, poolRequest: PoolRequest = {}, username = 'ada') => {
  const pool = given.emulator.createPool(poolRequest);
  const client = pool.createClient({ ...flows, ...clientRequest });
  return { client, user: pool.addUser({ username, password: 'Correct-1' }), sdk: sdkFor(given.emulator) };
};

describe('SECRET_HASH', () => {
  const notReceived = (id: string) =>
    `NotAuthorizedException: Client ${id} is configured with secret but SECRET_HASH was not received`;
  const confidential = { secret: true };

  it('equals the output of `printf adaclient1 | openssl dgst -sha256 -hmac secret -binary | base64`', () => {
    expect(secretHash('secret', 'ada', 'client1')).toBe('YF79Jzf/0ANoElS+RyhQHnjtCVFgWfFoCRVNqQrekXI=');
  });

  it('is valid for exactly the USERNAME of the request', async () => {
    const { client, sdk } = setUp(confidential, { usernameAttributes: ['email'] }, 'ada@example.com');
    const answer = await signIn(sdk, client.id, {
      USERNAME: 'ADA@example.com',
      PASSWORD: 'Correct-1',
      SECRET_HASH: secretHash(client.secret ?? '', 'ADA@example.com', client.id),
    });
    expect(answer.AuthenticationResult).toBeDefined();
  });

  it('is refused if it is missing or for another name', async () => {
    const { client, sdk } = setUp(confidential);
    const parameters = { USERNAME: 'ada', PASSWORD: 'Correct-1' };
    const SECRET_HASH = secretHash(client.secret ?? '', 'Ada', client.id);
    expect(await refusalOf(signIn(sdk, client.id, parameters))).toBe(notReceived(client.id));
    expect(await refusalOf(signIn(sdk, client.id, { ...parameters, SECRET_HASH }))).toBe(
      `NotAuthorizedException: Unable to verify secret hash for client ${client.id}`,
    );
  });

  it('is reported as wrong if it is missing, with the older wording', async () => {
    const { client, sdk } = setUp(confidential, { wording: 'older' });
    expect(await refusalOf(signIn(sdk, client.id, { USERNAME: 'ada', PASSWORD: 'Correct-1' }))).toBe(
      `NotAuthorizedException: Unable to verify secret hash for client ${client.id}`,
    );
  });

  it('is refused for a client without a secret', async () => {
    const { client, sdk } = setUp();
    const parameters = { USERNAME: 'ada', PASSWORD: 'Correct-1', SECRET_HASH: 'abc=' };
    expect(await refusalOf(signIn(sdk, client.id, parameters))).toBe(
      `InvalidParameterException: App client ${client.id} is not configured for secret but secret hash was received`,
    );
  });

  it('contains the real username in REFRESH_TOKEN_AUTH', async () => {
    const { client, user, sdk } = setUp(confidential, { usernameAttributes: ['email'] }, 'ada@example.com');
    const hash = (name: string): string => secretHash(client.secret ?? '', name, client.id);
    const { AuthenticationResult } = await signIn(sdk, client.id, {
      USERNAME: 'ada@example.com',
      PASSWORD: 'Correct-1',
      SECRET_HASH: hash('ada@example.com'),
    });
    const REFRESH_TOKEN = AuthenticationResult?.RefreshToken ?? '';
    expect(await refusalOf(refresh(sdk, client.id, { REFRESH_TOKEN }))).toBe(notReceived(client.id));
    expect(await refusalOf(refresh(sdk, client.id, { REFRESH_TOKEN, SECRET_HASH: hash('ada@example.com') }))).toBe(
      `NotAuthorizedException: SecretHash does not match for the client: ${client.id}`,
    );
    const answer = await refresh(sdk, client.id, { REFRESH_TOKEN, SECRET_HASH: hash(user.username) });
    expect(answer.AuthenticationResult).toBeDefined();
  });
});
