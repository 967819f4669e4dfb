/** Jobs that together make every call that there is. */

import { StillClock } from '../support/clocks.ts';
import type { InstantFaultKind } from '../support/emulator/faults.ts';
import { type Fixture, type FixtureOptions, useFixtures } from '../support/fixture.ts';
import { LOGIN_CALLS, LOGIN_CLIENT, LOGIN_POOL, loginInputs } from '../support/login-page.ts';

export interface Story {
  readonly fixture: FixtureOptions;
  readonly inputs: (fixture: Fixture) => Record<string, string>;
  /** The calls of main that this story is told for. */
  readonly calls: readonly string[];
}

/** For what hangs: only real time ends it. */
export const FAST = { clockSpeed: 10 } as const;

const ROLE = 'arn:aws:iam::123456789012:role/api-tests';

/** There are tokens all the same without it. */
export const CONFIRMATION = 'ConfirmDevice';

export const STORIES: Readonly<Record<string, Story>> = {
  'a user in a group': {
    fixture: { pool: { groups: ['admins'] } },
    inputs: ({ inputs }) => ({ ...inputs, groups: 'admins' }),
    calls: ['AdminCreateUser', 'AdminSetUserPassword', 'AdminAddUserToGroup', 'InitiateAuth'],
  },
  'SRP, and an authenticator app to enrol': {
    fixture: {
      pool: { usernameAttributes: ['email'], mfa: 'ON', softwareTokenMfa: true, afterMfaSetup: 'software-token-mfa' },
      client: { secret: true, flows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
    },
    inputs: ({ inputs, client }) => ({
      ...inputs,
      'auth-flow': 'USER_SRP_AUTH',
      'client-secret': client.secret ?? '',
    }),
    calls: ['RespondToAuthChallenge', 'AssociateSoftwareToken', 'VerifySoftwareToken'],
  },
  'sign-up': {
    fixture: {},
    inputs: ({ inputs }) => ({ ...inputs, 'create-with': 'sign-up' }),
    calls: ['SignUp', 'AdminConfirmSignUp'],
  },
  'the admin flow, and an authenticator app to enrol': {
    fixture: {
      pool: { mfa: 'ON', softwareTokenMfa: true },
      client: { flows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
    },
    inputs: ({ inputs }) => ({ ...inputs, 'auth-flow': 'ADMIN_USER_PASSWORD_AUTH' }),
    calls: ['AdminInitiateAuth', 'AdminRespondToAuthChallenge'],
  },
  'a role': {
    fixture: { credentials: false },
    inputs: ({ inputs, emulator, job }) => {
      emulator.addRole({ arn: ROLE });
      const { requestUrl, requestToken } = emulator.oidc;
      Object.assign(job.env, {
        ACTIONS_ID_TOKEN_REQUEST_URL: requestUrl,
        ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken,
      });
      return { ...inputs, 'role-to-assume': ROLE };
    },
    calls: ['github-oidc', 'AssumeRoleWithWebIdentity'],
  },
  'the login page': {
    fixture: {
      pool: LOGIN_POOL,
      client: {
        secret: true,
        flows: ['ALLOW_REFRESH_TOKEN_AUTH'],
        ...LOGIN_CLIENT,
      },
    },
    inputs: ({ inputs, client, emulator }) => ({
      ...inputs,
      ...loginInputs(emulator),
      'client-secret': client.secret ?? '',
    }),
    calls: LOGIN_CALLS,
  },
  'a device to confirm': {
    fixture: { pool: { deviceTracking: 'always' } },
    inputs: ({ inputs }) => inputs,
    calls: [CONFIRMATION],
  },
};

/** Each call with the story that makes it. */
export const CALLS = Object.values(STORIES).flatMap((story) => story.calls.map((call) => ({ call, story })));

/** What can go wrong with one call. */
export const FAULTS: readonly InstantFaultKind[] = [
  'reset',
  'lose-answer',
  'error-500',
  'error-503',
  'throttled',
  'html',
  'hang',
];

type Clock = Pick<FixtureOptions, 'clock' | 'clockSpeed'>;

/** Gives a test file a way to begin stories, which go by a clock that stands still, if they are not told another. */
export function useStories(): (
  story: Story,
  clock?: Clock,
) => Promise<Fixture & { readonly with: Record<string, string> }> {
  const startFixture = useFixtures();
  return async (story, clock = { clock: new StillClock() }) => {
    const fixture = await startFixture({ ...story.fixture, ...clock });
    // Ten minutes: a slow machine is not what is tested.
    return { ...fixture, with: { ...story.inputs(fixture), 'timeout-seconds': '600' } };
  };
}
