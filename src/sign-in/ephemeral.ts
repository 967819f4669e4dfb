/**
 * Mode `ephemeral`: makes the user that config invented, as the API under test needs it, and signs it in.
 */
import type { EphemeralConfig } from '../config.ts';
import type { NewUser, UserPool } from '../ports.ts';
import type { SignedIn, SignInWorld } from './index.ts';
import { signInWithPassword } from './password.ts';

export async function signInEphemeralUser(config: EphemeralConfig, world: SignInWorld): Promise<SignedIn> {
  const { appClient, user, authFlow: flow, clientMetadata, groups } = config;
  const { progress } = world;
  const userPool = world.cognito.userPool(config.userPool);

  const username = await progress.step('create user', () => create(config, userPool, world));
  await allSettled([
    progress.step('set password', () => makeReady(config, userPool, username)),
    ...groups.map((group) => progress.step(`add to group ${group}`, () => userPool.addToGroup(username, group))),
  ]);
  const tokens = await progress.step('sign in', () =>
    signInWithPassword(
      {
        appClient,
        flow,
        username: user.username,
        password: user.permanentPassword,
        clientMetadata,
        totpSecret: '',
        mayEnrolTotp: true,
      },
      world,
    ),
  );
  return { user: { username: user.username, password: user.permanentPassword }, tokens };
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
