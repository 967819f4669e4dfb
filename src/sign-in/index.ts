/**
 * From config to tokens: the one place that tells the modes apart.
 */
import type { Config } from '../config.ts';
import type { Tokens } from '../tokens.ts';
import type { Clock, Cognito, TokenEndpoint } from '../world/ports.ts';
import type { TimeLimit } from '../world/time-limit.ts';
import { signInClient } from './client-credentials.ts';
import { signInEphemeralUser } from './ephemeral.ts';
import type { Progress } from './progress.ts';
import { refresh } from './refresh.ts';
import { signInStoredUser } from './stored.ts';

export interface SignInWorld {
  readonly cognito: Cognito;
  readonly tokenEndpoint: TokenEndpoint;
  readonly clock: Clock;
  readonly timeLimit: TimeLimit;
  readonly progress: Progress;
  /** For secrets that are born on the way. */
  mask(secret: string): void;
  /** Told when the user was refused, so that there is none to take away. */
  onUserRefused(): void;
}

/** What a sign-in gives. A user is named where one was signed in by name. */
export interface SignedIn {
  readonly user: { readonly username: string; readonly password: string } | undefined;
  readonly tokens: Tokens;
}

/** Rejects with an `ActionError` when nobody could be signed in. */
export function signIn(config: Config, world: SignInWorld): Promise<SignedIn> {
  switch (config.mode) {
    case 'ephemeral':
      return signInEphemeralUser(config, world);
    case 'stored':
      return signInStoredUser(config, world);
    case 'refresh':
      return refresh(config, world);
    case 'client-credentials':
      return signInClient(config, world);
  }
}
