import type { AppClient } from '../app-client.ts';
import { newChallengeSession } from '../identifiers.ts';
import { assert, notAuthorized, wrongPassword } from '../refusals.ts';
import type { SoftwareToken } from '../totp.ts';
import type { UserPool } from '../user-pool.ts';
import type { MfaFactor, User } from '../users.ts';
import type { ChallengeResult } from './custom-auth.ts';
import type { CustomChallenge } from './custom-flow.ts';
import type { SrpExchange } from './srp.ts';

/** `admin` is AdminInitiateAuth and AdminRespondToAuthChallenge, which are signed with IAM credentials. */
export type Api = 'public' | 'admin';

/** The user who is signing in. `user` is undefined if the name is unknown and the client hides this. */
export interface Claimant {
  readonly name: string;
  readonly user: User | undefined;
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

export interface KnownClaimant {
  readonly name: string;
  readonly user: User;
}

/** The progress of setting up an authenticator app. */
export type MfaSetup =
  | { readonly state: 'none' }
  | { readonly state: 'associated'; readonly token: SoftwareToken }
  | { readonly state: 'verified' };

/** The API, pool and client that started a sign-in, which must also continue it. */
export interface Origin {
  readonly api: Api;
  readonly pool: UserPool;
  readonly client: AppClient;
  /** The challenges so far of CUSTOM_AUTH. Undefined in other auth flows. */
  readonly customSession?: readonly ChallengeResult[] | undefined;
}

export interface ChallengeSession {
  readonly origin: Origin;
  readonly challenge: Challenge;
}

interface Kept extends ChallengeSession {
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
  readonly #kept = new Map<string, Kept>();

  /** Stores a challenge until the client's AuthSessionValidity has passed, and returns the session string. */
  open(attempt: Origin, challenge: Challenge, now: number, key = newChallengeSession()): string {
    const { api, pool, client, customSession } = attempt;
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

  reopen(key: string): void {
    const session = this.#kept.get(key);
    if (session !== undefined) {
      session.isUsed = false;
    }
  }
}
