import { describe, expect, it } from '@jest/globals';
import { startEmulator } from '../src/index.ts';
import { refusalOf } from './contract/answers.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { callsOn, sdkFor } from './sdk.ts';
import { setUpClient } from './user-fixture.ts';

const given = emulatorPerTest();

function post(headers: Record<string, string>, body = '{}'): Promise<Response> {
  return fetch(given.emulator.url, { method: 'POST', headers, body });
}

const INITIATE_AUTH_HEADERS = {
  'Content-Type': 'application/x-amz-json-1.1',
  'X-Amz-Target': 'AWSCognitoIdentityProviderService.InitiateAuth',
};

describe('the protocol', () => {
  it('lets a web page call it', async () => {
    const origin = { Origin: 'http://localhost:3000' };
    const preflight = await fetch(given.emulator.url, {
      method: 'OPTIONS',
      headers: {
        ...origin,
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'content-type,x-amz-target',
      },
    });
    expect(preflight.status).toBe(200);
    expect(Object.fromEntries(preflight.headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'content-type,x-amz-target',
    });
    const response = await post({ ...INITIATE_AUTH_HEADERS, ...origin });
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect((await post(INITIATE_AUTH_HEADERS)).headers.has('access-control-allow-origin')).toBe(false);
    expect(given.emulator.requests).toHaveLength(2);
  });

  it('refuses GET', async () => {
    const response = await fetch(given.emulator.url, { headers: INITIATE_AUTH_HEADERS });
    expect(await response.json()).toMatchObject({ code: 'BadRequest' });
  });

  it('refuses an unknown operation', async () => {
    const call = sdkFor(given.emulator).listGroups({ UserPoolId: 'eu-west-1_a' });
    expect(await refusalOf(call)).toMatch(/^UnknownOperationException/);
  });
});

it.each(['authorization', 'x-amz-security-token'])(
  'an operation without AWS credentials refuses the header %s and records the violation',
  async (name) => {
    const response = await post({ ...INITIATE_AUTH_HEADERS, [name]: 'anything' });
    expect(await response.json()).toMatchObject({ __type: 'CredentialsSentException' });
    expect(given.emulator.violations).toStrictEqual([`InitiateAuth was sent with the header ${name}.`]);
  },
);

it('closing the emulator closes kept-alive connections and frees the port', async () => {
  const own = await startEmulator();
  const call = () => refusalOf(callsOn({ id: 'eu-west-1_AbCdEf123' }, own).createUser('ada'));
  const whileOpen = await call();
  await own.close();
  expect(whileOpen).toMatch(/^ResourceNotFoundException/);
  expect(await call()).toContain('ECONNREFUSED');
});

describe('recorded requests', () => {
  it('include the number of the connection', async () => {
    const { owner, calls } = setUpClient(given.emulator);
    await owner.addUser('ada');
    await calls.signIn();
    expect(
      given.emulator.requests.map(({ operation, signed, connection }) => [operation, signed, connection]),
    ).toStrictEqual([
      ['AdminCreateUser', true, 1],
      ['AdminSetUserPassword', true, 1],
      ['InitiateAuth', false, 1],
    ]);
    expect(given.emulator.requests[0]?.body).toMatchObject({ Username: 'ada' });
    expect(given.emulator.violations).toStrictEqual([]);
  });

  it.each(['InitiateAuth', 'RespondToAuthChallenge', 'SignUp'])(
    'include the client metadata of %s, even if the call fails',
    async (operation) => {
      const target = `AWSCognitoIdentityProviderService.${operation}`;
      await post({ ...INITIATE_AUTH_HEADERS, 'X-Amz-Target': target }, '{"ClientMetadata":{"tenant":"acme"}}');
      await post(INITIATE_AUTH_HEADERS);
      const [withSome, without] = given.emulator.requests;
      expect(withSome).toMatchObject({ operation, status: 400, clientMetadata: { tenant: 'acme' } });
      expect(without).not.toHaveProperty('clientMetadata');
    },
  );

  it('include the client metadata of the token endpoint', async () => {
    for (const aws_client_metadata of ['{"tenant":"acme"}', 'tenant=acme']) {
      const body = new URLSearchParams({ aws_client_metadata });
      await fetch(`${given.emulator.url}/oauth2/token`, { method: 'POST', body });
    }
    const [withSome, without] = given.emulator.requests;
    expect(withSome).toMatchObject({ clientMetadata: { tenant: 'acme' } });
    expect(without).not.toHaveProperty('clientMetadata');
  });
});
