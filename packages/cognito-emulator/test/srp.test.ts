/** Sign-ins with SRP that the contract cannot make: other clocks, and a setting. */
import { describe, expect, it } from '@jest/globals';
import { refusalOf } from './contract/answers.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { signInWithSrpHelper } from './srp-clients.ts';
import { setUpUser } from './user-fixture.ts';

const WRONG_PASSWORD = 'NotAuthorizedException: Incorrect username or password.';

const given = emulatorPerTest();

function signIn({ calls }: ReturnType<typeof setUpUser>) {
  return signInWithSrpHelper({ endpoint: given.emulator.url, region: 'eu-west-1' }, calls);
}

describe('USER_SRP_AUTH by cognito-srp-helper', () => {
  it('gets a session if configured, which the answer requires', async () => {
    const fixture = setUpUser(given.emulator, { client: { sessionWithPasswordVerifier: true } });
    const { challenge, responses, outcome } = await signIn(fixture);
    expect(challenge).toHaveProperty('Session');
    expect(outcome).toBe('signed in');
    expect(await refusalOf(fixture.calls.respond('PASSWORD_VERIFIER', undefined, responses))).toBe(
      'NotAuthorizedException: Invalid session for the user.',
    );
  });

  it('refuses an answer that comes too late like a wrong password', async () => {
    const { calls } = setUpUser(given.emulator);
    const { ChallengeParameters: asked } = await calls.initiate('USER_SRP_AUTH', { USERNAME: 'ada', SRP_A: '2' });
    given.now += 3 * 60_000;
    const answer = { USERNAME: 'ada', PASSWORD_CLAIM_SECRET_BLOCK: asked?.['SECRET_BLOCK'] ?? '' };
    expect(await refusalOf(calls.respond('PASSWORD_VERIFIER', undefined, answer))).toBe(WRONG_PASSWORD);
  });

  it.each([
    [-200, WRONG_PASSWORD],
    [-100, 'signed in'],
    [100, 'signed in'],
    [200, WRONG_PASSWORD],
  ])('is refused if the clock is more than three minutes off (%i seconds: %s)', async (seconds, outcome) => {
    given.now += seconds * 1000;
    expect(await signIn(setUpUser(given.emulator))).toMatchObject({ outcome });
  });
});
