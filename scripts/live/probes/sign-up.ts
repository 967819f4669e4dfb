/** Probes of the calls behind `create-with: sign-up`. */
import {
  AdminConfirmSignUpCommand,
  SignUpCommand,
  type SignUpCommandOutput,
} from '@aws-sdk/client-cognito-identity-provider';
import type { PreparedPool } from '../pools/prepared.ts';
import { newPassword, newUsername } from '../pools/users.ts';
import { initiateAuth } from './calls.ts';
import { type Probe, probing } from './probe.ts';

interface Newcomer {
  readonly username: string;
  readonly password: string;
}

function newcomer(pool: PreparedPool): Newcomer {
  return { username: newUsername(pool), password: newPassword(pool.side) };
}

function signUp(pool: PreparedPool, { username, password }: Newcomer): Promise<SignUpCommandOutput> {
  return pool.side.cognito.send(
    new SignUpCommand({ ClientId: pool.client('web').id, Username: username, Password: password }),
  );
}

function confirm({ id, side }: PreparedPool, username: string) {
  return side.cognito.send(new AdminConfirmSignUpCommand({ UserPoolId: id, Username: username }));
}

export const SIGN_UP: readonly Probe[] = [
  probing('email', 'SignUp', (pool) => signUp(pool, newcomer(pool)), 'sign-up'),
  probing('email', 'SignUp: the e-mail address is taken', (pool) =>
    signUp(pool, { ...newcomer(pool), username: pool.user.username }),
  ),
  probing('email', 'SignUp: the password is too short', (pool) =>
    signUp(pool, { ...newcomer(pool), password: 'short' }),
  ),
  probing('email', 'SignUp: the username is no e-mail address', (pool) =>
    signUp(pool, { ...newcomer(pool), username: 'no-address' }),
  ),
  probing('email', 'InitiateAuth: the user is not confirmed', async (pool) => {
    const user = newcomer(pool);
    await signUp(pool, user);
    return initiateAuth(pool, 'USER_PASSWORD_AUTH', { USERNAME: user.username, PASSWORD: user.password });
  }),
  probing('email', 'AdminConfirmSignUp', async (pool) => {
    const user = newcomer(pool);
    await signUp(pool, user);
    return confirm(pool, user.username);
  }),
  probing('email', 'AdminConfirmSignUp: the user is confirmed already', (pool) => confirm(pool, pool.user.username)),
];
