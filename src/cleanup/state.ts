/**
 * The state that main saves for its post step. It holds only what cleanup needs, because later steps can read the file
 * in which the runner keeps it.
 */

import type { Endpoints } from '../cognito/endpoints.ts';
import type { IdentityPoolTarget, UserPoolTarget } from '../cognito/types.ts';
import { FILE_KINDS, type FileKind } from '../config.ts';
import { ActionError } from '../failures/action-error.ts';
import { fieldOf, hasTexts, isTextList, parseJson } from '../json.ts';
import type { Runner } from '../platform/ports.ts';
import type { RunningProxy } from '../proxy/stop.ts';
import type { PackedUsernames } from './usernames.ts';

export interface State {
  /** The endpoints and proxies that main used. */
  readonly endpoints: Endpoints;
  readonly tasks: readonly CleanupTask[];
  readonly jobSummary: boolean;
}

export type CleanupTask =
  | ({ readonly kind: 'stop-proxy' } & RunningProxy)
  | ({ readonly kind: 'delete-users' } & UsersToDelete)
  /** With `delete-user: false`, once the outputs are written. */
  | { readonly kind: 'keep-users'; readonly userPoolId: string; readonly count: number }
  | ({ readonly kind: 'revoke-token' } & Pick<UserSession, 'region' | 'clientId' | 'refreshToken'>)
  | ({ readonly kind: 'forget-device' } & UserSession & { readonly deviceKey: string })
  | ({ readonly kind: 'delete-identities' } & IdentitiesToDelete)
  | { readonly kind: 'remove-file'; readonly file: FileKind; readonly path: string };

export interface UsersToDelete {
  readonly userPool: UserPoolTarget;
  readonly usernames: PackedUsernames;
  /** `begun` until Cognito confirms each creation. Until then, a user may not exist or may appear later. */
  readonly creation: 'begun' | 'confirmed';
  /** Delete the users if AWS credentials cannot. */
  readonly sessions: UserSessions | undefined;
}

/** The session of the only user, or where to find those of many users. */
export type UserSessions = UserSession | UsersFile;

/** The users file, and the app client that signed the users in. */
interface UsersFile {
  readonly path: string;
  readonly region: string;
  readonly clientId: string;
}

export interface IdentitiesToDelete {
  readonly identityPool: IdentityPoolTarget;
  readonly identities: SavedIdentities;
  /** The user pool of the identities' users. The same credentials delete both. */
  readonly userPool: UserPoolTarget;
}

/** The identity of the only user, or where to find those of many users: 1,000 IDs do not fit into the state. */
export type SavedIdentities =
  | { readonly ids: readonly string[] }
  /** The users file, and the digest of the IDs in it. */
  | { readonly path: string; readonly digest: string };

/** The tokens of a signed-in user and their app client, without its secret. */
export interface UserSession {
  readonly region: string;
  readonly clientId: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  /** UTC, ISO 8601. */
  readonly expiresAt: string;
  /** The device that the refresh token belongs to. Undefined if the user pool remembers none. */
  readonly deviceKey?: string | undefined;
}

/** Saves the state, which replaces the one saved before. */
export function writeState(runner: Runner, state: State): void {
  runner.writeState(JSON.stringify(state));
}

/**
 * Returns the state that main saved last, or undefined if it saved none.
 *
 * @throws {ActionError} `state-unreadable`
 */
export function readState(runner: Runner): State | undefined {
  const text = runner.readState();
  if (text === '') {
    return undefined;
  }
  const state = parseJson(text);
  if (!isState(state)) {
    throw new ActionError({ code: 'state-unreadable' });
  }
  return state;
}

function isState(value: unknown): value is State {
  const tasks = fieldOf(value, 'tasks');
  return (
    isEndpoints(fieldOf(value, 'endpoints')) &&
    typeof fieldOf(value, 'jobSummary') === 'boolean' &&
    Array.isArray(tasks) &&
    tasks.every(isCleanupTask)
  );
}

function isEndpoints(value: unknown): value is Endpoints {
  return typeof value === 'object' && value !== null && hasTexts(value, ...Object.keys(value));
}

function isCleanupTask(value: unknown): value is CleanupTask {
  const kind = fieldOf(value, 'kind');
  return (
    (kind === 'stop-proxy' && typeof fieldOf(value, 'port') === 'number' && hasTexts(value, 'stopKey')) ||
    (kind === 'delete-users' && isUsersToDelete(value)) ||
    (kind === 'keep-users' && hasTexts(value, 'userPoolId') && typeof fieldOf(value, 'count') === 'number') ||
    (kind === 'forget-device' && isUserSession(value) && hasTexts(value, 'deviceKey')) ||
    (kind === 'revoke-token' && hasTexts(value, 'region', 'clientId', 'refreshToken')) ||
    (kind === 'delete-identities' && isIdentitiesToDelete(value)) ||
    (kind === 'remove-file' && isFileKind(fieldOf(value, 'file')) && hasTexts(value, 'path'))
  );
}

function isFileKind(value: unknown): value is FileKind {
  return FILE_KINDS.some((kind) => kind === value);
}

function isUsersToDelete(value: unknown): value is UsersToDelete {
  const creation = fieldOf(value, 'creation');
  const sessions = fieldOf(value, 'sessions');
  return (
    isUserPool(fieldOf(value, 'userPool')) &&
    hasTexts(fieldOf(value, 'usernames'), 'prefix', 'parts', 'suffix') &&
    (creation === 'begun' || creation === 'confirmed') &&
    (sessions === undefined || isUserSession(sessions) || hasTexts(sessions, 'path', 'region', 'clientId'))
  );
}

function isIdentitiesToDelete(value: unknown): value is IdentitiesToDelete {
  const identities = fieldOf(value, 'identities');
  return (
    hasTexts(fieldOf(value, 'identityPool'), 'region', 'identityPoolId') &&
    (hasTexts(identities, 'path', 'digest') || isTextList(fieldOf(identities, 'ids'))) &&
    isUserPool(fieldOf(value, 'userPool'))
  );
}

function isUserPool(value: unknown): value is UserPoolTarget {
  const role = fieldOf(value, 'role');
  return hasTexts(value, 'region', 'userPoolId') && (role === undefined || hasTexts(role, 'arn', 'audience'));
}

function isUserSession(value: unknown): value is UserSession {
  return (
    hasTexts(value, 'region', 'clientId', 'accessToken', 'refreshToken', 'expiresAt') &&
    ['undefined', 'string'].includes(typeof fieldOf(value, 'deviceKey'))
  );
}
