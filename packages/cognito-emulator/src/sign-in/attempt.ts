import { randomBytes } from 'node:crypto';
import { type AppClient, type ExplicitAuthFlow, secretHash } from '../app-client.ts';
import { assertIsNewDevice } from '../devices.ts';
import { assert, invalidParameter, notAuthorized, Refusal, userNotFound, wrongPassword } from '../refusals.ts';
import type { ChallengeResult } from '../triggers.ts';
import type { UserPool } from '../user-pool.ts';
import type { MfaFactor, SoftwareToken, User } from '../users.ts';
import type { CustomChallenge } from './custom-flow.ts';
import type { SrpExchange } from './srp.ts';

/** The user who is signing in. `user` is undefined if the name is unknown and the client hides this. */
export interface Claimant {
  readonly name: string;
  readonly user: User | undefined;
}

interface KnownClaimant extends Claimant {
  readonly user: User;
}

export type Challenge =
  | CustomChallenge
  | { readonly name: 'PASSWORD_VERIFIER'; readonly claimant: Claimant; readonly exchange: SrpExchange }
  | { readonly name: 'SELECT_CHALLENGE' | 'PASSWORD' | 'PASSWORD_SRP'; readonly claimant: Claimant }
  | (UserChallenge & { readonly claimant: KnownClaimant });

/** A challenge that follows the password. */
export type UserChallenge =
  | { readonly name: 'NEW_PASSWORD_REQUIRED' | 'SOFTWARE_TOKEN_MFA' | 'SMS_MFA' | 'EMAIL_OTP' }
  | { readonly name: 'SELECT_MFA_TYPE'; readonly choices: readonly MfaFactor[] }
  | { readonly name: 'MFA_SETUP'; readonly setup: MfaSetup };

/** The progress of setting up an authenticator app: not begun, associated with a token, or verified. */
export type MfaSetup = 'none' | SoftwareToken | 'verified';

/** The API, pool and client that started a sign-in, which must also continue it. */
interface Origin {
  /** `admin` is AdminInitiateAuth and AdminRespondToAuthChallenge, which are signed with IAM credentials. */
  readonly api: 'public' | 'admin';
  readonly pool: UserPool;
  readonly client: AppClient;
  /** The challenges so far of CUSTOM_AUTH. Undefined in other auth flows. */
  readonly customSession?: readonly ChallengeResult[] | undefined;
}

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

interface ChallengeSession {
  readonly origin: Origin;
  readonly challenge: Challenge;
  readonly expiresAt: number;
  isUsed: boolean;
}

export function invalidSession(): Error {
  return notAuthorized('Invalid session for the user.');
}

/**
 * The open challenges. A session can be used once, and again after a wrong code for VerifySoftwareToken. Whether
 * Cognito accepts it again after a wrong code for SOFTWARE_TOKEN_MFA is not documented.
 */
export class ChallengeSessions {
  readonly #kept = new Map<string, ChallengeSession>();

  /**
   * Stores a challenge until the client's AuthSessionValidity has passed, and returns the session string, which is
   * opaque to clients. The service model allows 20 to 2048 characters.
   */
  open(attempt: Origin, challenge: Challenge, now: number, secretBlock?: string): string {
    const { api, pool, client, customSession } = attempt;
    const key = secretBlock ?? `AYABe${randomBytes(600).toString('base64url')}`;
    const expiresAt = now + client.settings.authSessionValidityMinutes * 60 * 1000;
    this.#kept.set(key, { origin: { api, pool, client, customSession }, challenge, expiresAt, isUsed: false });
    return key;
  }

  /** Returns a session, used or not, without using it. */
  find(key: string): ChallengeSession | undefined {
    return this.#kept.get(key);
  }

  /** @throws Refusal `NotAuthorizedException` for a session that is unknown, used or expired. */
  take(key: string, now: number): ChallengeSession {
    const session = this.#kept.get(key);
    assert(session !== undefined, invalidSession);
    assert(!session.isUsed, notAuthorized, 'Invalid session for the user, session can only be used once.');
    session.isUsed = true;
    if (now >= session.expiresAt) {
      throw session.challenge.name === 'PASSWORD_VERIFIER'
        ? wrongPassword()
        : notAuthorized('Invalid session for the user, session is expired.');
    }
    return session;
  }
}

export function assertFlowAllowed({ settings }: AppClient, flow: ExplicitAuthFlow, message: string): void {
  assert(settings.flows.includes(flow), invalidParameter, message);
}

/** @throws Refusal `InvalidParameterException` for a missing or empty parameter. */
export function requiredParameter({ parameters }: Pick<Attempt, 'parameters'>, name: string): string {
  const value = parameters.get(name);
  assert(value, invalidParameter, `Missing required parameter ${name}`);
  return value;
}

type Caller = Pick<Attempt, 'pool' | 'client'>;

function unverified({ id }: AppClient): string {
  return `Unable to verify secret hash for client ${id}`;
}

/** Requires a hash from a client with a secret, and refuses one from any other client. */
export function assertSecretHashPresence({ pool, client }: Caller, hash: string | undefined): void {
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
  { pool, client }: Caller,
  hash: string | undefined,
  username: string,
  message = unverified(client),
): void {
  assertSecretHashPresence({ pool, client }, hash);
  const isRight = client.secret === undefined || hash === secretHash(client.secret, username, client.id);
  assert(isRight, notAuthorized, message);
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
    assert(hidesUsers(client), userNotFound);
    return { name, user };
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
  const isRight = user?.countPasswordAttempt(password === user.passwords[0], now);
  assert(user !== undefined && isRight, wrongPassword);
  return user;
}
