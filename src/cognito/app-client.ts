/**
 * The calls on an app client, which the SDK sends unsigned.
 */
import {
  AssociateSoftwareTokenCommand,
  type CognitoIdentityProviderClient,
  DeleteUserCommand,
  GetTokensFromRefreshTokenCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  RevokeTokenCommand,
  SignUpCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { isFailure, isServiceError } from '../failures/action-error.ts';
import type { AppClient, AppClientTarget, CodeSource, NewUser, UnparsedTokens, UserCreation } from '../world/ports.ts';
import { makeAuthFlows } from './auth-flows.ts';
import { type CallOptions, callerOn } from './calls.ts';
import { settleCreation } from './creation.ts';
import { failureOf, unreadableAnswer } from './errors/failures.ts';
import { secretHashOf } from './secret-hash.ts';
import { appClientTarget } from './targets.ts';
import { attributeList, clientMetadataField, sessionField, unparsedTokens } from './wire-fields.ts';

export function connectAppClient(
  client: CognitoIdentityProviderClient,
  appClient: AppClientTarget,
  { retry, mask }: CallOptions,
): AppClient {
  const { clientId, clientSecret } = appClient;
  const target = appClientTarget(appClient);
  /** In the operations that take the client secret itself. */
  const ownSecret = clientSecret === '' ? {} : { ClientSecret: clientSecret };

  const call = callerOn(target, retry);

  const authFlows = makeAuthFlows(
    {
      initiate: ({ flow, parameters, clientMetadata }) =>
        call(
          'InitiateAuth',
          (options) =>
            client.send(
              new InitiateAuthCommand({
                ClientId: clientId,
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
          'RespondToAuthChallenge',
          (options) =>
            client.send(
              new RespondToAuthChallengeCommand({
                ClientId: clientId,
                ChallengeName: challenge,
                ChallengeResponses: responses(),
                ...sessionField(session),
                ...clientMetadataField(clientMetadata),
              }),
              options,
            ),
          { about: challenge },
        ),
      failureOf: (error) => failureOf(error, { operation: 'InitiateAuth', about: 'USER_SRP_AUTH', target }),
    },
    appClient,
    mask,
  );

  async function signUp({ username, password, attributes, clientMetadata }: NewUser): Promise<UserCreation> {
    const secretHash = clientSecret === '' ? '' : secretHashOf(clientSecret, username, clientId);
    if (secretHash !== '') {
      mask(secretHash);
    }
    const command = new SignUpCommand({
      ClientId: clientId,
      Username: username,
      Password: password,
      UserAttributes: attributeList(attributes),
      ...(secretHash === '' ? {} : { SecretHash: secretHash }),
      ...clientMetadataField(clientMetadata),
    });
    return await settleCreation('SignUp', async (creating) => {
      await call('SignUp', (options) => client.send(command, options), creating);
      return username;
    });
  }

  async function associateTotp(session: string): Promise<{ totpSecret: string; session: string }> {
    const answer = await call('AssociateSoftwareToken', (options) =>
      client.send(new AssociateSoftwareTokenCommand({ Session: session }), options),
    );
    const { SecretCode: totpSecret = '', Session = '' } = answer;
    mask(totpSecret);
    mask(Session);
    if (!/^[A-Z2-7]{16,}=*$/i.test(totpSecret)) {
      throw unreadableAnswer(answer, { operation: 'AssociateSoftwareToken', target });
    }
    return { totpSecret, session: Session };
  }

  async function verifyTotp(session: string, code: CodeSource): Promise<{ session: string }> {
    const { Status, Session = '' } = await call('VerifySoftwareToken', (options) =>
      client.send(new VerifySoftwareTokenCommand({ Session: session, UserCode: code() }), options),
    );
    mask(Session);
    // Cognito can say no with HTTP 200, too.
    if (Status !== 'SUCCESS') {
      const refused = { name: 'EnableSoftwareTokenMFAException' };
      throw failureOf(refused, { operation: 'VerifySoftwareToken', target });
    }
    return { session: Session };
  }

  /**
   * `GetTokensFromRefreshToken` works with refresh token rotation and without; the older way works only without, and stands in where
   * an endpoint does not know the new one.
   *
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html
   */
  async function refreshTokens(refreshToken: string): Promise<UnparsedTokens> {
    try {
      const command = { ClientId: clientId, RefreshToken: refreshToken, ...ownSecret };
      const answer = await call(
        'GetTokensFromRefreshToken',
        (options) => client.send(new GetTokensFromRefreshTokenCommand(command), options),
        { about: 'REFRESH_TOKEN_AUTH' },
      );
      return unparsedTokens(answer.AuthenticationResult);
    } catch (error) {
      // The older way wants a secret hash over a username, which nobody has told: it is open to public app clients alone.
      if (isFailure(error, 'operation-unknown') && clientSecret === '') {
        return refreshTokensTheOlderWay(refreshToken);
      }
      throw error;
    }
  }

  async function refreshTokensTheOlderWay(refreshToken: string): Promise<UnparsedTokens> {
    const command = new InitiateAuthCommand({
      ClientId: clientId,
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: { REFRESH_TOKEN: refreshToken },
    });
    const answer = await call('InitiateAuth', (options) => client.send(command, options), {
      about: 'REFRESH_TOKEN_AUTH',
    });
    return unparsedTokens(answer.AuthenticationResult);
  }

  async function revokeToken(refreshToken: string): Promise<void> {
    const command = new RevokeTokenCommand({ ClientId: clientId, Token: refreshToken, ...ownSecret });
    await call('RevokeToken', (options) => client.send(command, options));
  }

  async function deleteOwnUser(accessToken: string): Promise<'deleted' | 'not-found'> {
    const command = new DeleteUserCommand({ AccessToken: accessToken });
    try {
      await call('DeleteUser', (options) => client.send(command, options));
      return 'deleted';
    } catch (error) {
      if (isServiceError(error, 'UserNotFoundException')) {
        return 'not-found';
      }
      throw error;
    }
  }

  return { authFlows, signUp, associateTotp, verifyTotp, refreshTokens, revokeToken, deleteOwnUser };
}
