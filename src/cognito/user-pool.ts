/**
 * The calls on a user pool that are signed with credentials.
 */
import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminSetUserPasswordCommand,
  type CognitoIdentityProviderClient,
  UserNotFoundException,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';
import type { NewUser, UserCreation, UserPool, UserPoolTarget } from '../ports.ts';
import { failureOf } from './failures.ts';

export function connectUserPool(
  client: CognitoIdentityProviderClient,
  { region, userPoolId }: UserPoolTarget,
): UserPool {
  const subject = `user pool ${userPoolId} in ${region}`;

  async function createUser({ username, temporaryPassword, attributes }: NewUser): Promise<UserCreation> {
    try {
      const { User } = await client.send(
        new AdminCreateUserCommand({
          UserPoolId: userPoolId,
          Username: username,
          // Left out, a user pool with passwordless sign-in makes a user without any password:
          // https://docs.aws.amazon.com/cognito/latest/developerguide/how-to-create-user-accounts.html
          TemporaryPassword: temporaryPassword,
          MessageAction: 'SUPPRESS',
          UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
        }),
      );
      return { outcome: 'created', username: User?.Username ?? username };
    } catch (error) {
      if (error instanceof UsernameExistsException) {
        return { outcome: 'already-exists' };
      }
      throw failureOf(error, 'AdminCreateUser', subject);
    }
  }

  async function setPermanentPassword(username: string, password: string): Promise<void> {
    try {
      await client.send(
        new AdminSetUserPasswordCommand({
          UserPoolId: userPoolId,
          Username: username,
          Password: password,
          Permanent: true,
        }),
      );
    } catch (error) {
      throw failureOf(error, 'AdminSetUserPassword', subject);
    }
  }

  async function deleteUser(username: string): Promise<'deleted' | 'not-found'> {
    try {
      await client.send(new AdminDeleteUserCommand({ UserPoolId: userPoolId, Username: username }));
      return 'deleted';
    } catch (error) {
      if (error instanceof UserNotFoundException) {
        return 'not-found';
      }
      throw failureOf(error, 'AdminDeleteUser', subject);
    }
  }

  return { createUser, setPermanentPassword, deleteUser };
}
