/**
 * The calls on an app client, which the SDK sends unsigned.
 */
import {
  AssociateSoftwareTokenCommand,
  type CognitoIdentityProviderClient,
  GetTokensFromRefreshTokenCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  RevokeTokenCommand,
  SignUpCommand,
  UsernameExistsException,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { isFailure } from '../errors.ts';
import type { AppClient, AppClientTarget, NewUser, UnparsedTokens, UserCreation } from '../ports.ts';
import { makeAuthFlows } from './auth-flows.ts';
import { failureOf } from './failures.ts';
import { secretHashOf } from './secret-hash.ts';
import { attributeList, clientMetadataField, sessionField, unparsedTokens } from './wire-fields.ts';

export function connectAppClient(
  client: CognitoIdentityProviderClient,
  target: AppClientTarget,
  mask: (secret: string) => void,
): AppClient {
  const { region, clientId, clientSecret } = target;
  const subject = `app client ${clientId} in ${region}`;
  /** In the operations that take the client secret itself. */
  const ownSecret = clientSecret === '' ? {} : { ClientSecret: clientSecret };

  async function call<Result>(operation: string, send: () => Promise<Result>): Promise<Result> {
    try {
      return await send();
    } catch (error) {
      throw failureOf(error, operation, subject);
    }
  }

  const authFlows = makeAuthFlows(
    {
      initiate: ({ flow, parameters, clientMetadata }) =>
        call('InitiateAuth', () =>
          client.send(
            new InitiateAuthCommand({
              ClientId: clientId,
              AuthFlow: flow,
              AuthParameters: parameters,
              ...clientMetadataField(clientMetadata),
            }),
          ),
        ),
      respond: ({ challenge, responses, session, clientMetadata }) =>
        call('RespondToAuthChallenge', () =>
          client.send(
            new RespondToAuthChallengeCommand({
              ClientId: clientId,
              ChallengeName: challenge,
              ChallengeResponses: responses,
              ...sessionField(session),
              ...clientMetadataField(clientMetadata),
            }),
          ),
        ),
      failureOf: (error) => failureOf(error, 'InitiateAuth', subject),
    },
    target,
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
    try {
      await client.send(command);
      return { outcome: 'created', username };
    } catch (error) {
      if (error instanceof UsernameExistsException) {
        return { outcome: 'already-exists' };
      }
      throw failureOf(error, 'SignUp', subject);
    }
  }

  async function associateTotp(session: string): Promise<{ totpSecret: string; session: string }> {
    const { SecretCode: totpSecret = '', Session = '' } = await call('AssociateSoftwareToken', () =>
      client.send(new AssociateSoftwareTokenCommand({ Session: session })),
    );
    maskAll(totpSecret, Session);
    return { totpSecret, session: Session };
  }

  async function verifyTotp(session: string, code: string): Promise<{ session: string }> {
    const { Status, Session = '' } = await call('VerifySoftwareToken', () =>
      client.send(new VerifySoftwareTokenCommand({ Session: session, UserCode: code })),
    );
    maskAll(Session);
    // Cognito can say no with HTTP 200, too.
    if (Status !== 'SUCCESS') {
      throw failureOf({ name: 'EnableSoftwareTokenMFAException' }, 'VerifySoftwareToken', subject);
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
      const answer = await call('GetTokensFromRefreshToken', () =>
        client.send(new GetTokensFromRefreshTokenCommand(command)),
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
    const answer = await call('InitiateAuth', () =>
      client.send(
        new InitiateAuthCommand({
          ClientId: clientId,
          AuthFlow: 'REFRESH_TOKEN_AUTH',
          AuthParameters: { REFRESH_TOKEN: refreshToken },
        }),
      ),
    );
    return unparsedTokens(answer.AuthenticationResult);
  }

  async function revokeToken(refreshToken: string): Promise<void> {
    await call('RevokeToken', () =>
      client.send(new RevokeTokenCommand({ ClientId: clientId, Token: refreshToken, ...ownSecret })),
    );
  }

  function maskAll(...secrets: readonly string[]): void {
    secrets.filter((secret) => secret !== '').forEach(mask);
  }

  return { authFlows, signUp, associateTotp, verifyTotp, refreshTokens, revokeToken };
}
