/**
 * What every mode of signing in is handed, and what it gives.
 */

import type { Clock } from '../platform/ports.ts';
import type { Cognito, LoginPage, TokenEndpoint } from '../platform/ports-cognito.ts';
import type { TimeLimit } from '../platform/time-limit.ts';
import type { Tokens } from '../tokens.ts';
import type { Progress } from './progress.ts';

export interface SignInDeps {
  readonly cognito: Cognito;
  readonly tokenEndpoint: TokenEndpoint;
  readonly loginPage: LoginPage;
  readonly clock: Clock;
  readonly timeLimit: TimeLimit;
  readonly progress: Progress;
  /** @param username the user pool's own name for the user */
  onUserCreated(username: string): void;
  /** Cognito refused to create the user, so there is nothing to delete. */
  onUserRefused(): void;
}

/** What a sign-in gives. A user is named where one was signed in by name. */
export interface SignedIn {
  readonly user: { readonly username: string; readonly password: string } | undefined;
  readonly tokens: Tokens;
}
