import { type AppClient, type ExplicitAuthFlow, secretHash } from '../app-client.ts';
import { assertIsNewDevice } from '../devices/device-tracking.ts';
import { invalidParameter, notAuthorized, Refusal, userNotFound } from '../refusals.ts';
import type { UserPool } from '../user-pool.ts';
import type { User } from '../users.ts';
import type { ChallengeSessions } from './challenge-sessions.ts';

/** Whether the operation is one that is signed with IAM credentials, AdminInitiateAuth and AdminRespondToAuthChallenge. */
export type Api = 'public' | 'admin';

/** One step of a sign-in: a call that starts it or answers a challenge. */
export type Attempt = {
  readonly api: Api;
  readonly pool: UserPool;
  readonly client: AppClient;
  /** AuthParameters or ChallengeResponses. */
  readonly parameters: ReadonlyMap<string, string>;
  /** The call's ClientMetadata, as triggers before the check of the password get it: of a call that starts. */
  readonly validationData: ReadonlyMap<string, string> | undefined;
  /** The call's ClientMetadata, as triggers after that check get it: of a call that answers. */
  readonly clientMetadata: ReadonlyMap<string, string> | undefined;
  readonly sessions: ChallengeSessions;
  readonly now: number;
};

/** Whom a sign-in is of. Without a user, the name is not in the pool and the client hides that. */
export type Claimant = { readonly name: string; readonly user: User | undefined };

export const assertFlowAllowed = (client: AppClient, flow: ExplicitAuthFlow, message: string): void => {
  if (!client.allows(flow)) {
    throw invalidParameter(
      client.allows('CUSTOM_AUTH_FLOW_ONLY') ? 'Only custom auth (lambda driven) is enabled for this client.' : message,
    );
  }
};

/** @throws Refusal `InvalidParameterException` for a parameter that is missing or empty. */
export const requiredParameter = ({ parameters }: Pick<Attempt, 'parameters'>, name: string): string => {
  const value = parameters.get(name);
  if (!value) {
    throw invalidParameter(`Missing required parameter ${name}`);
  }
  return value;
};

const unverified = ({ id }: AppClient): string => `Unable to verify secret hash for client ${id}`;

/** A hash must come from a client with a secret, and from no other. */
export const assertSecretHashPresence = (
  { pool, client }: Pick<Attempt, 'pool' | 'client'>,
  hash: string | undefined,
): void => {
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
};

/**
 * The hash has to be over the very username that the request names.
 *
 * @throws Refusal for a hash that is missing, wrong, or sent to a client without secret.
 */
export const assertSecretHash = (
  { pool, client }: Pick<Attempt, 'pool' | 'client'>,
  hash: string | undefined,
  username: string,
  message = unverified(client),
): void => {
  assertSecretHashPresence({ pool, client }, hash);
  if (client.secret !== undefined && hash !== secretHash(client.secret, username, client.id)) {
    throw notAuthorized(message);
  }
};

export const wrongPassword = (): Refusal => notAuthorized('Incorrect username or password.');

export const hidesUsers = ({ settings }: AppClient): boolean => settings.preventUserExistenceErrors === 'ENABLED';

/** What keeps a user from signing in whatever the password is. */
export const assertMaySignIn = (user: User, client: AppClient): void => {
  if (!user.enabled) {
    throw notAuthorized('User is disabled.');
  }
  if (user.status === 'EXTERNAL_PROVIDER') {
    throw notAuthorized('User is not authorized to get auth details.');
  }
  if (user.status === 'UNCONFIRMED') {
    throw new Refusal('UserNotConfirmedException', 'User is not confirmed.');
  }
  if (user.status === 'RESET_REQUIRED') {
    throw hidesUsers(client)
      ? wrongPassword()
      : new Refusal('PasswordResetRequiredException', 'Password reset required for the user');
  }
};

/**
 * Finds whom the USERNAME of a call means and lets the pre authentication trigger see the attempt. SRP checks what keeps
 * the user out here as well, and not when the challenge is answered: which of the two Cognito does is not documented.
 *
 * @throws Refusal for an unknown user whose absence the client does not hide.
 */
export const startClaim = (attempt: Attempt, name: string): Claimant => {
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
};

/**
 * The user who claims to be one by this password.
 *
 * @throws Refusal `NotAuthorizedException` for a wrong password or a user who is not there.
 */
export const checkPassword = ({ user }: Claimant, password: string, now: number): User => {
  if (user === undefined || !user.isPassword(password, now)) {
    throw wrongPassword();
  }
  return user;
};
