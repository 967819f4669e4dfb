import { createHash } from 'node:crypto';
import { parseJson, textIn } from '../json.ts';
import type { Runner } from '../platform/ports.ts';
import type { CleanupTask, SavedIdentities, UserSession, UsersToDelete } from './state.ts';
import { unpackUsernames } from './usernames.ts';

/** The tokens of signed-in users, by the usernames in the state. */
export type SessionsByUsername = ReadonlyMap<string, UserSession>;

export interface SavedUsers {
  /** Delete users if AWS credentials cannot. */
  readonly sessions: SessionsByUsername;
  readonly identityIds: readonly string[];
}

/**
 * Returns the tokens and identities of the users. Those of many users are in the users file, so call this before that
 * file is removed. Main writes the file once, when it has all AWS credentials. If main ends before that, the identities
 * stay, which nobody can use without their users.
 *
 * Later steps can change the file. Changed tokens do no harm, because they only delete the users that they belong to.
 * Changed identities are ignored. The state says which users AWS credentials delete, and in which user pool.
 */
export async function readSavedUsers(runner: Runner, tasks: readonly CleanupTask[]): Promise<SavedUsers> {
  const users = tasks.find((task) => task.kind === 'delete-users');
  const identities = tasks.find((task) => task.kind === 'delete-identities')?.identities;
  return {
    sessions: users === undefined ? new Map() : await readSessions(runner, users),
    identityIds: identities === undefined ? [] : await readIdentityIds(runner, identities),
  };
}

async function readSessions(runner: Runner, { usernames, sessions }: UsersToDelete): Promise<SessionsByUsername> {
  if (sessions === undefined) {
    return new Map();
  }
  if (!('path' in sessions)) {
    return new Map(unpackUsernames(usernames).map((username) => [username, sessions]));
  }
  const { path, ...appClient } = sessions;
  const entries = (await readUsersFile(runner, path)).map((user) => {
    const session = {
      ...appClient,
      accessToken: textIn(user, 'accessToken'),
      refreshToken: textIn(user, 'refreshToken'),
      expiresAt: textIn(user, 'expiresAt'),
    };
    return [textIn(user, 'username'), session] as const;
  });
  return new Map(entries.filter(([, { accessToken }]) => accessToken !== ''));
}

async function readIdentityIds(runner: Runner, identities: SavedIdentities): Promise<readonly string[]> {
  if ('ids' in identities) {
    return identities.ids;
  }
  const users = await readUsersFile(runner, identities.path);
  const ids = users.map((user) => textIn(user, 'identityId'));
  return digestOf(ids) === identities.digest ? ids : [];
}

async function readUsersFile(runner: Runner, path: string): Promise<readonly unknown[]> {
  const users = parseJson(await runner.readFile(path));
  return Array.isArray(users) ? users : [];
}

/** Lets the state vouch for identities in the users file. */
export function digestOf(identityIds: readonly string[]): string {
  return createHash('sha256').update(identityIds.join(' ')).digest('base64');
}
