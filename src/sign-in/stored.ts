/**
 * Mode `stored`: signs in a user that exists, with username and password from the workflow's secrets.
 */
import type { StoredConfig } from '../config.ts';
import { apiFlowOf, signInWithPassword } from './password.ts';
import type { SignedIn, SignInWorld } from './signed-in.ts';

export async function signInStoredUser(config: StoredConfig, world: SignInWorld): Promise<SignedIn> {
  const { appClient, authFlow, username, password, totpSecret = '', clientMetadata } = config;
  const tokens = await world.progress.step('sign in', () =>
    signInWithPassword(
      { appClient, flow: apiFlowOf(authFlow), username, password, clientMetadata, totpSecret, mayEnrolTotp: false },
      world,
    ),
  );
  return { user: { username, password }, tokens };
}
