import { AdminGetUserCommand, SignUpCommand } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import type { RequestFault } from '../src/faults.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { refusalOf, sdkFor } from './sdk.ts';

const given = emulatorPerTest();

/** Sends a request to each service of the emulator. */
const requests: Record<string, () => Promise<Response>> = {
  AdminGetUser: () => callApi('AdminGetUser'),
  GetClientToken: () => callApi('GetClientToken'),
  'oauth2/token': () => fetch(`${given.emulator.url}/oauth2/token`, { method: 'POST' }),
  'GET login': () => fetch(`${given.emulator.url}/login`),
  'github-oidc': () => fetch(given.emulator.oidc.requestUrl),
  AssumeRoleWithWebIdentity: () =>
    fetch(given.emulator.url, {
      method: 'POST',
      body: new URLSearchParams({ Action: 'AssumeRoleWithWebIdentity', Version: '2011-06-15' }),
    }),
};

function callApi(operation: string): Promise<Response> {
  return fetch(given.emulator.url, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-amz-json-1.1',
      'X-Amz-Target': `AWSCognitoIdentityProviderService.${operation}`,
    },
    body: '{}',
  });
}

/** Sends the request, which meets the fault. */
function meet(operation: string, fault: RequestFault): Promise<Response> {
  given.emulator.injectFault({ operation, times: 1, ...fault });
  const send = requests[operation];
  if (send === undefined) {
    throw new RangeError(operation);
  }
  return send();
}

describe.each(Object.keys(requests))('a request to %s', (operation) => {
  it('meets an answer that is truncated within its body', async () => {
    const answer = await meet(operation, { kind: 'truncated' });
    expect(Number(answer.headers.get('content-length'))).toBeGreaterThan(0);
    await expect(answer.text()).rejects.toThrow('terminated');
    expect(given.emulator.requests).toMatchObject([{ operation, fault: 'truncated' }]);
  });

  it('meets status 101', async () => {
    await expect(meet(operation, { kind: 'switching-protocols' })).rejects.toThrow('fetch failed');
    expect(given.emulator.requests).toMatchObject([{ operation, fault: 'switching-protocols' }]);
  });

  it.each(['gzip', 'br', 'deflate'] as const)('meets plain bytes that claim to be %s', async (encoding) => {
    const answer = await meet(operation, { kind: 'broken-encoding', encoding });
    expect(answer.headers.get('content-encoding')).toBe(encoding);
    await expect(answer.text()).rejects.toThrow('terminated');
  });

  it('meets an answer that never ends', async () => {
    const { body } = await meet(operation, { kind: 'endless' });
    let length = 0;
    for await (const chunk of body ?? []) {
      length += chunk.length;
      if (length > 5_000_000) {
        break;
      }
    }
    expect(length).toBeGreaterThan(5_000_000);
  });

  it.each([
    [200, ''],
    [200, '<p>Sign in</p>'],
    [408, ''],
  ])('meets a page with status %i and the body "%s"', async (status, body) => {
    const answer = await meet(operation, { kind: 'page', status, body });
    expect(answer).toMatchObject({ status });
    expect(answer.headers.get('content-type')).toBe('text/html');
    expect([...answer.headers.keys()].filter((name) => name.startsWith('x-'))).toStrictEqual([]);
    expect(await answer.text()).toBe(body);
  });
});

it('handles a request whose answer is truncated', async () => {
  const pool = given.emulator.createPool();
  const { id: ClientId } = pool.createClient();
  given.emulator.injectFault({ operation: 'SignUp', kind: 'truncated', times: 1 });
  await refusalOf(sdkFor(given.emulator).send(new SignUpCommand({ ClientId, Username: 'ada', Password: 'Correct-1' })));
  expect(pool.users).toHaveLength(1);
});

it('labels plain bytes as zstd', async () => {
  const fault = { kind: 'broken-encoding', encoding: 'zstd' } as const;
  const answer = await requests['AdminGetUser']?.();
  expect(answer?.headers.get('content-encoding')).toBeNull();
  given.emulator.injectFault({ operation: '*', times: 1, ...fault });
  expect((await requests['AdminGetUser']?.())?.headers.get('content-encoding')).toBe('zstd');
});

describe('deletePool', () => {
  it('makes the pool and its clients unknown', async () => {
    const pool = given.emulator.createPool();
    const { id: ClientId } = pool.createClient();
    pool.addUser({ username: 'ada', password: 'Correct-1' });
    const sdk = sdkFor(given.emulator);
    const getAda = () => sdk.send(new AdminGetUserCommand({ UserPoolId: pool.id, Username: 'ada' }));
    await getAda();
    given.emulator.deletePool(pool);
    expect(await refusalOf(getAda())).toBe(`ResourceNotFoundException: User pool ${pool.id} does not exist.`);
    expect(await refusalOf(sdk.send(new SignUpCommand({ ClientId, Username: 'eve', Password: 'Correct-1' })))).toBe(
      `ResourceNotFoundException: User pool client ${ClientId} does not exist.`,
    );
  });
});
