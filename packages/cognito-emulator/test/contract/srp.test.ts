/** Sign-in with SRP: USER_SRP_AUTH and PASSWORD_VERIFIER, by AWS's and others' client libraries. */
import { getDiffieHellman } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { formatSrpTimestamp } from '../../src/sign-in/srp-flow.ts';
import { signInWithIdentityJs, signInWithSrpHelper } from '../srp-clients.ts';
import { INVALID_SESSION, invalid, LOCKED, missing, refusalOf, USED_SESSION, WRONG_PASSWORD } from './answers.ts';
import type { ContractClient } from './client.ts';
import { type PoolRequest, TEMPORARY_PASSWORD, type Texts, UUID } from './pool.ts';
import { type Requests, useService } from './service.ts';

const EMAIL = 'ada@example.com';
const EMAIL_POOL: PoolRequest = { UsernameAttributes: ['email'] };

const service = await useService();

/** Signs in with the library, by default as `ada`. */
function signIn(client: ContractClient, more: Parameters<typeof signInWithSrpHelper>[2] = {}) {
  return signInWithSrpHelper(service, client, more);
}

describe('USER_SRP_AUTH by cognito-srp-helper', () => {
  const CONFIDENTIAL: Requests = { pool: EMAIL_POOL, client: { GenerateSecret: true }, username: EMAIL };

  it('signs in, also by e-mail address and with a client secret', async () => {
    const { client } = await service.setUp();
    expect(await signIn(client)).toMatchObject({ outcome: 'signed in' });
    const confidential = await service.setUp(CONFIDENTIAL);
    expect(await signIn(confidential.client, { username: EMAIL })).toMatchObject({ outcome: 'signed in' });
  });

  it('gets PASSWORD_VERIFIER without a session', async () => {
    const { client } = await service.setUp();
    const { challenge, outcome } = await signIn(client, { password: 'wrong' });
    expect(outcome).toBe(WRONG_PASSWORD);
    expect(challenge).toStrictEqual({
      SALT: expect.stringMatching(/^[1-9a-f][0-9a-f]{0,31}$/),
      SRP_B: expect.stringMatching(/^[1-9a-f][0-9a-f]{0,767}$/),
      SECRET_BLOCK: expect.any(String),
      USER_ID_FOR_SRP: 'ada',
      USERNAME: 'ada',
    });
  });

  it('can answer with the alias as USERNAME if the secret hash contains it, too', async () => {
    const { client } = await service.setUp(CONFIDENTIAL);
    const alias = { USERNAME: EMAIL, SECRET_HASH: client.hash(EMAIL) };
    expect(await signIn(client, { username: EMAIL, changes: alias })).toMatchObject({ outcome: 'signed in' });
    expect(await signIn(client, { username: EMAIL, changes: { USERNAME: EMAIL } })).toMatchObject({
      outcome: `NotAuthorizedException: Unable to verify secret hash for client ${client.id}`,
    });
  });

  it('gets a simulated challenge for an unknown user if the client hides users', async () => {
    const { client } = await service.setUp({ client: { PreventUserExistenceErrors: 'ENABLED' } });
    const [first, second] = [await signIn(client, { username: 'bob' }), await signIn(client, { username: 'bob' })];
    expect([first.outcome, second.outcome]).toStrictEqual([WRONG_PASSWORD, WRONG_PASSWORD]);
    const { SALT, USER_ID_FOR_SRP } = first.challenge;
    expect(USER_ID_FOR_SRP).toMatch(UUID);
    expect(second.challenge).toMatchObject({ SALT, USER_ID_FOR_SRP });
  });

  it.each<[string, Texts, string]>([
    ['another SECRET_BLOCK', { PASSWORD_CLAIM_SECRET_BLOCK: 'AAAA' }, INVALID_SESSION],
    ['another user', { USERNAME: 'bob' }, INVALID_SESSION],
    ['another TIMESTAMP', { TIMESTAMP: formatSrpTimestamp(Date.now() - 5000) }, WRONG_PASSWORD],
  ])('is refused with %s', async (_, changes, outcome) => {
    const { pool, client } = await service.setUp();
    await pool.addUser('bob');
    expect(await signIn(client, { changes })).toMatchObject({ outcome });
  });

  it('can use each SECRET_BLOCK once', async () => {
    const { client } = await service.setUp();
    const { responses } = await signIn(client);
    expect(await refusalOf(client.respond('PASSWORD_VERIFIER', undefined, responses))).toBe(USED_SESSION);
  });

  it('gets the challenge that follows the password', async () => {
    const { pool, client } = await service.setUp();
    await pool.createUser('eve');
    const { outcome } = await signIn(client, { username: 'eve', password: TEMPORARY_PASSWORD });
    expect(outcome).toBe('NEW_PASSWORD_REQUIRED');
  });

  it('locks the user for a second at the fifth wrong password', async () => {
    const { client } = await service.setUp();
    for (const password of ['1', '2', '3', '4', '5']) {
      expect(await signIn(client, { password })).toMatchObject({ outcome: WRONG_PASSWORD });
    }
    expect(await refusalOf(client.signIn())).toBe(LOCKED);
  });
});

// The library confirms a new device automatically.
it.each([[undefined], [{ ChallengeRequiredOnNewDevice: false, DeviceOnlyRememberedOnUserPrompt: false }]])(
  'amazon-cognito-identity-js signs in (DeviceConfiguration %j)',
  async (DeviceConfiguration) => {
    const { client } = await service.setUp({ pool: { ...EMAIL_POOL, DeviceConfiguration }, username: EMAIL });
    expect(await signInWithIdentityJs(service, client, EMAIL)).toBe('signed in');
    expect(await signInWithIdentityJs(service, client, EMAIL, 'wrong')).toBe(WRONG_PASSWORD);
  },
);

describe('TIMESTAMP', () => {
  const FORM = invalid('TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.');
  it.each([
    ['Tue Feb 03 04:05:06 UTC 2026', FORM],
    ['Wed Feb 3 04:05:06 UTC 2026', FORM],
    ['Tue Feb 3 4:05:06 UTC 2026', FORM],
    ['Tue Feb 3 04:05:06 GMT 2026', FORM],
    ['Di Feb 3 04:05:06 UTC 2026', FORM],
    ['Tue Feb 30 04:05:06 UTC 2026', FORM],
    ['2026-02-03T04:05:06Z', FORM],
    ['Tue Feb 3 04:05:06 UTC 2026', WRONG_PASSWORD],
  ])('refuses %s', async (TIMESTAMP, refusal) => {
    const { client } = await service.setUp();
    const started = await client.initiate('USER_SRP_AUTH', { USERNAME: 'ada', SRP_A: '2' });
    const call = client.respond('PASSWORD_VERIFIER', undefined, {
      USERNAME: 'ada',
      PASSWORD_CLAIM_SECRET_BLOCK: started.ChallengeParameters?.['SECRET_BLOCK'] ?? '',
      PASSWORD_CLAIM_SIGNATURE: 'AAAA',
      TIMESTAMP,
    });
    expect(await refusalOf(call)).toBe(refusal);
  });
});

describe('SRP_A', () => {
  /** The 3072-bit group of RFC 3526. */
  const modulus = BigInt(`0x${getDiffieHellman('modp15').getPrime('hex')}`);
  const NOT_VALID = invalid('SRP_A is not valid.');

  it.each([
    ['zero', '0', NOT_VALID],
    ['zero bytes', '0000', NOT_VALID],
    ['the modulus', modulus.toString(16), NOT_VALID],
    ['twice the modulus', (2n * modulus).toString(16), NOT_VALID],
    ['not hexadecimal', 'xyz', NOT_VALID],
    ['missing', '', missing('SRP_A')],
  ])('is refused if it is %s', async (_, SRP_A, refusal) => {
    const { client } = await service.setUp();
    const call = client.initiate('USER_SRP_AUTH', { USERNAME: 'ada', SRP_A });
    expect(await refusalOf(call)).toBe(refusal);
  });
});
