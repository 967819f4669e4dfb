/**
 * Mode `stored`: signs in a user that exists, with username and password from the workflow's secrets.
 */
import type { StoredConfig } from '../config.ts';
import type { SignedIn, SignInDeps } from './signed-in.ts';
import { signInUser } from './user.ts';

export async function signInStoredUser(config: StoredConfig, deps: SignInDeps): Promise<SignedIn> {
  const { appClient, authFlow: flow, username, password, totpSecret = '', clientMetadata } = config;
  const tokens = await deps.progress.run('sign in', () =>
    signInUser({ appClient, flow, username, password, clientMetadata, totpSecret, mayEnrolTotp: false }, deps),
  );
  return { user: { username, password }, tokens };
}
