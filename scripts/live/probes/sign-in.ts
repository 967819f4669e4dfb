/** Probes of sign-in with a password, with and without SRP. */
import { InitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider';
import { createUser, creation, newPassword, newUsername, secretHash } from '../pools/users.ts';
import {
  adminInitiateAuth,
  initiateAuth,
  NOBODY,
  ofUser,
  respond,
  SRP_A,
  UNKNOWN_CLIENT,
  WRONG_PASSWORD,
} from './calls.ts';
import { type Probe, probing } from './probe.ts';

/** Has Cognito's format. */
const WRONG_SIGNATURE = Buffer.alloc(32, 1).toString('base64');

const PASSWORDS: readonly Probe[] = [
  probing('plain', 'InitiateAuth: USER_PASSWORD_AUTH', (pool) =>
    initiateAuth(pool, 'USER_PASSWORD_AUTH', ofUser(pool)),
  ),
  probing('plain', 'InitiateAuth: wrong password', (pool) =>
    initiateAuth(pool, 'USER_PASSWORD_AUTH', { ...ofUser(pool), PASSWORD: WRONG_PASSWORD }),
  ),
  probing('plain', 'InitiateAuth: nobody has the username', (pool) =>
    initiateAuth(pool, 'USER_PASSWORD_AUTH', { USERNAME: NOBODY, PASSWORD: WRONG_PASSWORD }),
  ),
  probing('plain', 'InitiateAuth: without USERNAME', (pool) =>
    initiateAuth(pool, 'USER_PASSWORD_AUTH', { PASSWORD: WRONG_PASSWORD }),
  ),
  probing('plain', 'InitiateAuth: without PASSWORD', (pool) =>
    initiateAuth(pool, 'USER_PASSWORD_AUTH', { USERNAME: pool.user.username }),
  ),
  probing('plain', 'InitiateAuth: an app client that does not exist', ({ side }) =>
    side.cognito.send(
      new InitiateAuthCommand({
        ClientId: UNKNOWN_CLIENT,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: NOBODY, PASSWORD: WRONG_PASSWORD },
      }),
    ),
  ),
  probing('plain', 'InitiateAuth: a secret hash to a client without secret', (pool) =>
    initiateAuth(pool, 'USER_PASSWORD_AUTH', { ...ofUser(pool), SECRET_HASH: WRONG_SIGNATURE }),
  ),
  probing('plain', 'InitiateAuth: the password is a temporary one', async (pool) => {
    const [username, temporaryPassword] = [newUsername(pool), newPassword(pool.side)];
    await pool.side.cognito.send(creation(pool, { username, temporaryPassword }));
    return initiateAuth(pool, 'USER_PASSWORD_AUTH', { USERNAME: username, PASSWORD: temporaryPassword });
  }),
  probing('email', 'InitiateAuth: USER_PASSWORD_AUTH', (pool) =>
    initiateAuth(pool, 'USER_PASSWORD_AUTH', ofUser(pool)),
  ),
  probing('alias', 'InitiateAuth: by the verified e-mail address', (pool) =>
    initiateAuth(pool, 'USER_PASSWORD_AUTH', { USERNAME: pool.user.email ?? '', PASSWORD: pool.user.password }),
  ),
];

const FLOWS: readonly Probe[] = [
  probing('plain', 'InitiateAuth: the flow is one of AdminInitiateAuth', (pool) =>
    initiateAuth(pool, 'ADMIN_USER_PASSWORD_AUTH', ofUser(pool)),
  ),
  probing('plain', 'AdminInitiateAuth: the flow is one of InitiateAuth', (pool) =>
    adminInitiateAuth(pool, 'USER_PASSWORD_AUTH', ofUser(pool)),
  ),
  probing(
    'plain',
    'AdminInitiateAuth: ADMIN_USER_PASSWORD_AUTH',
    (pool) => adminInitiateAuth(pool, 'ADMIN_USER_PASSWORD_AUTH', ofUser(pool)),
    'admin sign-in',
  ),
  probing(
    'plain',
    'InitiateAuth: USER_AUTH without a preferred challenge',
    (pool) => initiateAuth(pool, 'USER_AUTH', { USERNAME: pool.user.username }),
    'USER_AUTH',
  ),
  probing('plain', 'InitiateAuth: USER_AUTH with PASSWORD preferred', (pool) =>
    initiateAuth(pool, 'USER_AUTH', { ...ofUser(pool), PREFERRED_CHALLENGE: 'PASSWORD' }),
  ),
  probing(
    'plain',
    'InitiateAuth: USER_SRP_AUTH',
    (pool) => initiateAuth(pool, 'USER_SRP_AUTH', { USERNAME: pool.user.username, SRP_A }),
    'SRP',
  ),
  probing('plain', 'InitiateAuth: USER_SRP_AUTH without SRP_A', (pool) =>
    initiateAuth(pool, 'USER_SRP_AUTH', { USERNAME: pool.user.username }),
  ),
  probing('plain', 'RespondToAuthChallenge: the proof of SRP is wrong', async (pool) => {
    const { ChallengeParameters: given = {}, Session: session } = await initiateAuth(pool, 'USER_SRP_AUTH', {
      USERNAME: pool.user.username,
      SRP_A,
    });
    return respond(pool, 'PASSWORD_VERIFIER', session, {
      USERNAME: given['USER_ID_FOR_SRP'] ?? '',
      PASSWORD_CLAIM_SECRET_BLOCK: given['SECRET_BLOCK'] ?? '',
      PASSWORD_CLAIM_SIGNATURE: WRONG_SIGNATURE,
      TIMESTAMP: srpTime(new Date()),
    });
  }),
  probing('plain', 'InitiateAuth: USER_PASSWORD_AUTH is not allowed', (pool) =>
    initiateAuth(pool, 'USER_PASSWORD_AUTH', ofUser(pool), 'closed'),
  ),
  probing('plain', 'InitiateAuth: USER_SRP_AUTH is not allowed', (pool) =>
    initiateAuth(pool, 'USER_SRP_AUTH', { USERNAME: pool.user.username, SRP_A }, 'closed'),
  ),
  probing('plain', 'InitiateAuth: USER_AUTH is not allowed', (pool) =>
    initiateAuth(pool, 'USER_AUTH', { USERNAME: pool.user.username }, 'closed'),
  ),
  probing('plain', 'AdminInitiateAuth: ADMIN_USER_PASSWORD_AUTH is not allowed', (pool) =>
    adminInitiateAuth(pool, 'ADMIN_USER_PASSWORD_AUTH', ofUser(pool), 'closed'),
  ),
];

const SECRETS: readonly Probe[] = [
  probing('confidential', 'InitiateAuth: USER_PASSWORD_AUTH', (pool) =>
    initiateAuth(pool, 'USER_PASSWORD_AUTH', ofUser(pool)),
  ),
  probing('confidential', 'InitiateAuth: without the secret hash', (pool) =>
    pool.side.cognito.send(
      new InitiateAuthCommand({
        ClientId: pool.client('web').id,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: ofUser(pool),
      }),
    ),
  ),
  probing('confidential', "InitiateAuth: another username's secret hash", (pool) => {
    const hash = secretHash(pool.client('web'), NOBODY, pool.side) ?? '';
    return initiateAuth(pool, 'USER_PASSWORD_AUTH', { ...ofUser(pool), SECRET_HASH: hash });
  }),
  probing('confidential', 'InitiateAuth: nobody has the username, which the client hides', (pool) =>
    initiateAuth(pool, 'USER_PASSWORD_AUTH', { USERNAME: NOBODY, PASSWORD: WRONG_PASSWORD }),
  ),
  probing('confidential', 'InitiateAuth: SRP of nobody, which the client hides', (pool) =>
    initiateAuth(pool, 'USER_SRP_AUTH', { USERNAME: NOBODY, SRP_A }),
  ),
  probing('alias', 'InitiateAuth: by an e-mail address that is not verified', async (pool) => {
    const email = `unverified-${pool.user.email}`;
    const { password } = await createUser(pool, { username: newUsername(pool), attributes: { email } });
    return initiateAuth(pool, 'USER_PASSWORD_AUTH', { USERNAME: email, PASSWORD: password });
  }),
];

export const SIGN_IN: readonly Probe[] = [...PASSWORDS, ...FLOWS, ...SECRETS];

/** Formats a date as Cognito's clients do: `Tue Feb 3 04:05:06 UTC 2026`. */
function srpTime(date: Date): string {
  const [, weekday, day, month, year, time] = /^(\w+), 0?(\d+) (\w+) (\d+) (\S+) GMT$/.exec(date.toUTCString()) ?? [];
  return `${weekday} ${month} ${day} ${time} UTC ${year}`;
}
