/** Dependencies and result that all modes share. */
import type { Cognito } from '../cognito/connect.ts';
import type { LoginPage } from '../cognito/login-page.ts';
import type { TokenEndpoint } from '../cognito/token-endpoint.ts';
import type { Clock } from '../platform/ports.ts';
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
  /** @param count the number of challenge answers that the user pool did not ask for */
  onAnswersUnused(count: number): void;
}

export interface CreationDeps extends SignInDeps {
  /** @param username the user pool's own name for the user */
  onUserCreated(username: string): void;
  /** Cognito refused to create the user, so there is nothing to delete. */
  onUserRefused(): void;
}

export interface SignedIn {
  /** Undefined if nobody signed in with a username. */
  readonly user: { readonly username: string; readonly password: string | undefined } | undefined;
  readonly tokens: Tokens;
}
