/** Probes of the calls that need AWS credentials: creating and deleting users. */
import {
  AdminAddUserToGroupCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminSetUserPasswordCommand,
  ListUsersCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { PreparedPool } from '../pools/prepared.ts';
import { createUser, creation, newEmail, newPassword, newUsername } from '../pools/users.ts';
import { initiateAuth, NOBODY } from './calls.ts';
import { type Probe, probing } from './probe.ts';

const WEAK_PASSWORD = 'short';
const POLICY_BREAKER = 'all-lower-case-1';

function listUsers({ id, side }: PreparedPool, members: { Filter?: string; Limit?: number; PaginationToken?: string }) {
  return side.cognito.send(new ListUsersCommand({ UserPoolId: id, ...members }));
}

/** Does not exist in this account. */
function elsewhere({ id }: PreparedPool): string {
  return `${id.split('_')[0]}_AbCdEfGhI`;
}

const CREATION: readonly Probe[] = [
  probing('plain', 'AdminCreateUser', (pool) =>
    pool.side.cognito.send(creation(pool, { username: newUsername(pool), attributes: { email: newEmail(pool.side) } })),
  ),
  probing('plain', 'AdminCreateUser: the username is taken', (pool) =>
    pool.side.cognito.send(creation(pool, { username: pool.user.username })),
  ),
  probing('plain', 'AdminCreateUser: the password is too short', (pool) =>
    pool.side.cognito.send(creation(pool, { username: newUsername(pool), temporaryPassword: WEAK_PASSWORD })),
  ),
  probing('plain', 'AdminCreateUser: a blank in the username', (pool) =>
    pool.side.cognito.send(creation(pool, { username: 'a blank' })),
  ),
  probing('plain', 'AdminCreateUser: an attribute that the pool does not have', (pool) =>
    pool.side.cognito.send(creation(pool, { username: newUsername(pool), attributes: { 'custom:unknown': '1' } })),
  ),
  probing('plain', 'AdminCreateUser: a user pool that does not exist', (pool) =>
    pool.side.cognito.send(creation({ ...pool, id: elsewhere(pool) }, { username: newUsername(pool) })),
  ),
  probing('plain', 'AdminCreateUser: an access key that nobody has', (pool) => {
    const stranger = pool.side.clientOf({ accessKeyId: 'AKIA0000000000000000', secretAccessKey: 'x'.repeat(40) });
    return stranger.send(creation(pool, { username: newUsername(pool) })).finally(() => stranger.destroy());
  }),
  probing('email', 'AdminCreateUser', (pool) =>
    pool.side.cognito.send(creation(pool, { username: newUsername(pool) })),
  ),
  probing('email', 'AdminCreateUser: the username is no e-mail address', (pool) =>
    pool.side.cognito.send(creation(pool, { username: 'no-address' })),
  ),
  probing('email', 'AdminCreateUser: the e-mail address is taken', (pool) =>
    pool.side.cognito.send(creation(pool, { username: pool.user.username })),
  ),
  probing('alias', 'AdminCreateUser: the username is an e-mail address', (pool) =>
    pool.side.cognito.send(creation(pool, { username: newEmail(pool.side) })),
  ),
  probing('alias', "AdminCreateUser: another user's verified e-mail address", (pool) => {
    const attributes = { email: pool.user.email ?? '', email_verified: 'true' };
    return pool.side.cognito.send(creation(pool, { username: newUsername(pool), attributes }));
  }),
];

const CHANGES: readonly Probe[] = [
  probing('plain', 'AdminSetUserPassword: nobody has the username', ({ id, side }) =>
    side.cognito.send(
      new AdminSetUserPasswordCommand({ UserPoolId: id, Username: NOBODY, Password: newPassword(side) }),
    ),
  ),
  // A separate user, because a service without a password policy would change the stored user's password.
  probing('plain', 'AdminSetUserPassword: without an upper-case letter', async (pool) => {
    const { username } = await createUser(pool, { username: newUsername(pool) });
    return pool.side.cognito.send(
      new AdminSetUserPasswordCommand({ UserPoolId: pool.id, Username: username, Password: POLICY_BREAKER }),
    );
  }),
  probing('plain', 'AdminAddUserToGroup: the group does not exist', ({ id, side, user }) =>
    side.cognito.send(
      new AdminAddUserToGroupCommand({ UserPoolId: id, Username: user.username, GroupName: 'no-such-group' }),
    ),
  ),
  probing('plain', 'AdminDeleteUser', async (pool) => {
    const { username } = await createUser(pool, { username: newUsername(pool) });
    return pool.side.cognito.send(new AdminDeleteUserCommand({ UserPoolId: pool.id, Username: username }));
  }),
  probing('plain', 'AdminDeleteUser: nobody has the username', ({ id, side }) =>
    side.cognito.send(new AdminDeleteUserCommand({ UserPoolId: id, Username: NOBODY })),
  ),
  probing('plain', 'InitiateAuth: the user is disabled', async (pool) => {
    const { username, password } = await createUser(pool, { username: newUsername(pool) });
    await pool.side.cognito.send(new AdminDisableUserCommand({ UserPoolId: pool.id, Username: username }));
    return initiateAuth(pool, 'USER_PASSWORD_AUTH', { USERNAME: username, PASSWORD: password });
  }),
];

const LISTS: readonly Probe[] = [
  probing(
    'plain',
    'ListUsers: by the beginning of the username',
    (pool) => listUsers(pool, { Filter: `username ^= "${pool.user.username}"` }),
    'filters',
  ),
  probing('plain', 'ListUsers: by a custom attribute', (pool) => listUsers(pool, { Filter: 'custom:kind = "a"' })),
  probing('plain', 'ListUsers: the filter is broken', (pool) => listUsers(pool, { Filter: 'username ~ "a"' })),
  probing('plain', 'ListUsers: 61 on a page', (pool) => listUsers(pool, { Limit: 61 })),
  probing('plain', 'ListUsers: the page token is invented', (pool) => listUsers(pool, { PaginationToken: 'invented' })),
];

export const ADMINISTRATION: readonly Probe[] = [...CREATION, ...CHANGES, ...LISTS];
