/** Jobs with an ephemeral user that together make every call of main, and the faults that a call can have. */
import { expect } from '@jest/globals';
import type { InstantFaultKind } from 'cognito-emulator/faults';
import { StillClock } from './clocks.ts';
import { CHALLENGE_ANSWERS, customAuth, QUESTIONS } from './custom-auth.ts';
import { type Fixture, type FixtureOptions, useFixtures } from './fixture.ts';
import { createIdentityPool, IDENTITY_CALLS } from './identity-pool.ts';
import { LOGIN_CALLS, LOGIN_CLIENT, LOGIN_POOL, loginInputs } from './login-page.ts';
import { withRole } from './oidc-variables.ts';

export interface MainJob {
  readonly fixture: FixtureOptions;
  readonly inputs: (fixture: Fixture) => Readonly<Record<string, string>>;
  /** The calls of main that are tested with this job. */
  readonly calls: readonly string[];
}

export const MAIN_JOBS = {
  'a user in a group': {
    fixture: { pool: { groups: ['admins'] } },
    inputs: ({ inputs }) => ({ ...inputs, groups: 'admins' }),
    calls: ['AdminCreateUser', 'AdminSetUserPassword', 'AdminAddUserToGroup', 'InitiateAuth'],
  },
  'SRP with enrolment of an authenticator app': {
    fixture: {
      pool: { usernameAttributes: ['email'], mfa: 'ON', softwareTokenMfa: true, afterMfaSetup: 'software-token-mfa' },
      client: { secret: true, flows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
    },
    inputs: ({ inputs }) => ({ ...inputs, 'auth-flow': 'USER_SRP_AUTH' }),
    calls: ['RespondToAuthChallenge', 'AssociateSoftwareToken', 'VerifySoftwareToken'],
  },
  'custom challenges': {
    fixture: {
      pool: { customAuth: customAuth({ questions: QUESTIONS }) },
      client: { flows: ['ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
    },
    inputs: ({ inputs }) => ({ ...inputs, 'auth-flow': 'CUSTOM_AUTH', 'challenge-answers': CHALLENGE_ANSWERS }),
    calls: ['InitiateAuth', 'RespondToAuthChallenge'],
  },
  'sign-up': {
    fixture: {},
    inputs: ({ inputs }) => ({ ...inputs, 'create-with': 'sign-up' }),
    calls: ['SignUp', 'AdminConfirmSignUp'],
  },
  'the admin flow with enrolment of an authenticator app': {
    fixture: {
      pool: { mfa: 'ON', softwareTokenMfa: true },
      client: { flows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
    },
    inputs: ({ inputs }) => ({ ...inputs, 'auth-flow': 'ADMIN_USER_PASSWORD_AUTH' }),
    calls: ['AdminInitiateAuth', 'AdminRespondToAuthChallenge'],
  },
  'a role': {
    fixture: { credentials: false },
    inputs: (fixture) => withRole(fixture),
    calls: ['github-oidc', 'AssumeRoleWithWebIdentity'],
  },
  'the login page': {
    fixture: { pool: LOGIN_POOL, client: { secret: true, flows: ['ALLOW_REFRESH_TOKEN_AUTH'], ...LOGIN_CLIENT } },
    inputs: ({ inputs, emulator }) => ({ ...inputs, ...loginInputs(emulator) }),
    calls: LOGIN_CALLS,
  },
  'an identity pool': {
    fixture: {},
    inputs: (fixture) => ({ ...fixture.inputs, 'identity-pool-id': createIdentityPool(fixture).id }),
    calls: IDENTITY_CALLS,
  },
  'a device to confirm': {
    fixture: { pool: { deviceTracking: 'always' } },
    inputs: ({ inputs }) => inputs,
    calls: ['ConfirmDevice'],
  },
} as const satisfies Readonly<Record<string, MainJob>>;

/** The clock for calls that hang: a timeout passes only in real time. */
export const FAST = { clockSpeed: 10 } as const;

/** Main has its tokens before this call, and succeeds without it. */
export const CONFIRMATION = 'ConfirmDevice';

/** All calls, each with the job that makes it. */
export const CALLS = Object.values<MainJob>(MAIN_JOBS).flatMap((mainJob) =>
  mainJob.calls.map((call) => ({ call, mainJob })),
);

/** The faults that one call can have. */
export const FAULTS: readonly InstantFaultKind[] = [
  'reset',
  'lose-answer',
  'error-500',
  'error-503',
  'throttled',
  'html',
  'hang',
  'truncated',
  'switching-protocols',
];

/** The faults after which a client may wait until its time is up. */
export const SILENT_FAULTS: readonly InstantFaultKind[] = ['hang', 'truncated', 'switching-protocols'];

/** Returns a function that starts jobs, by default with a clock that only moves while a step waits. */
export function useMainJobs() {
  const startFixture = useFixtures();
  return async (
    { fixture: options, inputs }: MainJob,
    clock: Pick<FixtureOptions, 'clock' | 'clockSpeed'> = { clock: new StillClock() },
  ) => {
    const fixture = await startFixture({ ...options, ...clock });
    // Ten minutes, so that a slow machine does not fail the test.
    return { ...fixture, with: { ...inputs(fixture), 'timeout-seconds': '600' } };
  };
}

/** The only annotation of post if main ended before anybody knew whether there is a user. */
export const MAY_APPEAR = { level: 'warning', message: expect.stringContaining('it may still appear') };
