/**
 * Cognito's API, by the AWS SDK.
 */
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { Cognito, RoleToAssume, RunFacts } from '../ports.ts';
import { connectAppClient } from './app-client.ts';
import { type FetchIdToken, roleCredentials } from './credentials.ts';
import { connectUserPool } from './user-pool.ts';

const CONNECT_TIMEOUT_IN_MS = 5_000;
const REQUEST_TIMEOUT_IN_MS = 15_000;

export interface CognitoOptions {
  /** Names the run to AWS. */
  readonly run: RunFacts;
  /** For the secrets that are born in calls: secret hashes, sessions, the secret of a new authenticator app. */
  mask(secret: string): void;
  readonly fetchIdToken: FetchIdToken;
}

/** All calls share one pool of kept-alive connections, whoever signs them. */
export function connectCognito({ run, mask, fetchIdToken }: CognitoOptions): Cognito & { close(): void } {
  const requestHandler = new NodeHttpHandler({
    connectionTimeout: CONNECT_TIMEOUT_IN_MS,
    requestTimeout: REQUEST_TIMEOUT_IN_MS,
    throwOnRequestTimeout: true,
  });
  const clients = new Map<string, CognitoIdentityProviderClient>();

  function clientFor(region: string, role?: RoleToAssume): CognitoIdentityProviderClient {
    const key = `${region} ${role?.arn ?? ''}`;
    const client = clients.get(key) ?? makeClient(region, role);
    clients.set(key, client);
    return client;
  }

  /** Endpoint, retries and the rest come from the environment, as in every AWS SDK; without a role, credentials too. */
  function makeClient(region: string, role: RoleToAssume | undefined): CognitoIdentityProviderClient {
    return new CognitoIdentityProviderClient({
      region,
      requestHandler,
      customUserAgent: [['cognito-token-action'], ['github-run', `${run.runId}-${run.runAttempt}`]],
      ...(role === undefined ? {} : { credentials: roleCredentials(role, region, run, fetchIdToken) }),
    });
  }

  return {
    userPool: (target) => connectUserPool(clientFor(target.region, target.role), target, mask),
    appClient: (target) => connectAppClient(clientFor(target.region), target, mask),
    close: () => {
      for (const client of clients.values()) {
        client.destroy();
      }
    },
  };
}
