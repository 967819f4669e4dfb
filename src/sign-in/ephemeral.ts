/**
 * Mode `ephemeral`: makes the user that config invented, and signs it in.
 */
import type { EphemeralConfig } from '../config.ts';
import type { Cognito } from '../ports.ts';
import { type SignedInUser, signInWithPassword } from './password.ts';

export async function signInEphemeralUser(
  { userPool: target, appClient, user }: EphemeralConfig,
  cognito: Cognito,
  report: (done: string) => void,
): Promise<SignedInUser> {
  const userPool = cognito.userPool(target);
  const creation = await userPool.createUser(user);
  report(`Created an ephemeral user in user pool ${target.userPoolId}.`);
  // Nobody else can have this name, so a user that exists already is ours: the answer to an earlier try got lost.
  const username = creation.outcome === 'created' ? creation.username : user.username;
  await userPool.setPermanentPassword(username, user.permanentPassword);
  return signInWithPassword(cognito.appClient(appClient), appClient, user.username, user.permanentPassword);
}
