import {
  AdminCreateUserCommand,
  CognitoIdentityProviderClient,
  type CognitoIdentityProviderClientConfig,
  InitiateAuthCommand,
  type InitiateAuthCommandOutput,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Emulator } from '../../../support/emulator/index.ts';

/** AWS's own client for the emulator: signs as a real caller does, and never retries. */
export const sdkFor = (
  emulator: Emulator,
  config: CognitoIdentityProviderClientConfig = {},
): CognitoIdentityProviderClient =>
  new CognitoIdentityProviderClient({
    endpoint: emulator.url,
    region: 'eu-west-1',
    credentials: emulator.credentials,
    maxAttempts: 1,
    ...config,
  });

/** `Exception: text` of a call that has to be refused. */
export const refusalOf = async (call: Promise<unknown>): Promise<string> => {
  try {
    await call;
  } catch (error) {
    return String(error);
  }
  throw new Error('The call was not refused.');
};

/** AdminCreateUser as the action sends it. */
export const createUser = (UserPoolId: string, Username: string, more: object = {}): AdminCreateUserCommand =>
  new AdminCreateUserCommand({
    UserPoolId,
    Username,
    TemporaryPassword: 'Temporary-1',
    MessageAction: 'SUPPRESS',
    ...more,
  });

/** InitiateAuth with USER_PASSWORD_AUTH. */
export const signIn = (
  sdk: CognitoIdentityProviderClient,
  ClientId: string,
  AuthParameters: Record<string, string>,
): Promise<InitiateAuthCommandOutput> =>
  sdk.send(new InitiateAuthCommand({ AuthFlow: 'USER_PASSWORD_AUTH', ClientId, AuthParameters }));

/** InitiateAuth with REFRESH_TOKEN_AUTH. */
export const refresh = (
  sdk: CognitoIdentityProviderClient,
  ClientId: string,
  AuthParameters: Record<string, string>,
): Promise<InitiateAuthCommandOutput> =>
  sdk.send(new InitiateAuthCommand({ AuthFlow: 'REFRESH_TOKEN_AUTH', ClientId, AuthParameters }));
