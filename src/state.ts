/**
 * What main leaves for its post step. It travels through a file of the runner's and an environment variable, and later steps can
 * read that file: it holds what cleaning up needs, and nothing more.
 */
import { ActionError } from './errors.ts';
import type { AppClientTarget, Runner, UserPoolTarget } from './ports.ts';

export type State =
  | ({ readonly cleanUp: 'delete-user'; readonly username: string } & UserPoolTarget)
  /** `delete-user: false`, and the user was handed over. */
  | { readonly cleanUp: 'keep-user'; readonly userPoolId: string }
  | ({ readonly cleanUp: 'revoke-token'; readonly refreshToken: string } & AppClientTarget);

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
  return (
    hasTexts(value, 'cleanUp') &&
    ((value.cleanUp === 'delete-user' && hasTexts(value, 'region', 'userPoolId', 'username')) ||
      (value.cleanUp === 'keep-user' && hasTexts(value, 'userPoolId')) ||
      (value.cleanUp === 'revoke-token' && hasTexts(value, 'region', 'clientId', 'refreshToken')))
  );
}

function hasTexts<Name extends string>(value: unknown, ...names: Name[]): value is Record<Name, string> {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  const fields = new Map<string, unknown>(Object.entries(value));
  return names.every((name) => typeof fields.get(name) === 'string');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What the parser says quotes the text, and the text can hold a refresh token.
    return undefined;
  }
}
