/** Dependencies and result that all modes share. */
import type { Cognito } from '../cognito/connect.ts';
import type { LoginPage } from '../cognito/login-page.ts';
import type { TokenEndpoint } from '../cognito/token-endpoint.ts';
import type { Clock } from '../platform/ports.ts';
import type { TimeLimit } from '../platform/time-limit.ts';
import type { Tokens, UserTokens } from '../tokens.ts';
import type { Progress } from './progress.ts';

/** A user that exists in the user pool, or may exist there. */
export interface PoolUser {
  /** The generated username. */
  readonly username: string;
  /** The user pool's own name for the user. Undefined until Cognito has confirmed the creation. */
  readonly poolUsername: string | undefined;
}

export interface SignInDeps {
  readonly cognito: Cognito;
  readonly tokenEndpoint: TokenEndpoint;
  readonly loginPage: LoginPage;
  readonly clock: Clock;
  readonly timeLimit: TimeLimit;
  readonly progress: Progress;
}

export interface CreationDeps extends SignInDeps {
  /**
   * Called before users are created, and once it is known which of them were.
   *
   * @param users those that exist or may exist from now on
   */
  onUsersChanged(users: readonly PoolUser[]): void;
}

/** The outcome of signing a user in. */
export interface SignInResult {
  readonly tokens: UserTokens;
  /** The number of challenge answers that the user pool did not ask for. */
  readonly unusedAnswers: number;
}

export interface SignedIn {
  /** Undefined if nobody signed in with a username. */
  readonly user: { readonly username: string; readonly password: string | undefined } | undefined;
  readonly tokens: Tokens;
  /** Undefined if no user signed in. */
  readonly unusedAnswers?: SignInResult['unusedAnswers'];
}
