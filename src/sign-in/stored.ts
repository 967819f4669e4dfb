import type { StoredConfig } from '../config.ts';
import type { SignedIn, SignInDeps } from './signed-in.ts';
import { signInUser } from './user.ts';

/** Mode `stored`: signs in an existing user whose username and password are secrets of the workflow. */
export async function signInStoredUser(config: StoredConfig, deps: SignInDeps): Promise<SignedIn> {
  const { appClient, authFlow: flow, username, password, totpSecret = '', clientMetadata } = config;
  const request = { appClient, flow, username, password: password ?? '', clientMetadata, totpSecret };
  const result = await deps.progress.run('sign in', () => signInUser({ ...request, mayEnrolTotp: false }, deps));
  return { user: { username, password }, ...result };
}
