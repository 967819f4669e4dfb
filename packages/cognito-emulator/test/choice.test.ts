import { describe, expect, it } from '@jest/globals';
import type { AppClientRequest } from '../src/app-client.ts';
import type { PoolRequest } from '../src/pool-settings.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { respond, sdkFor, secretHashOf, start } from './sdk.ts';

const PASSWORD = 'Correct-1';

const given = emulatorPerTest();

function setUp(clientRequest: AppClientRequest = {}, poolRequest: PoolRequest = {}) {
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
}

describe('USER_AUTH', () => {
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
});
