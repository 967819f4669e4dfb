/**
 * Mode `ephemeral`: makes the user that config invented, as the API under test needs it, and signs it in.
 */
import type { EphemeralConfig } from '../config.ts';
import type { NewUser, UserPool } from '../ports.ts';
import { isServiceError } from '../retry.ts';
import type { SignedIn, SignInWorld } from './index.ts';
import { type PasswordSignIn, signInWithPassword } from './password.ts';

export async function signInEphemeralUser(config: EphemeralConfig, world: SignInWorld): Promise<SignedIn> {
  const { appClient, user, authFlow: flow, clientMetadata, groups } = config;
  const { progress } = world;
  const userPool = world.cognito.userPool(config.userPool);

  const username = await progress.step('create user', () => create(config, userPool, world));
  await allSettled([
    progress.step('set password', () => soonAfterCreation(world, () => makeReady(config, userPool, username))),
    ...groups.map((group) =>
      progress.step(`add to group ${group}`, () =>
        soonAfterCreation(world, () => userPool.addToGroup(username, group)),
      ),
    ),
  ]);
  const signIn: PasswordSignIn = {
    appClient,
    flow,
    username: user.username,
    password: user.permanentPassword,
    clientMetadata,
    totpSecret: '',
    mayEnrolTotp: true,
  };
  const tokens = await progress.step('sign in', () => signInWithPassword(signIn, world));
  return { user: { username: user.username, password: user.permanentPassword }, tokens };
}

const MOST_TRIES = 5;
const PAUSE_IN_MS = 800;

/**
 * Cognito was seen to say for a moment that it does not know a user whom it has just created: tries again for about 3 seconds.
 *
 * @see https://github.com/aws-amplify/amplify-cli/issues/9869
 */
async function soonAfterCreation<Result>({ timeLimit }: SignInWorld, call: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await call();
    } catch (error) {
      if (!isServiceError(error, 'UserNotFoundException') || tries === MOST_TRIES) {
        throw error;
      }
      await timeLimit.sleep(PAUSE_IN_MS);
    }
  }
}

/** Creates the user; gives the user pool's own name for it. */
async function create(config: EphemeralConfig, userPool: UserPool, world: SignInWorld): Promise<string> {
  const { user, createWith, appClient, clientMetadata } = config;
  const { username, attributes } = user;
  const newUser = (password: string): NewUser => ({ username, password, attributes, clientMetadata });
  const creation =
    createWith === 'admin'
      ? await userPool.createUser(newUser(user.temporaryPassword))
      : await world.cognito.appClient(appClient).signUp(newUser(user.permanentPassword));
  // Nobody else can have this name, so a user that exists already is ours: the answer to an earlier try got lost.
  return creation.outcome === 'created' ? creation.username : username;
}

/** Brings a new user to where it can sign in with its permanent password. */
function makeReady(config: EphemeralConfig, userPool: UserPool, username: string): Promise<void> {
  return config.createWith === 'admin'
    ? userPool.setPermanentPassword(username, config.user.permanentPassword)
    : userPool.confirmSignUp(username, config.clientMetadata);
}

/** Waits for all, also when one fails: nothing may still be under way when the step ends. Then throws what the first one threw. */
async function allSettled(calls: readonly Promise<unknown>[]): Promise<void> {
  await Promise.allSettled(calls);
  await Promise.all(calls);
}
