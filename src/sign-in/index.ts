/**
 * From config to tokens: the one place that tells the modes apart.
 */
import type { Config } from '../config.ts';
import { signInClient } from './client-credentials.ts';
import { signInEphemeralUser } from './ephemeral.ts';
import { refresh } from './refresh.ts';
import type { SignedIn, SignInDeps } from './signed-in.ts';
import { signInStoredUser } from './stored.ts';

/** Rejects with an `ActionError` when nobody could be signed in. */
export function signIn(config: Config, deps: SignInDeps): Promise<SignedIn> {
  switch (config.mode) {
    case 'ephemeral':
      return signInEphemeralUser(config, deps);
    case 'stored':
      return signInStoredUser(config, deps);
    case 'refresh':
      return refresh(config, deps);
    case 'client-credentials':
      return signInClient(config, deps);
  }
}
