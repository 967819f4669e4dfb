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
  UserCreation,
  UserPage,
  UserPool,
  UserPoolTarget,
  UserSearch,
} from '../world/ports.ts';
import { type AuthOperations, makeAuthFlows } from './auth-flows.ts';
import { type CallOptions, callerOn } from './calls.ts';
import { settleCreation } from './creation.ts';
import { failureOf } from './errors/failures.ts';
import { userPoolTarget } from './targets.ts';
import { attributeList, clientMetadataField, listedUser, sessionField, userFilter } from './wire-fields.ts';

/** The most that Cognito gives at once. */
const USERS_PER_PAGE = 60;

export function connectUserPool(
  client: CognitoIdentityProviderClient,
  { region, userPoolId }: UserPoolTarget,
  { retry, mask }: CallOptions,
): UserPool {
  const target = userPoolTarget({ region, userPoolId });
  const call = callerOn(target, retry);

  async function createUser({ username, password, attributes, clientMetadata }: NewUser): Promise<UserCreation> {
    const command = new AdminCreateUserCommand({
      UserPoolId: userPoolId,
      Username: username,
      // Left out, a user pool with passwordless sign-in makes a user without any password:
      // https://docs.aws.amazon.com/cognito/latest/developerguide/how-to-create-user-accounts.html
      TemporaryPassword: password,
      MessageAction: 'SUPPRESS',
      UserAttributes: attributeList(attributes),
      ...clientMetadataField(clientMetadata),
    });
    return await settleCreation('AdminCreateUser', async (creating) => {
      const { User } = await call('AdminCreateUser', (options) => client.send(command, options), creating);
      return User?.Username ?? username;
    });
  }

  async function setPermanentPassword(username: string, password: string): Promise<void> {
    const command = { UserPoolId: userPoolId, Username: username, Password: password, Permanent: true };
    try {
      await call('AdminSetUserPassword', (options) => client.send(new AdminSetUserPasswordCommand(command), options));
    } catch (error) {
      // The password is random, so the user can have had it from an earlier try alone, whose answer got lost.
      if (!isServiceError(error, 'PasswordHistoryPolicyViolationException')) {
        throw error;
      }
    }
  }

  async function confirmSignUp(username: string, clientMetadata: Metadata): Promise<void> {
    const command = { UserPoolId: userPoolId, Username: username, ...clientMetadataField(clientMetadata) };
    try {
      await call('AdminConfirmSignUp', (options) => client.send(new AdminConfirmSignUpCommand(command), options));
    } catch (error) {
      // As an earlier try left it, whose answer got lost.
      if (!isFailure(error, 'user-confirmed-already')) {
        throw error;
      }
    }
  }

  async function addToGroup(username: string, group: string): Promise<void> {
    const command = { UserPoolId: userPoolId, Username: username, GroupName: group };
    await call('AdminAddUserToGroup', (options) => client.send(new AdminAddUserToGroupCommand(command), options), {
      about: `group ${group}`,
    });
  }

  async function deleteUser(username: string): Promise<'deleted' | 'not-found'> {
    const command = new AdminDeleteUserCommand({ UserPoolId: userPoolId, Username: username });
    try {
      await call('AdminDeleteUser', (options) => client.send(command, options));
      return 'deleted';
    } catch (error) {
      if (isServiceError(error, 'UserNotFoundException')) {
        return 'not-found';
      }
      throw error;
    }
  }

  async function listUsers(search: UserSearch, pageToken: string | undefined): Promise<UserPage> {
    const command = new ListUsersCommand({
      UserPoolId: userPoolId,
      Filter: userFilter(search),
      Limit: USERS_PER_PAGE,
      ...(pageToken === undefined ? {} : { PaginationToken: pageToken }),
    });
    const { Users = [], PaginationToken } = await call('ListUsers', (options) => client.send(command, options));
    return { users: Users.flatMap(listedUser), nextPageToken: PaginationToken };
  }

  function adminAuthFlows(appClient: AppClientTarget): AuthFlows {
    const common = { UserPoolId: userPoolId, ClientId: appClient.clientId };
    const call = callerOn({ ...target, withoutSecret: appClient.clientSecret === '' }, retry);
    const operations = {
      initiate: ({ flow, parameters, clientMetadata }) =>
        call(
          'AdminInitiateAuth',
          (options) =>
            client.send(
              new AdminInitiateAuthCommand({
                ...common,
                AuthFlow: flow,
                AuthParameters: parameters,
                ...clientMetadataField(clientMetadata),
              }),
              options,
            ),
          { about: flow },
        ),
      respond: ({ challenge, responses, session, clientMetadata }) =>
        call(
          'AdminRespondToAuthChallenge',
          (options) =>
            client.send(
              new AdminRespondToAuthChallengeCommand({
                ...common,
                ChallengeName: challenge,
                ChallengeResponses: responses(),
                ...sessionField(session),
                ...clientMetadataField(clientMetadata),
              }),
              options,
            ),
          { about: challenge },
        ),
      failureOf: (error) => failureOf(error, { operation: 'AdminInitiateAuth', target }),
    } satisfies AuthOperations;
    return makeAuthFlows(operations, appClient, mask);
  }

  return { createUser, setPermanentPassword, confirmSignUp, addToGroup, deleteUser, listUsers, adminAuthFlows };
}
