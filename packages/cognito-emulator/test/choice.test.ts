import { describe, expect, it } from '@jest/globals';
import type { AppClientRequest } from '../src/app-client.ts';
import type { PoolRequest } from '../src/pool-settings.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { createUser, refusalOf, respond, sdkFor, secretHashOf, start } from './sdk.ts';

const wrongPassword = 'NotAuthorizedException: Incorrect username or password.';
const PASSWORD = 'Correct-1';

const given = emulatorPerTest();

const setUp = (clientRequest: AppClientRequest = {}, poolRequest: PoolRequest = {}) => {
  const pool = given.emulator.createPool(poolRequest);
  const client = pool.createClient({ flows: ['ALLOW_USER_AUTH'], ...clientRequest });
  pool.addUser({ username: 'ada', password: PASSWORD });
  const sdk = sdkFor(given.emulator);
  const named = { USERNAME: 'ada', ...secretHashOf(client, 'ada') };
  return {
    pool,
    client,
    sdk,
    signIn: (more: Record<string, string>) => start(sdk, client, 'USER_AUTH', { ...named, ...more }),
    answer: (name: Parameters<typeof respond>[2], session: string | undefined, more: Record<string, string>) =>
      respond(sdk, client, name, session, { ...named, ...more }),
  };
};

describe('USER_AUTH', () => {
  it.each([{}, { secret: true }])(
    'accepts PREFERRED_CHALLENGE PASSWORD with the password (client %j)',
    async (clientRequest) => {
      const { signIn } = setUp(clientRequest);
      expect(await signIn({ PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD })).toHaveProperty('AuthenticationResult');
      expect(await refusalOf(signIn({ PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD: 'wrong' }))).toBe(wrongPassword);
    },
  );

  it('accepts PREFERRED_CHALLENGE PASSWORD_SRP with SRP_A, and returns a session', async () => {
    expect(await setUp().signIn({ PREFERRED_CHALLENGE: 'PASSWORD_SRP', SRP_A: '2' })).toMatchObject({
      ChallengeName: 'PASSWORD_VERIFIER',
      ChallengeParameters: { USER_ID_FOR_SRP: 'ada' },
      Session: expect.any(String),
    });
  });

  it.each<[string, AppClientRequest, Record<string, string>]>([
    ['there is no preference', {}, {}],
    ['the preference is not available', {}, { PREFERRED_CHALLENGE: 'WEB_AUTHN' }],
    ['the client ignores it', { preferredChallenge: 'ignored' }, { PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD }],
    ['the user is unknown and hidden', { preventUserExistenceErrors: 'ENABLED' }, { USERNAME: 'bob' }],
  ])('returns SELECT_CHALLENGE if %s', async (_, clientRequest, parameters) => {
    expect(await setUp(clientRequest).signIn(parameters)).toMatchObject({
      ChallengeName: 'SELECT_CHALLENGE',
      AvailableChallenges: ['PASSWORD', 'PASSWORD_SRP'],
      Session: expect.any(String),
    });
  });

  it.each(['PASSWORD', 'PASSWORD_SRP'] as const)(
    'returns the preferred challenge %s first, if configured',
    async (PREFERRED_CHALLENGE) => {
      const { signIn, answer } = setUp({ preferredChallenge: 'asked' });
      const { ChallengeName, Session } = await signIn({ PREFERRED_CHALLENGE, PASSWORD, SRP_A: '2' });
      expect(ChallengeName).toBe(PREFERRED_CHALLENGE);
      const answered = await answer(PREFERRED_CHALLENGE, Session, { PASSWORD, SRP_A: '2' });
      expect(answered.ChallengeName ?? 'signed in').toBe(
        PREFERRED_CHALLENGE === 'PASSWORD' ? 'signed in' : 'PASSWORD_VERIFIER',
      );
    },
  );

  it('returns NEW_PASSWORD_REQUIRED for a temporary password', async () => {
    const { pool, client, sdk } = setUp();
    await sdk.send(createUser(pool.id, 'bob'));
    const started = start(sdk, client, 'USER_AUTH', {
      USERNAME: 'bob',
      PREFERRED_CHALLENGE: 'PASSWORD',
      PASSWORD: 'Temporary-1',
    });
    expect(await started).toMatchObject({ ChallengeName: 'NEW_PASSWORD_REQUIRED' });
  });

  it('fails if the app client does not allow the flow', async () => {
    expect(await refusalOf(setUp({ flows: ['ALLOW_USER_PASSWORD_AUTH'] }).signIn({}))).toBe(
      'InvalidParameterException: USER_AUTH flow not enabled for this client',
    );
  });

  it('fails in a pool with the Lite plan', async () => {
    expect(await refusalOf(setUp({}, { tier: 'LITE' }).signIn({}))).toBe(
      'FeatureUnavailableInTierException: The following features need to be disabled for the LITE pricing tier configured: Choice-Based Sign-In',
    );
  });
});

describe('SELECT_CHALLENGE', () => {
  it('accepts the answer PASSWORD with the password', async () => {
    const { signIn, answer } = setUp({ secret: true });
    const { Session } = await signIn({});
    expect(await answer('SELECT_CHALLENGE', Session, { ANSWER: 'PASSWORD', PASSWORD })).toHaveProperty(
      'AuthenticationResult',
    );
  });

  it('accepts the answer PASSWORD_SRP with SRP_A', async () => {
    const { signIn, answer } = setUp();
    const { Session } = await signIn({});
    expect(await answer('SELECT_CHALLENGE', Session, { ANSWER: 'PASSWORD_SRP', SRP_A: '2' })).toMatchObject({
      ChallengeName: 'PASSWORD_VERIFIER',
      Session: expect.any(String),
    });
  });

  it.each<[Record<string, string>, string]>([
    [{}, 'InvalidParameterException: Missing required parameter ANSWER'],
    [{ ANSWER: 'PASSWORD' }, 'InvalidParameterException: Missing required parameter PASSWORD'],
    [{ ANSWER: 'PASSWORD', PASSWORD: 'wrong' }, wrongPassword],
    [{ ANSWER: 'password' }, 'InvalidParameterException: Invalid ANSWER password.'],
  ])('refuses %j', async (responses, refusal) => {
    const { signIn, answer } = setUp();
    expect(await refusalOf(answer('SELECT_CHALLENGE', (await signIn({})).Session, responses))).toBe(refusal);
  });

  it('refuses every answer for an unknown user', async () => {
    const { signIn, answer } = setUp({ preventUserExistenceErrors: 'ENABLED' });
    const { Session } = await signIn({ USERNAME: 'bob' });
    const call = answer('SELECT_CHALLENGE', Session, { USERNAME: 'bob', ANSWER: 'PASSWORD', PASSWORD });
    expect(await refusalOf(call)).toBe(wrongPassword);
  });
});
