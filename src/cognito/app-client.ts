/** The operations on an app client. They need no AWS credentials. */
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
import { secretsOfToken } from '../tokens.ts';
import { authCallOptions, createAuthFlows } from './auth-flows.ts';
import { type ApiOptions, createCaller } from './calls.ts';
import { settleCreation } from './creation.ts';
import { createDeviceOperations } from './devices.ts';
import { toActionError } from './errors/failures.ts';
import { resolveOn } from './expected-errors.ts';
import { secretHashOf } from './secret-hash.ts';
import { appClientTarget } from './targets.ts';
import type { AppClientTarget, CodeSource, Metadata, NewUser, UnparsedTokens, UserCreation } from './types.ts';
import { attributeList, clientMetadataField, readAndMaskTokens } from './wire-fields.ts';

interface AppClientOptions extends ApiOptions {
  /** Provides a client for the operations that the SDK signs although Cognito does not require it. */
  unsignedClient(): CognitoIdentityProviderClient;
}

interface RefreshRequest {
  readonly refreshToken: string;
  /** The device that the refresh token belongs to. Undefined if the user pool remembers none. */
  readonly deviceKey: string | undefined;
  readonly clientMetadata: Metadata;
}

export interface ClientTokenRequest {
  readonly clientSecret: string;
  /** Empty for all scopes that the app client allows. */
  readonly scopes: readonly string[];
  readonly clientMetadata: Metadata;
}

export type AppClient = ReturnType<typeof connectAppClient>;

/** Connects an app client. Every operation rejects with an `ActionError`. */
export function connectAppClient(
  client: CognitoIdentityProviderClient,
  appClient: AppClientTarget,
  { retry, mask, clock, unsignedClient }: AppClientOptions,
) {
  const { clientId, clientSecret } = appClient;
  const target = appClientTarget(appClient);
  const call = createCaller(client, target, retry);
  const clientSecretField = clientSecret === undefined ? {} : { ClientSecret: clientSecret };

  const authFlows = createAuthFlows(
    {
      initiate: (fields) =>
        call(
          'InitiateAuth',
          () => new InitiateAuthCommand({ ClientId: clientId, ...fields }),
          authCallOptions(fields.AuthFlow),
        ),
      respond: (challenge, fields) =>
        call(
          'RespondToAuthChallenge',
          () => new RespondToAuthChallengeCommand({ ClientId: clientId, ...fields() }),
          authCallOptions(challenge),
        ),
    },
    { ...appClient, target, mask, clock },
  );

  /**
   * Signs a user up with its permanent password. Cognito sends a code to its address or number. Returns the `sub`: the
   * username in pools that sign in by e-mail address or phone number, and accepted by Admin operations in every pool.
   *
   * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminConfirmSignUp.html
   */
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
    return settleCreation(async (onAttemptFailed) => {
      const options = { finishOnCancel: true, onAttemptFailed };
      const { UserSub } = await call('SignUp', () => new SignUpCommand(input), options);
      return UserSub || username;
    });
  }

  /** Creates an authenticator app for the user of a sign-in under way. */
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

  /** Proves that the new authenticator app works. */
  async function verifyTotp(session: string, code: CodeSource): Promise<{ session: string }> {
    const { Status, Session = '' } = await call(
      'VerifySoftwareToken',
      () => new VerifySoftwareTokenCommand({ Session: session, UserCode: code() }),
      { isComplete: ({ Status }) => Status !== undefined },
    );
    mask(Session);
    // Cognito also reports a wrong code with HTTP 200.
    if (Status !== 'SUCCESS') {
      const refused = { name: 'EnableSoftwareTokenMFAException' };
      throw toActionError(refused, { operation: 'VerifySoftwareToken', target });
    }
    return { session: Session };
  }

  /**
   * Exchanges a refresh token for new tokens. The new refresh token is empty unless Cognito rotates refresh tokens.
   *
   * `GetTokensFromRefreshToken` works with and without rotation. Some emulators lack it, so a public app client falls
   * back to `REFRESH_TOKEN_AUTH`, which works without rotation only.
   *
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html
   */
  async function refreshTokens({ refreshToken, deviceKey, clientMetadata }: RefreshRequest): Promise<UnparsedTokens> {
    const metadata = clientMetadataField(clientMetadata);
    const device = deviceKey === undefined ? {} : { DeviceKey: deviceKey };
    const input = { ClientId: clientId, RefreshToken: refreshToken, ...clientSecretField, ...device, ...metadata };
    const authFlow = 'REFRESH_TOKEN_AUTH';
    const options = authCallOptions(authFlow);
    const { AuthenticationResult } = await call(
      'GetTokensFromRefreshToken',
      () => new GetTokensFromRefreshTokenCommand(input),
      options,
    ).catch((error: unknown) => {
      // A confidential app client would need a secret hash over a username that is not known here.
      if (isFailure(error, 'operation-unknown') && clientSecret === undefined) {
        const parameters = {
          REFRESH_TOKEN: refreshToken,
          ...(deviceKey === undefined ? {} : { DEVICE_KEY: deviceKey }),
        };
        const fallback = { ClientId: clientId, AuthFlow: authFlow, AuthParameters: parameters, ...metadata } as const;
        return call('InitiateAuth', () => new InitiateAuthCommand(fallback), options);
      }
      throw error;
    });
    return readAndMaskTokens(AuthenticationResult, mask);
  }

  /** Fetches an access token for the app client itself. Needs `ALLOW_CLIENT_TOKEN_AUTH`, and no user pool domain. */
  async function fetchClientToken(request: ClientTokenRequest): Promise<string> {
    const input = {
      ClientId: clientId,
      Secret: request.clientSecret,
      ...(request.scopes.length === 0 ? {} : { Scopes: [...request.scopes] }),
      ...clientMetadataField(request.clientMetadata),
    };
    const unsignedCall = createCaller(unsignedClient(), target, retry);
    const { ClientAuthenticationResult } = await unsignedCall(
      'GetClientToken',
      () => new GetClientTokenCommand(input),
      { isComplete: (output) => textIn(output.ClientAuthenticationResult, 'AccessToken') !== '' },
    );
    const accessToken = textIn(ClientAuthenticationResult, 'AccessToken');
    secretsOfToken(accessToken).forEach(mask);
    return accessToken;
  }

  /** Revokes a refresh token and every access token that came from it. */
  async function revokeToken(refreshToken: string): Promise<void> {
    const input = { ClientId: clientId, Token: refreshToken, ...clientSecretField };
    await call('RevokeToken', () => new RevokeTokenCommand(input));
  }

  /** Deletes the user who owns the access token. */
  function deleteSignedInUser(accessToken: string): Promise<'deleted' | 'not-found'> {
    return call('DeleteUser', () => new DeleteUserCommand({ AccessToken: accessToken })).then(
      () => 'deleted',
      resolveOn(['UserNotFoundException'], 'not-found'),
    );
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
    ...createDeviceOperations(call),
  };
}
