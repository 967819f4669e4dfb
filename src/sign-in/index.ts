import type { Config } from '../config.ts';
import type { NonEmpty } from '../platform/parallel.ts';
import { signInClient } from './client-credentials.ts';
import { signInEphemeralUsers } from './ephemeral-users.ts';
import { refresh } from './refresh.ts';
import type { CreationDeps, SignedIn } from './signed-in.ts';
import { signInStoredUser } from './stored.ts';

/** Signs in as the mode says. Only mode `ephemeral` signs in several users. Rejects with an `ActionError`. */
export async function signIn(config: Config, deps: CreationDeps): Promise<NonEmpty<SignedIn>> {
  switch (config.mode) {
    case 'ephemeral':
      return signInEphemeralUsers(config, deps);
    case 'stored':
      return [await signInStoredUser(config, deps)];
    case 'refresh':
      return [await refresh(config, deps)];
    case 'client-credentials':
      return [await signInClient(config, deps)];
  }
}
