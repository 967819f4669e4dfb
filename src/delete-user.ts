/**
 * Deletes an ephemeral user, by whatever still has the right to: the job's or the role's credentials, else the user's own access token.
 */
import { ActionError, sentenceOf } from './errors.ts';
import type { AppClient, Clock, Cognito } from './ports.ts';
import type { OwnSession, UserToDelete } from './state.ts';
import type { TimeLimit } from './time-limit.ts';
import { secretsOfTokens } from './tokens.ts';

export interface DeleteUserWorld {
  readonly cognito: Cognito;
  readonly clock: Clock;
  readonly timeLimit: TimeLimit;
  /** Of the app client that signed the user in; empty for a public one, or where it is not known any more. */
  readonly clientSecret: string;
  mask(secret: string): void;
}

/** Rejects with an `ActionError` `user-left-behind`. Gives what was done, for people to read. */
export async function deleteEphemeralUser(user: UserToDelete, world: DeleteUserWorld): Promise<string> {
  try {
    return await deleteByCredentials(user, world);
  } catch (error) {
    const reason = sentenceOf(error);
    if (user.ownSession === undefined) {
      throw leftBehind(user, reason);
    }
    return deleteByOwnToken(user, user.ownSession, reason, world);
  }
}

/** A user whose creation nobody confirmed can appear after post looked for it the first time. */
const LATE_APPEARANCE_IN_MS = 2_000;

async function deleteByCredentials(user: UserToDelete, { cognito, timeLimit }: DeleteUserWorld): Promise<string> {
  const { username, creation } = user;
  const { userPoolId } = user.userPool;
  const userPool = cognito.userPool(user.userPool);
  let outcome = await userPool.deleteUser(username);
  if (outcome === 'not-found' && creation === 'begun') {
    await timeLimit.sleep(LATE_APPEARANCE_IN_MS);
    outcome = await userPool.deleteUser(username);
  }
  return outcome === 'deleted'
    ? `Deleted the ephemeral user from user pool ${userPoolId}.`
    : `The ephemeral user is not in user pool ${userPoolId}: nothing to delete.`;
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUser.html, which needs no AWS credentials */
async function deleteByOwnToken(
  user: UserToDelete,
  session: OwnSession,
  reason: string,
  world: DeleteUserWorld,
): Promise<string> {
  const { region, clientId } = session;
  const appClient = world.cognito.appClient({ region, clientId, clientSecret: world.clientSecret });
  try {
    await appClient.deleteOwnUser(await validAccessToken(session, appClient, world));
  } catch (error) {
    throw leftBehind(user, `${reason} ${sentenceOf(error)}`);
  }
  return `Deleted the ephemeral user from user pool ${user.userPool.userPoolId} by its own access token, since ${reason}`;
}

function leftBehind({ userPool, creation }: UserToDelete, reason: string): ActionError {
  const isCertain = creation === 'confirmed';
  return new ActionError({ code: 'user-left-behind', userPoolId: userPool.userPoolId, reason, isCertain });
}

/** An access token that ends while the call is under way is none. */
const VALIDITY_MARGIN_IN_MS = 10_000;

async function validAccessToken(session: OwnSession, appClient: AppClient, world: DeleteUserWorld): Promise<string> {
  const millisecondsLeft = Date.parse(session.expiresAt) - world.clock.now().getTime();
  if (millisecondsLeft > VALIDITY_MARGIN_IN_MS) {
    return session.accessToken;
  }
  const tokens = await appClient.refreshTokens(session.refreshToken);
  secretsOfTokens(tokens).forEach(world.mask);
  return tokens.accessToken;
}
