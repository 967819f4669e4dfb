import type { Operation } from '../operation.ts';
import { adminCreateUser, adminDeleteUser, adminGetUser, adminSetUserPassword } from './admin-users.ts';
import { initiateAuth } from './initiate-auth.ts';
import { deleteUser, getUser } from './own-user.ts';
import { revokeToken } from './revoke-token.ts';

/** Every operation that the emulator has, by its name in X-Amz-Target. */
export const operations: ReadonlyMap<string, Operation> = new Map([
  ['AdminCreateUser', adminCreateUser],
  ['AdminDeleteUser', adminDeleteUser],
  ['AdminGetUser', adminGetUser],
  ['AdminSetUserPassword', adminSetUserPassword],
  ['DeleteUser', deleteUser],
  ['GetUser', getUser],
  ['InitiateAuth', initiateAuth],
  ['RevokeToken', revokeToken],
]);
