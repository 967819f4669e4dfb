/**
 * Mode `stored`: signs in a user that exists, with username and password from the workflow's secrets.
 */
import type { StoredConfig } from '../config.ts';
import type { SignedIn, SignInWorld } from './signed-in.ts';
import { signInUser } from './user.ts';

export async function signInStoredUser(config: StoredConfig, world: SignInWorld): Promise<SignedIn> {
  const { appClient, authFlow: flow, username, password, totpSecret = '', clientMetadata } = config;
  const tokens = await world.progress.step('sign in', () =>
    signInUser({ appClient, flow, username, password, clientMetadata, totpSecret, mayEnrolTotp: false }, world),
  );
  return { user: { username, password }, tokens };
}
