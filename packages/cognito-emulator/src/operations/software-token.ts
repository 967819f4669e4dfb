import { type Input, optional, session, softwareTokenCode, token } from '../members.ts';
import { type Operations, unsignedOperation } from '../operation.ts';
import { assert, invalidParameter, notEmulated, Refusal } from '../refusals.ts';
import type { Service } from '../service.ts';
import { invalidSession, type MfaSetup } from '../sign-in/attempt.ts';
import { SoftwareToken } from '../users.ts';

const shape = { accessToken: optional(token), session: optional(session) };

/** Takes the session of MFA_SETUP. `next` opens the session that follows. */
function takeSetup(input: Input<typeof shape>, { sessions, now }: Service) {
  assert(input.accessToken === undefined, notEmulated, 'setting up MFA by access token');
  assert(input.session !== undefined, invalidParameter, 'Missing required parameter Session');
  const session = sessions.take(input.session, now());
  const { origin, challenge } = session;
  assert(challenge.name === 'MFA_SETUP', invalidSession);
  if (!origin.pool.settings.softwareTokenMfa) {
    throw new Refusal('SoftwareTokenMFANotFoundException', 'Software Token MFA has not been enabled by the userPool');
  }
  const next = (setup: MfaSetup): string => sessions.open(origin, { ...challenge, setup }, now());
  return { session, user: challenge.claimant.user, setup: challenge.setup, next };
}

export const softwareTokenOperations: Operations = {
  AssociateSoftwareToken: unsignedOperation(shape, (input, service) => {
    const { next } = takeSetup(input, service);
    const softwareToken = new SoftwareToken();
    return { SecretCode: softwareToken.secret, Session: next(softwareToken) };
  }),

  /** Registers the app for the user and invalidates the code that verified it. */
  VerifySoftwareToken: unsignedOperation({ ...shape, userCode: softwareTokenCode }, (input, service) => {
    const { session, user, setup, next } = takeSetup(input, service);
    assert(setup instanceof SoftwareToken, invalidSession);
    user.codeLockout.assertOpen(service.now());
    if (setup.take(input.userCode, service.now()) !== 'right') {
      user.codeLockout.countFailure(service.now());
      session.isUsed = false;
      throw new Refusal('EnableSoftwareTokenMFAException', 'Code mismatch and fail enable Software Token MFA');
    }
    user.softwareToken = setup;
    return { Status: 'SUCCESS', Session: next('verified') };
  }),
};
