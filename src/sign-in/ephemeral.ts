/** Creates a generated user with its attributes and groups, and signs it in. */
import type { NewUser, UserCreation } from '../cognito/types.ts';
import type { UserPool } from '../cognito/user-pool.ts';
import type { EphemeralConfig } from '../config.ts';
import type { EphemeralUser } from '../ephemeral-user.ts';
import { isFailure, withCode } from '../failures/action-error.ts';
import { type RetryPolicy, retry } from '../platform/retry.ts';
import type { Roster } from './roster.ts';
import type { SignedIn, SignInDeps, SignInResult } from './signed-in.ts';
import { signInUser, type UserSignIn } from './user.ts';

type Created = Exclude<UserCreation, { outcome: 'refused' }>;

interface EphemeralDeps extends SignInDeps {
  readonly roster: Roster;
}

export async function signInEphemeralUser(
  config: EphemeralConfig,
  user: EphemeralUser,
  deps: EphemeralDeps,
): Promise<SignedIn> {
  const { groups } = config;
  const { progress, roster } = deps;
  const userPool = deps.cognito.userPool(config.userPool);

  roster.begin(user);
  const creation = await progress.run('create user', () => create(config, user, userPool, deps));
  const username = poolUsernameOf(creation, config, user);
  roster.confirm(user, username);
  await settleAll([
    progress.run('set password', () =>
      retry(() => makeReady(config, user, userPool, username), whileUserUnknown(deps)).catch((error: unknown) => {
        throw toCreationFailure(error, config, creation);
      }),
    ),
    ...groups.map((group) =>
      progress.run(`add to group ${group}`, () =>
        retry(() => userPool.addToGroup(username, group), whileUserUnknown(deps)),
      ),
    ),
  ]);
  const { tokens, unusedAnswers } = await progress.run('sign in', () => signInAsNewUser(config, user, deps));
  return {
    user: { username: user.username, password: user.permanentPassword },
    tokens: { ...tokens, poolUsername: tokens.poolUsername || username },
    unusedAnswers,
  };
}

function poolUsernameOf(creation: Created, config: EphemeralConfig, user: EphemeralUser): string {
  // The random username belongs to this run. If it exists, an earlier attempt created it and its answer was lost.
  return creation.outcome === 'already-exists' || (config.createWith === 'sign-up' && keepsUsername(config, user))
    ? user.username
    : creation.username;
}

/**
 * Returns whether a user that signs up can be found by the generated name: unless user-attributes replaces it.
 * Emulators may not find a user by the `sub` that SignUp returns.
 */
function keepsUsername({ usernameFormat }: EphemeralConfig, user: EphemeralUser): boolean {
  const attribute = usernameFormat === 'email' ? 'email' : 'phone_number';
  return usernameFormat === 'plain' || user.attributes[attribute] === user.username;
}

/** The username and password are correct. If Cognito rejects them, the app client belongs to another user pool. */
async function signInAsNewUser(config: EphemeralConfig, user: EphemeralUser, deps: SignInDeps): Promise<SignInResult> {
  const { appClient, authFlow: flow, clientMetadata } = config;
  const request: UserSignIn = {
    appClient,
    flow,
    username: user.username,
    password: user.permanentPassword,
    clientMetadata,
    totpSecret: '',
    mayEnrolTotp: true,
  };
  try {
    return await retry(() => signInUser(request, deps), whileUserUnknown(deps));
  } catch (error) {
    const isRejected = isFailure(error, 'sign-in-rejected') || isFailure(error, 'user-unknown');
    throw isRejected ? withCode(error, 'ephemeral-user-rejected') : error;
  }
}

/** Translates `user-vanished` after a creation into its likely cause. */
function toCreationFailure(error: unknown, { createWith }: EphemeralConfig, creation: Created): unknown {
  if (!isFailure(error, 'user-vanished')) {
    return error;
  }
  // Another user has the same e-mail address or phone number.
  if (creation.outcome === 'already-exists') {
    return withCode(error, 'alias-taken');
  }
  return createWith === 'sign-up' ? withCode(error, 'signed-up-elsewhere') : error;
}

/**
 * Retries for about 3 seconds: Cognito is eventually consistent, and may not find a user just after its creation.
 *
 * @see https://github.com/aws-amplify/amplify-cli/issues/9869
 */
function whileUserUnknown({ timeLimit }: SignInDeps): RetryPolicy {
  return {
    shouldRetry: (error) => isFailure(error, 'user-vanished') || isFailure(error, 'user-unknown'),
    maxAttempts: 5,
    delayMs: () => 800,
    timeLimit,
  };
}

async function create(
  config: EphemeralConfig,
  user: EphemeralUser,
  userPool: UserPool,
  deps: EphemeralDeps,
): Promise<Created> {
  const { createWith, appClient, clientMetadata } = config;
  const { username, attributes } = user;
  const newUser = (password: string): NewUser => ({ username, password, attributes, clientMetadata });
  const creation =
    createWith === 'admin'
      ? await userPool.createUser(newUser(user.temporaryPassword))
      : await deps.cognito.appClient(appClient).signUp(newUser(user.permanentPassword));
  if (creation.outcome === 'refused') {
    deps.roster.refuse(user);
    throw creation.failure;
  }
  return creation;
}

/** Lets a new user sign in with its permanent password. */
function makeReady(config: EphemeralConfig, user: EphemeralUser, userPool: UserPool, username: string): Promise<void> {
  return config.createWith === 'admin'
    ? userPool.setPermanentPassword(username, user.permanentPassword)
    : userPool.confirmSignUp(username, config.clientMetadata);
}

/** Waits for all calls, because none may be in flight when the step ends. Then throws the first error. */
async function settleAll(calls: readonly Promise<unknown>[]): Promise<void> {
  await Promise.allSettled(calls);
  await Promise.all(calls);
}
