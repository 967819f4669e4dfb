import { type AppClient, type ExplicitAuthFlow, secretHash } from '../app-client.ts';
import { assertIsNewDevice } from '../devices/device-tracking.ts';
import { assert, invalidParameter, notAuthorized, Refusal, userNotFound, wrongPassword } from '../refusals.ts';
import type { User } from '../users.ts';
import type { ChallengeSessions, Claimant, Origin } from './challenge-sessions.ts';

/** A call that starts a sign-in or answers a challenge. */
export interface Attempt extends Origin {
  /** AuthParameters or ChallengeResponses. */
  readonly parameters: ReadonlyMap<string, string>;
  /** ClientMetadata of InitiateAuth. Triggers that run before the password check receive it as validation data. */
  readonly validationData?: ReadonlyMap<string, string> | undefined;
  /** ClientMetadata of RespondToAuthChallenge, for triggers that run after the password check. */
  readonly clientMetadata?: ReadonlyMap<string, string> | undefined;
  readonly sessions: ChallengeSessions;
  readonly now: number;
}

export function assertFlowAllowed(client: AppClient, flow: ExplicitAuthFlow, message: string): void {
  assert(client.allows(flow), invalidParameter, message);
}

/** @throws Refusal `InvalidParameterException` for a missing or empty parameter. */
export function requiredParameter({ parameters }: Pick<Attempt, 'parameters'>, name: string): string {
  const value = parameters.get(name);
  assert(value, invalidParameter, `Missing required parameter ${name}`);
  return value;
}

function unverified({ id }: AppClient): string {
  return `Unable to verify secret hash for client ${id}`;
}

/** Requires a hash from a client with a secret, and refuses one from any other client. */
export function assertSecretHashPresence(
  { pool, client }: Pick<Attempt, 'pool' | 'client'>,
  hash: string | undefined,
): void {
  if (client.secret !== undefined && !hash) {
    throw notAuthorized(
      pool.settings.wording === 'today'
        ? `Client ${client.id} is configured with secret but SECRET_HASH was not received`
        : unverified(client),
    );
  }
  if (client.secret === undefined && hash !== undefined) {
    throw invalidParameter(`App client ${client.id} is not configured for secret but secret hash was received`);
  }
}

/**
 * Requires a hash of exactly the username in the request.
 *
 * @throws Refusal for a hash that is missing, wrong, or sent to a client without a secret.
 */
export function assertSecretHash(
  { pool, client }: Pick<Attempt, 'pool' | 'client'>,
  hash: string | undefined,
  username: string,
  message = unverified(client),
): void {
  assertSecretHashPresence({ pool, client }, hash);
  if (client.secret !== undefined && hash !== secretHash(client.secret, username, client.id)) {
    throw notAuthorized(message);
  }
}

export function hidesUsers({ settings }: AppClient): boolean {
  return settings.preventUserExistenceErrors === 'ENABLED';
}

/** Refuses users who cannot sign in whatever their password. */
export function assertMaySignIn(user: User, client: AppClient): void {
  assert(user.enabled, notAuthorized, 'User is disabled.');
  assert(user.status !== 'UNCONFIRMED', () => new Refusal('UserNotConfirmedException', 'User is not confirmed.'));
  if (user.status === 'RESET_REQUIRED') {
    throw hidesUsers(client)
      ? wrongPassword()
      : new Refusal('PasswordResetRequiredException', 'Password reset required for the user');
  }
}

/**
 * Finds the user of USERNAME and runs the pre authentication trigger. Also in SRP, users who cannot sign in are refused
 * here and not when the challenge is answered; which one Cognito does is not documented.
 *
 * @throws Refusal for an unknown user, unless the client hides this.
 */
export function identifyUser(attempt: Attempt, name: string): Claimant {
  const { pool, client, validationData } = attempt;
  const user = pool.findBySignInName(name);
  if (user === undefined) {
    if (hidesUsers(client)) {
      return { name, user };
    }
    throw userNotFound();
  }
  assertMaySignIn(user, client);
  assertIsNewDevice(attempt, user);
  pool.triggers.run('PreAuthentication_Authentication', user.username, { validationData });
  return { name, user };
}

/**
 * Checks the password and returns the user.
 *
 * @throws Refusal `NotAuthorizedException` for a wrong password or an unknown user.
 */
export function checkPassword({ user }: Claimant, password: string, now: number): User {
  if (user === undefined || !user.isPassword(password, now)) {
    throw wrongPassword();
  }
  return user;
}
