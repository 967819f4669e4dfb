/**
 * What main leaves for its post step. It travels through a file of the runner's and an environment variable, and later steps can
 * read that file: it holds what cleaning up needs, and nothing more.
 */
import { ActionError } from '../failures/action-error.ts';
import { fieldOf, parseJson } from '../json.ts';
import type { Runner } from '../platform/ports.ts';
import type { Endpoints, UserPoolTarget } from '../platform/ports-cognito.ts';

export interface State {
  /** What main called: post calls the same. */
  readonly endpoints: Endpoints;
  readonly tasks: readonly CleanupTask[];
  /** Whether post tells in the job's summary what it did. */
  readonly jobSummary: boolean;
}

export type CleanupTask =
  | ({ readonly kind: 'delete-user' } & UserToDelete)
  /** `delete-user: false`, and the user was handed over. */
  | { readonly kind: 'keep-user'; readonly userPoolId: string }
  | {
      readonly kind: 'revoke-token';
      readonly region: string;
      readonly clientId: string;
      readonly refreshToken: string;
    }
  | ({ readonly kind: 'forget-device' } & UserSession & { readonly deviceKey: string })
  | { readonly kind: 'remove-file'; readonly path: string };

export interface UserToDelete {
  readonly userPool: UserPoolTarget;
  readonly username: string;
  /** `begun` until Cognito has said that there is the user: it may not exist, or not yet. */
  readonly creation: 'begun' | 'confirmed';
  /** What deletes the user where credentials do not. */
  readonly userSession: UserSession | undefined;
}

/** The tokens of a signed-in user, and the app client that they are of. Its client secret is not kept. */
export interface UserSession {
  readonly region: string;
  readonly clientId: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  /** UTC, ISO 8601. */
  readonly expiresAt: string;
  /** Of the device that the refresh token belongs to; undefined where the user pool remembers none. */
  readonly deviceKey?: string | undefined;
}

/** Replaces what was written before. */
export function writeState(runner: Runner, state: State): void {
  runner.writeState(JSON.stringify(state));
}

/**
 * The last state that main wrote, or undefined if it wrote none.
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
    (kind === 'delete-user' && isUserToDelete(value)) ||
    (kind === 'keep-user' && hasTexts(value, 'userPoolId')) ||
    (kind === 'forget-device' && isUserSession(value) && hasTexts(value, 'deviceKey')) ||
    (kind === 'revoke-token' && hasTexts(value, 'region', 'clientId', 'refreshToken')) ||
    (kind === 'remove-file' && hasTexts(value, 'path'))
  );
}

function isUserToDelete(value: unknown): value is UserToDelete {
  const userPool = fieldOf(value, 'userPool');
  const role = fieldOf(userPool, 'role');
  const creation = fieldOf(value, 'creation');
  const userSession = fieldOf(value, 'userSession');
  return (
    hasTexts(userPool, 'region', 'userPoolId') &&
    (role === undefined || hasTexts(role, 'arn', 'audience')) &&
    hasTexts(value, 'username') &&
    (creation === 'begun' || creation === 'confirmed') &&
    (userSession === undefined || isUserSession(userSession))
  );
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
