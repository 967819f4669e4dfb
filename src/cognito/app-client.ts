/**
 * The calls on an app client, which the SDK sends unsigned.
 */
import {
  type CognitoIdentityProviderClient,
  InitiateAuthCommand,
  type InitiateAuthCommandOutput,
  RevokeTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { AppClient, AppClientTarget, AuthFlowStart, AuthStep } from '../ports.ts';
import { failureOf } from './failures.ts';

export function connectAppClient(
  client: CognitoIdentityProviderClient,
  { region, clientId }: AppClientTarget,
): AppClient {
  const subject = `app client ${clientId} in ${region}`;

  async function startAuthFlow({ authFlow, username, password }: AuthFlowStart): Promise<AuthStep> {
    try {
      const answer = await client.send(
        new InitiateAuthCommand({
          ClientId: clientId,
          AuthFlow: authFlow,
          AuthParameters: { USERNAME: username, PASSWORD: password },
        }),
      );
      return authStepOf(answer);
    } catch (error) {
      throw failureOf(error, 'InitiateAuth', subject);
    }
  }

  async function revokeToken(refreshToken: string): Promise<void> {
    try {
      await client.send(new RevokeTokenCommand({ ClientId: clientId, Token: refreshToken }));
    } catch (error) {
      throw failureOf(error, 'RevokeToken', subject);
    }
  }

  return { startAuthFlow, revokeToken };
}

function authStepOf({ ChallengeName, AuthenticationResult }: InitiateAuthCommandOutput): AuthStep {
  if (ChallengeName !== undefined) {
    return { kind: 'challenge', challenge: ChallengeName };
  }
  return {
    kind: 'tokens',
    tokens: {
      idToken: AuthenticationResult?.IdToken ?? '',
      accessToken: AuthenticationResult?.AccessToken ?? '',
      refreshToken: AuthenticationResult?.RefreshToken ?? '',
    },
  };
}
