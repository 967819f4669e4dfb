import { afterAll, describe, expect, it } from '@jest/globals';
import type { AppClientRequest } from '../src/app-client.ts';
import type { PoolRequest } from '../src/pool-settings.ts';
import { formatSrpTimestamp } from '../src/sign-in/srp-timestamp.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { refusalOf, respond, sdkFor, secretHashOf } from './sdk.ts';
import { SrpClients, type SrpSignedIn, type SrpSignIn } from './srp-clients.ts';
import { type SrpFixture, setUpSrp, signInRandomUsers, srpSignIn } from './srp-fixture.ts';

const wrongPassword = 'NotAuthorizedException: Incorrect username or password.';

const threads = [new SrpClients(), new SrpClients()] as const;
afterAll(() => Promise.all(threads.map((thread) => thread.close())));

const given = emulatorPerTest();

const setUp = (clientRequest: AppClientRequest = {}, poolRequest: PoolRequest = {}): SrpFixture =>
  setUpSrp(given.emulator, clientRequest, poolRequest);

const signIn = (fixture: SrpFixture, more: Partial<SrpSignIn> = {}): Promise<SrpSignedIn> =>
  srpSignIn(given.emulator, fixture, more, threads[0]);

const setUpAda = (clientRequest: AppClientRequest = {}): SrpFixture => {
  const fixture = setUp(clientRequest);
  fixture.pool.addUser({ username: 'ada', password: 'Correct-1' });
  return fixture;
};

describe('USER_SRP_AUTH by cognito-srp-helper', () => {
  // `npm run test:faults` signs in fifty users.
  it('signs in random users, without a client secret and with one in an e-mail pool', async () => {
    expect(await signInRandomUsers(given.emulator, threads, 2)).toStrictEqual(Array(4).fill('signed in'));
  });

  it('gets PASSWORD_VERIFIER without a session', async () => {
    const { challenge, outcome } = await signIn(setUpAda(), { password: 'wrong' });
    expect(outcome).toBe(wrongPassword);
    expect(challenge).toStrictEqual({
      SALT: expect.stringMatching(/^[1-9a-f][0-9a-f]{0,31}$/),
      SRP_B: expect.stringMatching(/^[1-9a-f][0-9a-f]{0,767}$/),
      SECRET_BLOCK: expect.any(String),
      USER_ID_FOR_SRP: 'ada',
      USERNAME: 'ada',
    });
  });

  it('can answer with the alias as USERNAME if the secret hash contains it, too', async () => {
    const fixture = setUp({ secret: true }, { usernameAttributes: ['email'] });
    const username = 'ada@example.com';
    fixture.pool.addUser({ username, password: 'Correct-1' });
    const alias = { USERNAME: username, ...secretHashOf(fixture.client, username) };
    expect(await signIn(fixture, { username, changes: alias })).toMatchObject({ outcome: 'signed in' });
    expect(await signIn(fixture, { username, changes: { USERNAME: username } })).toMatchObject({
      outcome: `NotAuthorizedException: Unable to verify secret hash for client ${fixture.client.id}`,
    });
  });

  it('gets a session if configured, which the answer requires', async () => {
    const fixture = setUpAda({ sessionWithPasswordVerifier: true });
    const { challenge, responses, outcome } = await signIn(fixture);
    expect(challenge).toHaveProperty('Session');
    expect(outcome).toBe('signed in');
    expect(
      await refusalOf(respond(sdkFor(given.emulator), fixture.client, 'PASSWORD_VERIFIER', undefined, responses)),
    ).toBe('NotAuthorizedException: Invalid session for the user.');
  });

  it('gets a simulated challenge for an unknown user if the client hides users', async () => {
    const fixture = setUp({ preventUserExistenceErrors: 'ENABLED' });
    const first = await signIn(fixture);
    const second = await signIn(fixture);
    expect([first.outcome, second.outcome]).toStrictEqual([wrongPassword, wrongPassword]);
    const { SALT, USER_ID_FOR_SRP } = first.challenge;
    expect(USER_ID_FOR_SRP).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(second.challenge).toMatchObject({ SALT, USER_ID_FOR_SRP });
  });

  it.each<[string, Record<string, string>, string]>([
    ['another SECRET_BLOCK', { PASSWORD_CLAIM_SECRET_BLOCK: 'AAAA' }, 'Invalid session for the user.'],
    ['another user', { USERNAME: 'bob' }, 'Invalid session for the user.'],
    ['another TIMESTAMP', { TIMESTAMP: formatSrpTimestamp(Date.now() - 5000) }, 'Incorrect username or password.'],
  ])('is refused with %s', async (_, changes, message) => {
    const fixture = setUpAda();
    fixture.pool.addUser({ username: 'bob', password: 'Correct-1' });
    const { outcome } = await signIn(fixture, { changes });
    expect(outcome).toBe(`NotAuthorizedException: ${message}`);
  });

  it.each([
    [-200, wrongPassword],
    [-100, 'signed in'],
    [100, 'signed in'],
    [200, wrongPassword],
  ])('is refused if the clock is more than three minutes off (%i seconds: %s)', async (seconds, outcome) => {
    given.now += seconds * 1000;
    expect(await signIn(setUpAda())).toMatchObject({ outcome });
  });

  it('can use each SECRET_BLOCK once', async () => {
    const fixture = setUpAda();
    const { responses } = await signIn(fixture);
    expect(
      await refusalOf(respond(sdkFor(given.emulator), fixture.client, 'PASSWORD_VERIFIER', undefined, responses)),
    ).toBe('NotAuthorizedException: Invalid session for the user, session can only be used once.');
  });

  it('locks the user at the fifth wrong password', async () => {
    const fixture = setUpAda();
    const outcomes: string[] = [];
    for (const password of ['1', '2', '3', '4', '5', 'Correct-1']) {
      outcomes.push((await signIn(fixture, { password })).outcome);
    }
    const locked = 'NotAuthorizedException: Password attempts exceeded';
    expect(outcomes).toStrictEqual([...Array.from({ length: 5 }, () => wrongPassword), locked]);
  });
});

describe('USER_SRP_AUTH by amazon-cognito-identity-js', () => {
  const library = 'amazon-cognito-identity-js';

  it('signs in', async () => {
    const fixture = setUp({}, { usernameAttributes: ['email'] });
    const username = 'ada@example.com';
    fixture.pool.addUser({ username, password: 'Correct-1' });
    expect(await signIn(fixture, { library, username })).toMatchObject({ outcome: 'signed in' });
    expect(await signIn(fixture, { library, username, password: 'wrong' })).toMatchObject({ outcome: wrongPassword });
  });
});
