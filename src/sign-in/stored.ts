/**
 * Mode `stored`: signs in a user that exists, with the credentials from the workflow's secrets.
 */
import type { StoredConfig } from '../config.ts';
import type { Cognito } from '../ports.ts';
import { type SignedInUser, signInWithPassword } from './password.ts';

export function signInStoredUser(
  { appClient, username, password }: StoredConfig,
  cognito: Cognito,
): Promise<SignedInUser> {
  return signInWithPassword(cognito.appClient(appClient), appClient, username, password);
}
