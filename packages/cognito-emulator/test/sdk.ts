import {
  AdminCreateUserCommand,
  type AuthFlowType,
  type ChallengeNameType,
  CognitoIdentityProviderClient,
  type CognitoIdentityProviderClientConfig,
  InitiateAuthCommand,
  type InitiateAuthCommandOutput,
  RespondToAuthChallengeCommand,
  type RespondToAuthChallengeCommandOutput,
} from '@aws-sdk/client-cognito-identity-provider';
import { type AppClient, secretHash } from '../src/app-client.ts';
import type { Emulator } from '../src/index.ts';

/** Creates an AWS SDK client for the emulator, which signs requests and never retries. */
export function sdkFor(
  emulator: Emulator,
  config: CognitoIdentityProviderClientConfig = {},
): CognitoIdentityProviderClient {
  return new CognitoIdentityProviderClient({
    endpoint: emulator.url,
    region: 'eu-west-1',
    credentials: emulator.credentials,
    maxAttempts: 1,
    ...config,
  });
}

/** AdminCreateUser with the parameters of the action. */
export function createUser(UserPoolId: string, Username: string, more: object = {}): AdminCreateUserCommand {
  return new AdminCreateUserCommand({
    UserPoolId,
    Username,
    TemporaryPassword: 'Temporary-1',
    MessageAction: 'SUPPRESS',
    ...more,
  });
}

/** InitiateAuth with USER_PASSWORD_AUTH. */
export function signIn(
  sdk: CognitoIdentityProviderClient,
  ClientId: string,
  AuthParameters: Record<string, string>,
): Promise<InitiateAuthCommandOutput> {
  return sdk.send(new InitiateAuthCommand({ AuthFlow: 'USER_PASSWORD_AUTH', ClientId, AuthParameters }));
}

/** InitiateAuth with REFRESH_TOKEN_AUTH. */
export function refresh(
  sdk: CognitoIdentityProviderClient,
  ClientId: string,
  AuthParameters: Record<string, string>,
): Promise<InitiateAuthCommandOutput> {
  return sdk.send(new InitiateAuthCommand({ AuthFlow: 'REFRESH_TOKEN_AUTH', ClientId, AuthParameters }));
}

type ApiClient = Pick<AppClient, 'id' | 'secret'>;

/** Returns SECRET_HASH for this username, or nothing if the client has no secret. */
export function secretHashOf({ id, secret }: ApiClient, username: string): Record<string, string> {
  return secret === undefined ? {} : { SECRET_HASH: secretHash(secret, username, id) };
}

/** InitiateAuth with any flow. */
export function start(
  sdk: CognitoIdentityProviderClient,
  { id: ClientId }: ApiClient,
  AuthFlow: AuthFlowType,
  AuthParameters: Record<string, string>,
): Promise<InitiateAuthCommandOutput> {
  return sdk.send(new InitiateAuthCommand({ AuthFlow, ClientId, AuthParameters }));
}

/** RespondToAuthChallenge. */
export function respond(
  sdk: CognitoIdentityProviderClient,
  { id: ClientId }: ApiClient,
  ChallengeName: ChallengeNameType,
  Session: string | undefined,
  ChallengeResponses: Record<string, string>,
): Promise<RespondToAuthChallengeCommandOutput> {
  return sdk.send(new RespondToAuthChallengeCommand({ ChallengeName, ClientId, Session, ChallengeResponses }));
}
