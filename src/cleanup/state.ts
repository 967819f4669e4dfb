/**
 * The state that main saves for its post step. It holds only what cleanup needs, because later steps can read the file
 * in which the runner keeps it.
 */

import type { Endpoints } from '../cognito/endpoints.ts';
import type { IdentityPoolTarget, UserPoolTarget } from '../cognito/types.ts';
import { FILE_KINDS, type FileKind } from '../config.ts';
import { ActionError } from '../failures/action-error.ts';
import { fieldOf, parseJson } from '../json.ts';
import type { Runner } from '../platform/ports.ts';
import type { RunningProxy } from '../proxy/stop.ts';

export interface State {
  /** The endpoints and proxies that main used. */
  readonly endpoints: Endpoints;
  readonly tasks: readonly CleanupTask[];
  readonly jobSummary: boolean;
}

export type CleanupTask =
  | ({ readonly kind: 'stop-proxy' } & RunningProxy)
  | ({ readonly kind: 'delete-user' } & UserToDelete)
  /** With `delete-user: false`, once the outputs are written. */
  | { readonly kind: 'keep-user'; readonly userPoolId: string }
  | ({ readonly kind: 'revoke-token' } & Pick<UserSession, 'region' | 'clientId' | 'refreshToken'>)
  | ({ readonly kind: 'forget-device' } & UserSession & { readonly deviceKey: string })
  | ({ readonly kind: 'delete-identity' } & IdentityToDelete)
  | { readonly kind: 'remove-file'; readonly file: FileKind; readonly path: string };

export interface UserToDelete {
  readonly userPool: UserPoolTarget;
  readonly username: string;
  /** `begun` until Cognito confirms the creation. Until then, the user may not exist or may appear later. */
  readonly creation: 'begun' | 'confirmed';
  /** Deletes the user if AWS credentials cannot. */
  readonly userSession: UserSession | undefined;
}

export interface IdentityToDelete {
  readonly identityPool: IdentityPoolTarget;
  readonly identityId: string;
  /** The user pool of the identity's user. The same credentials delete both. */
  readonly userPool: UserPoolTarget;
}

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
    (kind === 'delete-user' && isUserToDelete(value)) ||
    (kind === 'keep-user' && hasTexts(value, 'userPoolId')) ||
    (kind === 'forget-device' && isUserSession(value) && hasTexts(value, 'deviceKey')) ||
    (kind === 'revoke-token' && hasTexts(value, 'region', 'clientId', 'refreshToken')) ||
    (kind === 'delete-identity' && isIdentityToDelete(value)) ||
    (kind === 'remove-file' && isFileKind(fieldOf(value, 'file')) && hasTexts(value, 'path'))
  );
}

function isFileKind(value: unknown): value is FileKind {
  return FILE_KINDS.some((kind) => kind === value);
}

function isUserToDelete(value: unknown): value is UserToDelete {
  const creation = fieldOf(value, 'creation');
  const userSession = fieldOf(value, 'userSession');
  return (
    isUserPool(fieldOf(value, 'userPool')) &&
    hasTexts(value, 'username') &&
    (creation === 'begun' || creation === 'confirmed') &&
    (userSession === undefined || isUserSession(userSession))
  );
}

function isIdentityToDelete(value: unknown): value is IdentityToDelete {
  return (
    hasTexts(fieldOf(value, 'identityPool'), 'region', 'identityPoolId') &&
    hasTexts(value, 'identityId') &&
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

function hasTexts(value: unknown, ...names: string[]): boolean {
  return names.every((name) => typeof fieldOf(value, name) === 'string');
}
