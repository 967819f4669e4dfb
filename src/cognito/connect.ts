/**
 * Cognito's API, by the AWS SDK.
 */
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import type { Cognito } from '../ports.ts';
import { connectAppClient } from './app-client.ts';
import { connectUserPool } from './user-pool.ts';

const CONNECT_TIMEOUT_IN_MS = 5_000;
const REQUEST_TIMEOUT_IN_MS = 15_000;

/** Everything that speaks to one region shares one SDK client, and so its kept-alive connection. */
export function connectCognito(): Cognito & { close(): void } {
  const clients = new Map<string, CognitoIdentityProviderClient>();
  const clientOf = (region: string) => {
    const client = clients.get(region) ?? makeClient(region);
    clients.set(region, client);
    return client;
  };
  return {
    userPool: (target) => connectUserPool(clientOf(target.region), target),
    appClient: (target) => connectAppClient(clientOf(target.region), target),
    close: () => {
      for (const client of clients.values()) {
        client.destroy();
      }
    },
  };
}

/** Credentials, endpoint and the rest come from the environment, as in every AWS SDK. */
function makeClient(region: string): CognitoIdentityProviderClient {
  return new CognitoIdentityProviderClient({
    region,
    customUserAgent: 'cognito-token-action',
    requestHandler: {
      connectionTimeout: CONNECT_TIMEOUT_IN_MS,
      requestTimeout: REQUEST_TIMEOUT_IN_MS,
      throwOnRequestTimeout: true,
    },
  });
}
