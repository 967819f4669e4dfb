/**
 * The calls on a user pool that are signed with credentials.
 */
import {
  AdminAddUserToGroupCommand,
  AdminConfirmSignUpCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminInitiateAuthCommand,
  AdminRespondToAuthChallengeCommand,
  AdminSetUserPasswordCommand,
  type CognitoIdentityProviderClient,
  ListUsersCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { isFailure, isServiceError } from '../failures/action-error.ts';
import type {
  AppClientTarget,
  AuthFlows,
  Metadata,
  NewUser,
  PageOptions,
  UserCreation,
  UserPage,
  UserPool,
  UserPoolTarget,
  UserSearch,
} from '../platform/ports-cognito.ts';
import { type AuthOperations, createAuthFlows, isAuthAnswer } from './auth-flows.ts';
import { type CallOptions, createCaller } from './calls.ts';
import { settleCreation } from './creation.ts';
import { settleUserDeletion } from './deletion.ts';
import { userPoolTarget } from './targets.ts';
import { attributeList, clientMetadataField, listedUser, userFilter } from './wire-fields.ts';

/** The most that Cognito gives at once. */
const USERS_PER_PAGE = 60;

export function connectUserPool(
  client: CognitoIdentityProviderClient,
  { region, userPoolId }: UserPoolTarget,
  { retry, mask }: CallOptions,
): UserPool {
  const target = userPoolTarget({ region, userPoolId });
  const call = createCaller(client, target, retry);
  const inPool = { UserPoolId: userPoolId };

  function createUser({ username, password, attributes, clientMetadata }: NewUser): Promise<UserCreation> {
    const input = {
      ...inPool,
      Username: username,
      // Left out, a user pool with passwordless sign-in makes a user without any password:
      // https://docs.aws.amazon.com/cognito/latest/developerguide/how-to-create-user-accounts.html
      TemporaryPassword: password,
      MessageAction: 'SUPPRESS',
      UserAttributes: attributeList(attributes),
      ...clientMetadataField(clientMetadata),
    } as const;
    return settleCreation(async (observer) => {
      const { User } = await call('AdminCreateUser', () => new AdminCreateUserCommand(input), {
        finishOnCancel: true,
        observer,
        isComplete: ({ User: created }) => created !== undefined,
      });
      return User?.Username ?? username;
    });
  }

  async function setPermanentPassword(username: string, password: string): Promise<void> {
    const input = { ...inPool, Username: username, Password: password, Permanent: true };
    try {
      await call('AdminSetUserPassword', () => new AdminSetUserPasswordCommand(input));
    } catch (error) {
      // The password is random, so the user can have had it from an earlier try alone, whose answer got lost.
      if (!isServiceError(error, 'PasswordHistoryPolicyViolationException')) {
        throw error;
      }
    }
  }

  async function confirmSignUp(username: string, clientMetadata: Metadata): Promise<void> {
    const input = { ...inPool, Username: username, ...clientMetadataField(clientMetadata) };
    try {
      await call('AdminConfirmSignUp', () => new AdminConfirmSignUpCommand(input));
    } catch (error) {
      // As an earlier try left it, whose answer got lost.
      if (!isFailure(error, 'user-confirmed-already')) {
        throw error;
      }
    }
  }

  async function addToGroup(username: string, group: string): Promise<void> {
    const input = { ...inPool, Username: username, GroupName: group };
    await call('AdminAddUserToGroup', () => new AdminAddUserToGroupCommand(input), { about: `group ${group}` });
  }

  function deleteUser(username: string): Promise<'deleted' | 'not-found'> {
    const input = { ...inPool, Username: username };
    return settleUserDeletion(call('AdminDeleteUser', () => new AdminDeleteUserCommand(input)));
  }

  async function listUsers(search: UserSearch, { pageToken, limit = USERS_PER_PAGE }: PageOptions): Promise<UserPage> {
    const input = {
      ...inPool,
      Filter: userFilter(search),
      Limit: limit,
      ...(pageToken === undefined ? {} : { PaginationToken: pageToken }),
    };
    const { Users = [], PaginationToken } = await call('ListUsers', () => new ListUsersCommand(input), {
      isComplete: (page) => page.Users !== undefined,
    });
    return { users: Users.flatMap(listedUser), nextPageToken: PaginationToken };
  }

  function adminAuthFlows(appClient: AppClientTarget): AuthFlows {
    const ids = { ...inPool, ClientId: appClient.clientId };
    const call = createCaller(client, { ...target, withoutSecret: appClient.clientSecret === undefined }, retry);
    const operations: AuthOperations = {
      initiate: (fields) =>
        call('AdminInitiateAuth', () => new AdminInitiateAuthCommand({ ...ids, ...fields }), {
          about: fields.AuthFlow ?? '',
          isComplete: isAuthAnswer,
        }),
      respond: (challenge, fields) =>
        call('AdminRespondToAuthChallenge', () => new AdminRespondToAuthChallengeCommand({ ...ids, ...fields() }), {
          about: challenge,
          isComplete: isAuthAnswer,
        }),
    };
    return createAuthFlows(operations, { ...appClient, target, mask });
  }

  return { createUser, setPermanentPassword, confirmSignUp, addToGroup, deleteUser, listUsers, adminAuthFlows };
}
