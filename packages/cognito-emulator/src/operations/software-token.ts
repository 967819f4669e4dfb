import { type Input, optional, session, softwareTokenCode, token } from '../members.ts';
import { type Operations, unsignedOperation } from '../operation.ts';
import { assert, invalidParameter, notEmulated, Refusal } from '../refusals.ts';
import type { Service } from '../service.ts';
import {
  type ChallengeSession,
  invalidSession,
  type KnownClaimant,
  type MfaSetup,
  type Origin,
} from '../sign-in/attempt.ts';
import { newTotpSecret, SoftwareToken } from '../users.ts';

const shape = { accessToken: optional(token), session: optional(session) };

interface PendingSetup {
  readonly key: string;
  readonly origin: Origin;
  readonly claimant: KnownClaimant;
  readonly setup: MfaSetup;
}

function setupOf(key: string, { origin, challenge }: ChallengeSession): PendingSetup {
  assert(challenge.name === 'MFA_SETUP', invalidSession);
  if (!origin.pool.settings.softwareTokenMfa) {
    throw new Refusal('SoftwareTokenMFANotFoundException', 'Software Token MFA has not been enabled by the userPool');
  }
  return { key, origin, claimant: challenge.claimant, setup: challenge.setup };
}

function takeSetup(input: Input<typeof shape>, { sessions, now }: Service): PendingSetup {
  assert(input.accessToken === undefined, notEmulated, 'setting up MFA by access token');
  assert(input.session !== undefined, invalidParameter, 'Missing required parameter Session');
  return setupOf(input.session, sessions.take(input.session, now()));
}

function nextSession({ sessions, now }: Service, { origin, claimant }: PendingSetup, setup: MfaSetup): string {
  return sessions.open(origin, { name: 'MFA_SETUP', claimant, setup }, now());
}

export const softwareTokenOperations: Operations = {
  AssociateSoftwareToken: unsignedOperation(shape, (input, service) => {
    const pending = takeSetup(input, service);
    const softwareToken = new SoftwareToken(newTotpSecret());
    return {
      SecretCode: softwareToken.secret,
      Session: nextSession(service, pending, { state: 'associated', token: softwareToken }),
    };
  }),

  /** Registers the app for the user and invalidates the code that verified it. */
  VerifySoftwareToken: unsignedOperation({ ...shape, userCode: softwareTokenCode }, (input, service) => {
    const pending = takeSetup(input, service);
    const { claimant, setup } = pending;
    assert(setup.state === 'associated', invalidSession);
    const { user } = claimant;
    user.codeLockout.assertOpen(service.now());
    if (setup.token.take(input.userCode, service.now()) !== 'right') {
      user.codeLockout.countFailure(service.now());
      service.sessions.reopen(pending.key);
      throw new Refusal('EnableSoftwareTokenMFAException', 'Code mismatch and fail enable Software Token MFA');
    }
    user.softwareToken = setup.token;
    return { Status: 'SUCCESS', Session: nextSession(service, pending, { state: 'verified' }) };
  }),
};
