/**
 * The calls on an app client, which the SDK sends unsigned.
 */
import {
  AssociateSoftwareTokenCommand,
  type CognitoIdentityProviderClient,
  DeleteUserCommand,
  GetClientTokenCommand,
  GetTokensFromRefreshTokenCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  RevokeTokenCommand,
  SignUpCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { isFailure } from '../failures/action-error.ts';
import { textIn } from '../json.ts';
import type {
  AppClient,
  AppClientTarget,
  ClientTokenRequest,
  CodeSource,
  NewUser,
  RefreshRequest,
  UnparsedTokens,
  UserCreation,
} from '../platform/ports-cognito.ts';
import { secretsOfToken } from '../tokens.ts';
import { createAuthFlows, isAuthAnswer } from './auth-flows.ts';
import { type CallOptions, createCaller } from './calls.ts';
import { settleCreation } from './creation.ts';
import { settleUserDeletion } from './deletion.ts';
import { deviceOperations } from './devices.ts';
import { toActionError } from './errors/failures.ts';
import { secretHashOf } from './secret-hash.ts';
import { appClientTarget } from './targets.ts';
import { attributeList, clientMetadataField, readAndMaskTokens } from './wire-fields.ts';

interface AppClientOptions extends CallOptions {
  /** For what the SDK would sign although nobody has to. */
  unsignedClient(): CognitoIdentityProviderClient;
}

export function connectAppClient(
  client: CognitoIdentityProviderClient,
  appClient: AppClientTarget,
  { retry, mask, unsignedClient }: AppClientOptions,
): AppClient {
  const { clientId, clientSecret } = appClient;
  const target = appClientTarget(appClient);
  const call = createCaller(client, target, retry);
  /** In the operations that take the client secret itself. */
  const ownSecret = clientSecret === undefined ? {} : { ClientSecret: clientSecret };

  const authFlows = createAuthFlows(
    {
      initiate: (fields) =>
        call('InitiateAuth', () => new InitiateAuthCommand({ ClientId: clientId, ...fields }), {
          about: fields.AuthFlow ?? '',
          isComplete: isAuthAnswer,
        }),
      respond: (challenge, fields) =>
        call('RespondToAuthChallenge', () => new RespondToAuthChallengeCommand({ ClientId: clientId, ...fields() }), {
          about: challenge,
          isComplete: isAuthAnswer,
        }),
    },
    { ...appClient, target, mask },
  );

  function signUp({ username, password, attributes, clientMetadata }: NewUser): Promise<UserCreation> {
    const secretHash = clientSecret === undefined ? '' : secretHashOf(clientSecret, username, clientId);
    mask(secretHash);
    const input = {
      ClientId: clientId,
      Username: username,
      Password: password,
      UserAttributes: attributeList(attributes),
      ...(secretHash === '' ? {} : { SecretHash: secretHash }),
      ...clientMetadataField(clientMetadata),
    };
    return settleCreation(async (observer) => {
      await call('SignUp', () => new SignUpCommand(input), { finishOnCancel: true, observer });
      return username;
    });
  }

  async function associateTotp(session: string): Promise<{ totpSecret: string; session: string }> {
    const { SecretCode: totpSecret = '', Session = '' } = await call(
      'AssociateSoftwareToken',
      () => new AssociateSoftwareTokenCommand({ Session: session }),
      { isComplete: ({ SecretCode = '' }) => /^[A-Z2-7]{16,}=*$/i.test(SecretCode) },
    );
    mask(totpSecret);
    mask(Session);
    return { totpSecret, session: Session };
  }

  async function verifyTotp(session: string, code: CodeSource): Promise<{ session: string }> {
    const { Status, Session = '' } = await call(
      'VerifySoftwareToken',
      () => new VerifySoftwareTokenCommand({ Session: session, UserCode: code() }),
      { isComplete: ({ Status }) => Status !== undefined },
    );
    mask(Session);
    // Cognito can say no with HTTP 200, too.
    if (Status !== 'SUCCESS') {
      const refused = { name: 'EnableSoftwareTokenMFAException' };
      throw toActionError(refused, { operation: 'VerifySoftwareToken', target });
    }
    return { session: Session };
  }

  /**
   * `GetTokensFromRefreshToken` works with refresh token rotation and without; the older way works only without, and stands in where
   * an endpoint does not know the new one.
   *
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html
   */
  async function refreshTokens({ refreshToken, deviceKey, clientMetadata }: RefreshRequest): Promise<UnparsedTokens> {
    const metadata = clientMetadataField(clientMetadata);
    const device = deviceKey === undefined ? {} : { DeviceKey: deviceKey };
    const input = { ClientId: clientId, RefreshToken: refreshToken, ...ownSecret, ...device, ...metadata };
    const about = 'REFRESH_TOKEN_AUTH';
    const { AuthenticationResult } = await call(
      'GetTokensFromRefreshToken',
      () => new GetTokensFromRefreshTokenCommand(input),
      { about, isComplete: isAuthAnswer },
    ).catch((error: unknown) => {
      // The older way wants a secret hash over a username, which nobody has told: it is open to public app clients alone.
      if (isFailure(error, 'operation-unknown') && clientSecret === undefined) {
        const parameters = {
          REFRESH_TOKEN: refreshToken,
          ...(deviceKey === undefined ? {} : { DEVICE_KEY: deviceKey }),
        };
        const older = { ClientId: clientId, AuthFlow: about, AuthParameters: parameters, ...metadata } as const;
        return call('InitiateAuth', () => new InitiateAuthCommand(older), { about, isComplete: isAuthAnswer });
      }
      throw error;
    });
    return readAndMaskTokens(AuthenticationResult, mask);
  }

  /** For app clients with `ALLOW_CLIENT_TOKEN_AUTH`, which have no OAuth grant. */
  async function fetchClientToken({
    clientSecret: secret,
    scopes,
    clientMetadata,
  }: ClientTokenRequest): Promise<string> {
    const input = {
      ClientId: clientId,
      Secret: secret,
      ...(scopes.length === 0 ? {} : { Scopes: [...scopes] }),
      ...clientMetadataField(clientMetadata),
    };
    const unsignedCall = createCaller(unsignedClient(), target, retry);
    const { ClientAuthenticationResult } = await unsignedCall(
      'GetClientToken',
      () => new GetClientTokenCommand(input),
      {
        isComplete: ({ ClientAuthenticationResult: result }) => textIn(result, 'AccessToken') !== '',
      },
    );
    const accessToken = textIn(ClientAuthenticationResult, 'AccessToken');
    secretsOfToken(accessToken).forEach(mask);
    return accessToken;
  }

  async function revokeToken(refreshToken: string): Promise<void> {
    const input = { ClientId: clientId, Token: refreshToken, ...ownSecret };
    await call('RevokeToken', () => new RevokeTokenCommand(input));
  }

  function deleteSignedInUser(accessToken: string): Promise<'deleted' | 'not-found'> {
    return settleUserDeletion(call('DeleteUser', () => new DeleteUserCommand({ AccessToken: accessToken })));
  }

  return {
    authFlows,
    signUp,
    associateTotp,
    verifyTotp,
    refreshTokens,
    fetchClientToken,
    revokeToken,
    deleteSignedInUser,
    ...deviceOperations(call),
  };
}
