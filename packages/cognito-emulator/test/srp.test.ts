import { afterAll, describe, expect, it } from '@jest/globals';
import type { AppClientRequest } from '../src/app-client.ts';
import type { PoolRequest } from '../src/pool-settings.ts';
import { formatSrpTimestamp } from '../src/sign-in/srp-timestamp.ts';
import { refusalOf } from './contract/service.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { respond, sdkFor } from './sdk.ts';
import { SrpClients, type SrpSignedIn, type SrpSignIn } from './srp-clients.ts';
import { type SrpFixture, setUpSrp, signInRandomUsers, srpSignIn } from './srp-fixture.ts';

const WRONG_PASSWORD = 'NotAuthorizedException: Incorrect username or password.';

const THREADS = [new SrpClients(), new SrpClients()] as const;
afterAll(() => Promise.all(THREADS.map((thread) => thread.close())));

const given = emulatorPerTest();

function setUp(clientRequest: AppClientRequest = {}, poolRequest: PoolRequest = {}): SrpFixture {
  return setUpSrp(given.emulator, clientRequest, poolRequest);
}

function signIn(fixture: SrpFixture, more: Partial<SrpSignIn> = {}): Promise<SrpSignedIn> {
  return srpSignIn(given.emulator, fixture, more, THREADS[0]);
}

function setUpAda(clientRequest: AppClientRequest = {}): SrpFixture {
  const fixture = setUp(clientRequest);
  fixture.pool.addUser({ username: 'ada', password: 'Correct-1' });
  return fixture;
}

describe('USER_SRP_AUTH by cognito-srp-helper', () => {
  // `npm run test:faults` signs in fifty users.
  it('signs in random users, without a client secret and with one in an e-mail pool', async () => {
    expect(await signInRandomUsers(given.emulator, THREADS, 2)).toStrictEqual(Array(4).fill('signed in'));
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

  it.each([
    [-200, WRONG_PASSWORD],
    [-100, 'signed in'],
    [100, 'signed in'],
    [200, WRONG_PASSWORD],
  ])('is refused if the clock is more than three minutes off (%i seconds: %s)', async (seconds, outcome) => {
    given.now += seconds * 1000;
    expect(await signIn(setUpAda())).toMatchObject({ outcome });
  });
});

describe('TIMESTAMP', () => {
  it.each([
    [0, 'Thu Jan 1 00:00:00 UTC 1970'],
    [Date.UTC(2026, 1, 3, 4, 5, 6), 'Tue Feb 3 04:05:06 UTC 2026'],
    [Date.UTC(2026, 11, 31, 23, 59, 59), 'Thu Dec 31 23:59:59 UTC 2026'],
  ])('is formatted as Cognito requires (%i)', (milliseconds, text) => {
    expect(formatSrpTimestamp(milliseconds)).toBe(text);
  });
});
