/**
 * Signs a user in with a username and password.
 */
import { ActionError } from '../errors.ts';
import type { AppClient, AppClientTarget, UnparsedTokens } from '../ports.ts';

export interface SignedInUser {
  readonly username: string;
  readonly password: string;
  readonly tokens: UnparsedTokens;
}

/** Rejects with an `ActionError`: `challenge-unsupported`, or what Cognito refused. */
export async function signInWithPassword(
  appClient: AppClient,
  { clientId }: AppClientTarget,
  username: string,
  password: string,
): Promise<SignedInUser> {
  const step = await appClient.startAuthFlow({ authFlow: 'USER_PASSWORD_AUTH', username, password });
  if (step.kind === 'challenge') {
    throw new ActionError({ code: 'challenge-unsupported', challenge: step.challenge, clientId });
  }
  return { username, password, tokens: step.tokens };
}
