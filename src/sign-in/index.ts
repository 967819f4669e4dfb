import type { Config } from '../config.ts';
import { signInClient } from './client-credentials.ts';
import { signInEphemeralUser } from './ephemeral.ts';
import { refresh } from './refresh.ts';
import type { CreationDeps, SignedIn } from './signed-in.ts';
import { signInStoredUser } from './stored.ts';

/** Signs in as the mode says. Rejects with an `ActionError`. */
export function signIn(config: Config, deps: CreationDeps): Promise<SignedIn> {
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
