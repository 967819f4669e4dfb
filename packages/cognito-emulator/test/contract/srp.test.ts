/** Sign-in with SRP: USER_SRP_AUTH and PASSWORD_VERIFIER, by AWS's and others' client libraries. */
import type { CreateUserPoolCommandInput } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import { formatSrpTimestamp } from '../../src/sign-in/srp-timestamp.ts';
import { signInWithIdentityJs, signInWithSrpHelper } from '../srp-clients.ts';
import type { ContractClient } from './client.ts';
import { type ClientRequest, TEMPORARY_PASSWORD, type Texts } from './pool.ts';
import { refusalOf, useService } from './service.ts';

const WRONG_PASSWORD = 'NotAuthorizedException: Incorrect username or password.';
const INVALID_SESSION = 'NotAuthorizedException: Invalid session for the user.';
const EMAIL = 'ada@example.com';

const service = await useService();

async function setUp(clientRequest: ClientRequest = {}) {
  const pool = await service.createPool();
  await pool.addUser('ada');
  return { pool, client: await pool.createClient(clientRequest) };
}

async function setUpEmail(clientRequest: ClientRequest = {}, poolRequest: Partial<CreateUserPoolCommandInput> = {}) {
  const pool = await service.createPool({ UsernameAttributes: ['email'], ...poolRequest });
  await pool.addUser(EMAIL);
  return { pool, client: await pool.createClient(clientRequest) };
}

/** Signs in with the library, by default as `ada`. */
function signIn(client: ContractClient, more: Parameters<typeof signInWithSrpHelper>[2] = {}) {
  return signInWithSrpHelper(service, client, more);
}

describe('USER_SRP_AUTH by cognito-srp-helper', () => {
  it('signs in, also by e-mail address and with a client secret', async () => {
    const { client } = await setUp();
    expect(await signIn(client)).toMatchObject({ outcome: 'signed in' });
    const confidential = await setUpEmail({ GenerateSecret: true });
    expect(await signIn(confidential.client, { username: EMAIL })).toMatchObject({ outcome: 'signed in' });
  });

  it('gets PASSWORD_VERIFIER without a session', async () => {
    const { client } = await setUp();
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
    const { client } = await setUpEmail({ GenerateSecret: true });
    const alias = { USERNAME: EMAIL, SECRET_HASH: client.hash(EMAIL) };
    expect(await signIn(client, { username: EMAIL, changes: alias })).toMatchObject({ outcome: 'signed in' });
    expect(await signIn(client, { username: EMAIL, changes: { USERNAME: EMAIL } })).toMatchObject({
      outcome: `NotAuthorizedException: Unable to verify secret hash for client ${client.id}`,
    });
  });

  it('gets a simulated challenge for an unknown user if the client hides users', async () => {
    const { client } = await setUp({ PreventUserExistenceErrors: 'ENABLED' });
    const [first, second] = [await signIn(client, { username: 'bob' }), await signIn(client, { username: 'bob' })];
    expect([first.outcome, second.outcome]).toStrictEqual([WRONG_PASSWORD, WRONG_PASSWORD]);
    const { SALT, USER_ID_FOR_SRP } = first.challenge;
    expect(USER_ID_FOR_SRP).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(second.challenge).toMatchObject({ SALT, USER_ID_FOR_SRP });
  });

  it.each<[string, Texts, string]>([
    ['another SECRET_BLOCK', { PASSWORD_CLAIM_SECRET_BLOCK: 'AAAA' }, INVALID_SESSION],
    ['another user', { USERNAME: 'bob' }, INVALID_SESSION],
    ['another TIMESTAMP', { TIMESTAMP: formatSrpTimestamp(Date.now() - 5000) }, WRONG_PASSWORD],
  ])('is refused with %s', async (_, changes, outcome) => {
    const { pool, client } = await setUp();
    await pool.addUser('bob');
    expect(await signIn(client, { changes })).toMatchObject({ outcome });
  });

  it('can use each SECRET_BLOCK once', async () => {
    const { client } = await setUp();
    const { responses } = await signIn(client);
    expect(await refusalOf(client.respond('PASSWORD_VERIFIER', undefined, responses))).toBe(
      'NotAuthorizedException: Invalid session for the user, session can only be used once.',
    );
  });

  it('gets the challenge that follows the password', async () => {
    const { pool, client } = await setUp();
    await pool.createUser('eve');
    const { outcome } = await signIn(client, { username: 'eve', password: TEMPORARY_PASSWORD });
    expect(outcome).toBe('NEW_PASSWORD_REQUIRED');
  });

  it('locks the user for a second at the fifth wrong password', async () => {
    const { client } = await setUp();
    const outcomes: string[] = [];
    for (const password of ['1', '2', '3', '4', '5']) {
      outcomes.push((await signIn(client, { password })).outcome);
    }
    expect(outcomes).toStrictEqual(Array(5).fill(WRONG_PASSWORD));
    expect(await refusalOf(client.signIn())).toBe('NotAuthorizedException: Password attempts exceeded');
  });
});

describe('USER_SRP_AUTH by amazon-cognito-identity-js', () => {
  // The library confirms a new device automatically.
  it.each([[undefined], [{ ChallengeRequiredOnNewDevice: false, DeviceOnlyRememberedOnUserPrompt: false }]])(
    'signs in (DeviceConfiguration %j)',
    async (DeviceConfiguration) => {
      const { client } = await setUpEmail({}, { DeviceConfiguration });
      expect(await signInWithIdentityJs(service, client, EMAIL)).toBe('signed in');
      expect(await signInWithIdentityJs(service, client, EMAIL, 'wrong')).toBe(WRONG_PASSWORD);
    },
  );
});

describe('TIMESTAMP', () => {
  const FORM = 'InvalidParameterException: TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.';
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
    const { client } = await setUp();
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
  /** Computes the modulus of the 3072-bit group by the formula in RFC 3526, section 4. */
  function piTimes2To2942(): bigint {
    const arctan = (inverse: bigint, scale: bigint): bigint => {
      let sum = 0n;
      for (let term = scale / inverse, divisor = 1n; term !== 0n; term = -term / (inverse * inverse), divisor += 2n) {
        sum += term / divisor;
      }
      return sum;
    };
    const guardBits = 64n;
    const one = 1n << (2942n + guardBits);
    return (4n * (4n * arctan(5n, one) - arctan(239n, one))) >> guardBits;
  }
  const modulus = 2n ** 3072n - 2n ** 3008n - 1n + 2n ** 64n * (piTimes2To2942() + 1_690_314n);

  it.each([
    ['zero', '0', 'SRP_A is not valid.'],
    ['zero bytes', '0000', 'SRP_A is not valid.'],
    ['the modulus', modulus.toString(16), 'SRP_A is not valid.'],
    ['twice the modulus', (2n * modulus).toString(16), 'SRP_A is not valid.'],
    ['not hexadecimal', 'xyz', 'SRP_A is not valid.'],
    ['missing', '', 'Missing required parameter SRP_A'],
  ])('is refused if it is %s', async (_, SRP_A, message) => {
    const { client } = await setUp();
    const call = client.initiate('USER_SRP_AUTH', { USERNAME: 'ada', SRP_A });
    expect(await refusalOf(call)).toBe(`InvalidParameterException: ${message}`);
  });
});
