import type { Operation } from '../operation.ts';
import { adminCreateUser, adminDeleteUser, adminGetUser, adminSetUserPassword } from './admin-users.ts';
import { deleteUser, getUser } from './current-user.ts';
import { confirmDevice, forgetDevice } from './devices.ts';
import { getClientToken } from './get-client-token.ts';
import { getTokensFromRefreshToken } from './get-tokens-from-refresh-token.ts';
import { adminAddUserToGroup } from './groups.ts';
import { adminInitiateAuth, initiateAuth } from './initiate-auth.ts';
import { listUsers } from './list-users.ts';
import { adminRespondToAuthChallenge, respondToAuthChallenge } from './respond-to-auth-challenge.ts';
import { revokeToken } from './revoke-token.ts';
import { adminConfirmSignUp, signUp } from './sign-up.ts';
import { associateSoftwareToken, verifySoftwareToken } from './software-token.ts';

/** The operations on users and tokens, by their names in X-Amz-Target. */
export const operations: ReadonlyMap<string, Operation> = new Map([
  ['AdminAddUserToGroup', adminAddUserToGroup],
  ['AdminConfirmSignUp', adminConfirmSignUp],
  ['AdminCreateUser', adminCreateUser],
  ['AdminDeleteUser', adminDeleteUser],
  ['AdminGetUser', adminGetUser],
  ['AdminInitiateAuth', adminInitiateAuth],
  ['AdminRespondToAuthChallenge', adminRespondToAuthChallenge],
  ['AdminSetUserPassword', adminSetUserPassword],
  ['AssociateSoftwareToken', associateSoftwareToken],
  ['ConfirmDevice', confirmDevice],
  ['DeleteUser', deleteUser],
  ['ForgetDevice', forgetDevice],
  ['GetClientToken', getClientToken],
  ['GetTokensFromRefreshToken', getTokensFromRefreshToken],
  ['GetUser', getUser],
  ['InitiateAuth', initiateAuth],
  ['ListUsers', listUsers],
  ['RespondToAuthChallenge', respondToAuthChallenge],
  ['RevokeToken', revokeToken],
  ['SignUp', signUp],
  ['VerifySoftwareToken', verifySoftwareToken],
]);
