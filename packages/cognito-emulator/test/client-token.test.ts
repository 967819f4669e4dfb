import { GetClientTokenCommand, type GetClientTokenCommandInput } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import type { AppClientRequest } from '../src/app-client.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { refusalOf, sdkFor } from './sdk.ts';

const given = emulatorPerTest();

const machine: AppClientRequest = {
  secret: true,
  flows: ['ALLOW_CLIENT_TOKEN_AUTH'],
  scopes: ['orders/read', 'orders/write'],
};

/** Disables signing, which the SDK does for this operation although its documentation says that IAM is not involved. */
const unsigned = { httpAuthSchemeProvider: () => [{ schemeId: 'smithy.api#noAuth' }] };

function setUp(clientRequest: AppClientRequest = machine) {
  const pool = given.emulator.createPool();
  const client = pool.createClient(clientRequest);
  const getToken = (more: Partial<GetClientTokenCommandInput> = {}) =>
    sdkFor(given.emulator, unsigned).send(
      new GetClientTokenCommand({ ClientId: client.id, Secret: client.secret ?? 's'.repeat(51), ...more }),
    );
  return { pool, client, getToken };
}

describe('GetClientToken', () => {
  it('passes client metadata to the pre token generation trigger', async () => {
    const { pool, client, getToken } = setUp();
    await getToken({ ClientMetadata: { stage: 'test' } });
    expect(pool.triggerCalls).toStrictEqual([
      { source: 'TokenGeneration_ClientCredentials', username: client.id, clientMetadata: { stage: 'test' } },
    ]);
  });

  it('refuses AWS credentials', async () => {
    const { client } = setUp();
    const command = new GetClientTokenCommand({ ClientId: client.id, Secret: client.secret });
    expect(await refusalOf(sdkFor(given.emulator).send(command))).toMatch(/^CredentialsSentException: /);
    expect(given.emulator.violations).toStrictEqual(['GetClientToken was sent with the header authorization.']);
  });

  it('meets injected faults, and records its secrets', async () => {
    const { client, getToken } = setUp();
    given.emulator.injectFault({ operation: 'GetClientToken', kind: 'throttled', times: 1 });
    expect(await refusalOf(getToken())).toBe('TooManyRequestsException: Rate exceeded');
    const token = (await getToken()).ClientAuthenticationResult?.AccessToken;
    expect(given.emulator.secrets).toContainEqual({ kind: 'client secret', text: client.secret });
    expect(given.emulator.secrets).toContainEqual({ kind: 'access token', text: token });
  });
});
