/**
 * What every mode of signing in is handed, and what it gives.
 */

import type { Clock } from '../platform/ports.ts';
import type { Cognito, LoginPage, TokenEndpoint } from '../platform/ports-cognito.ts';
import type { TimeLimit } from '../platform/time-limit.ts';
import type { Tokens } from '../tokens.ts';
import type { Progress } from './progress.ts';

export interface SignInWorld {
  readonly cognito: Cognito;
  readonly tokenEndpoint: TokenEndpoint;
  readonly loginPage: LoginPage;
  readonly clock: Clock;
  readonly timeLimit: TimeLimit;
  readonly progress: Progress;
  /** Told what became of the user that was to be created: the user pool's own name for it; undefined where it was refused. */
  onCreation(username: string | undefined): void;
}

/** What a sign-in gives. A user is named where one was signed in by name. */
export interface SignedIn {
  readonly user: { readonly username: string; readonly password: string } | undefined;
  readonly tokens: Tokens;
}
