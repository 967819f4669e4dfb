/** Sign-in with SRP: USER_SRP_AUTH and PASSWORD_VERIFIER, by another client library. */
import { getDiffieHellman } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { formatSrpTimestamp } from '../../src/sign-in/srp-flow.ts';
import { INVALID_SESSION, invalid, LOCKED, missing, refusalOf, USED_SESSION, WRONG_PASSWORD } from './answers.ts';
import { TEMPORARY_PASSWORD, type Texts, UUID } from './pool.ts';
import { type Requests, useService } from './service.ts';
import { signInWithSrp } from './srp-client.ts';

const EMAIL = 'ada@example.com';
const CONFIDENTIAL: Requests = {
  pool: { UsernameAttributes: ['email'] },
  client: { GenerateSecret: true },
  username: EMAIL,
};

const service = await useService();

describe('USER_SRP_AUTH', () => {
  it('gets PASSWORD_VERIFIER without a session, whose SECRET_BLOCK can be used once', async () => {
    const { client } = await service.setUp();
    const { challenge, responses, outcome } = await signInWithSrp(client);
    expect(outcome).toBe('signed in');
    expect(challenge).toStrictEqual({
      SALT: expect.stringMatching(/^[1-9a-f][0-9a-f]{0,31}$/),
      SRP_B: expect.stringMatching(/^[1-9a-f][0-9a-f]{0,767}$/),
      SECRET_BLOCK: expect.any(String),
      USER_ID_FOR_SRP: 'ada',
      USERNAME: 'ada',
    });
    expect(await refusalOf(client.respond('PASSWORD_VERIFIER', undefined, responses))).toBe(USED_SESSION);
  });

  it('can answer with the alias as USERNAME if the secret hash contains it, too', async () => {
    const { client } = await service.setUp(CONFIDENTIAL);
    expect(await signInWithSrp(client, { username: EMAIL })).toMatchObject({ outcome: 'signed in' });
    const changes = { USERNAME: EMAIL, SECRET_HASH: client.hash(EMAIL) };
    expect(await signInWithSrp(client, { username: EMAIL, changes })).toMatchObject({ outcome: 'signed in' });
    expect(await signInWithSrp(client, { username: EMAIL, changes: { USERNAME: EMAIL } })).toMatchObject({
      outcome: `NotAuthorizedException: Unable to verify secret hash for client ${client.id}`,
    });
  });

  it('gets a simulated challenge for an unknown user if the client hides users', async () => {
    const { client } = await service.setUp({ client: { PreventUserExistenceErrors: 'ENABLED' } });
    const [first, second] = [await signInWithSrp(client), await signInWithSrp(client, { username: 'bob' })];
    const third = await signInWithSrp(client, { username: 'bob' });
    expect([first.outcome, second.outcome, third.outcome]).toStrictEqual(['signed in', WRONG_PASSWORD, WRONG_PASSWORD]);
    const { SALT, USER_ID_FOR_SRP } = second.challenge;
    expect(USER_ID_FOR_SRP).toMatch(UUID);
    expect(third.challenge).toMatchObject({ SALT, USER_ID_FOR_SRP });
  });

  it.each<[string, Texts, string]>([
    ['another SECRET_BLOCK', { PASSWORD_CLAIM_SECRET_BLOCK: 'AAAA' }, INVALID_SESSION],
    ['another user', { USERNAME: 'bob' }, INVALID_SESSION],
    ['another TIMESTAMP', { TIMESTAMP: formatSrpTimestamp(Date.now() - 5000) }, WRONG_PASSWORD],
  ])('is refused with %s', async (_, changes, outcome) => {
    const { pool, client } = await service.setUp();
    await pool.addUser('bob');
    expect(await signInWithSrp(client, { changes })).toMatchObject({ outcome });
  });

  it('gets the challenge that follows the password', async () => {
    const { pool, client } = await service.setUp();
    await pool.createUser('eve');
    const { outcome } = await signInWithSrp(client, { username: 'eve', password: TEMPORARY_PASSWORD });
    expect(outcome).toBe('NEW_PASSWORD_REQUIRED');
  });

  it('locks the user for a second at the fifth wrong password', async () => {
    const { client } = await service.setUp();
    for (const password of ['1', '2', '3', '4', '5']) {
      expect(await signInWithSrp(client, { password })).toMatchObject({ outcome: WRONG_PASSWORD });
    }
    expect(await refusalOf(client.signIn())).toBe(LOCKED);
  });
});

it.each([
  ['Tue Feb 03 04:05:06 UTC 2026'],
  ['Wed Feb 3 04:05:06 UTC 2026'],
  ['Tue Feb 3 4:05:06 UTC 2026'],
  ['Tue Feb 3 04:05:06 GMT 2026'],
  ['Tue Feb 30 04:05:06 UTC 2026'],
  ['2026-02-03T04:05:06Z'],
])('the TIMESTAMP %s is refused', async (TIMESTAMP) => {
  const { client } = await service.setUp();
  expect(await signInWithSrp(client, { changes: { TIMESTAMP } })).toMatchObject({
    outcome: invalid('TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.'),
  });
});

describe('SRP_A', () => {
  /** The 3072-bit group of RFC 3526. */
  const modulus = getDiffieHellman('modp15').getPrime('hex');
  const NOT_VALID = invalid('SRP_A is not valid.');

  it.each([
    ['zero', '0', NOT_VALID],
    ['the modulus', modulus, NOT_VALID],
    ['twice the modulus', (2n * BigInt(`0x${modulus}`)).toString(16), NOT_VALID],
    ['not hexadecimal', 'xyz', NOT_VALID],
    ['missing', '', missing('SRP_A')],
  ])('is refused if it is %s', async (_, SRP_A, refusal) => {
    const { client } = await service.setUp();
    expect(await refusalOf(client.initiate('USER_SRP_AUTH', { USERNAME: 'ada', SRP_A }))).toBe(refusal);
  });
});
