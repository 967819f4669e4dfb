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
  UserNotFoundException,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';
import type {
  AppClientTarget,
  AuthFlows,
  Metadata,
  NewUser,
  UserCreation,
  UserPool,
  UserPoolTarget,
} from '../ports.ts';
import { type AuthOperations, makeAuthFlows } from './auth-flows.ts';
import { failureOf } from './failures.ts';
import { attributeList, clientMetadataField, sessionField } from './wire-fields.ts';

export function connectUserPool(
  client: CognitoIdentityProviderClient,
  { region, userPoolId }: UserPoolTarget,
  mask: (secret: string) => void,
): UserPool {
  const subject = `user pool ${userPoolId} in ${region}`;

  async function call<Result>(operation: string, send: () => Promise<Result>): Promise<Result> {
    try {
      return await send();
    } catch (error) {
      throw failureOf(error, operation, subject);
    }
  }

  async function createUser({ username, password, attributes, clientMetadata }: NewUser): Promise<UserCreation> {
    try {
      const { User } = await client.send(
        new AdminCreateUserCommand({
          UserPoolId: userPoolId,
          Username: username,
          // Left out, a user pool with passwordless sign-in makes a user without any password:
          // https://docs.aws.amazon.com/cognito/latest/developerguide/how-to-create-user-accounts.html
          TemporaryPassword: password,
          MessageAction: 'SUPPRESS',
          UserAttributes: attributeList(attributes),
          ...clientMetadataField(clientMetadata),
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
    const command = { UserPoolId: userPoolId, Username: username, Password: password, Permanent: true };
    await call('AdminSetUserPassword', () => client.send(new AdminSetUserPasswordCommand(command)));
  }

  async function confirmSignUp(username: string, clientMetadata: Metadata): Promise<void> {
    const command = { UserPoolId: userPoolId, Username: username, ...clientMetadataField(clientMetadata) };
    await call('AdminConfirmSignUp', () => client.send(new AdminConfirmSignUpCommand(command)));
  }

  async function addToGroup(username: string, group: string): Promise<void> {
    const command = { UserPoolId: userPoolId, Username: username, GroupName: group };
    await call('AdminAddUserToGroup', () => client.send(new AdminAddUserToGroupCommand(command)));
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

  function adminAuthFlows(appClient: AppClientTarget): AuthFlows {
    const common = { UserPoolId: userPoolId, ClientId: appClient.clientId };
    const operations = {
      initiate: ({ flow, parameters, clientMetadata }) =>
        call('AdminInitiateAuth', () =>
          client.send(
            new AdminInitiateAuthCommand({
              ...common,
              AuthFlow: flow,
              AuthParameters: parameters,
              ...clientMetadataField(clientMetadata),
            }),
          ),
        ),
      respond: ({ challenge, responses, session, clientMetadata }) =>
        call('AdminRespondToAuthChallenge', () =>
          client.send(
            new AdminRespondToAuthChallengeCommand({
              ...common,
              ChallengeName: challenge,
              ChallengeResponses: responses,
              ...sessionField(session),
              ...clientMetadataField(clientMetadata),
            }),
          ),
        ),
      failureOf: (error) => failureOf(error, 'AdminInitiateAuth', subject),
    } satisfies AuthOperations;
    return makeAuthFlows(operations, appClient, mask);
  }

  return { createUser, setPermanentPassword, confirmSignUp, addToGroup, deleteUser, adminAuthFlows };
}
