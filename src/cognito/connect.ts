/**
 * Cognito's API, by the AWS SDK.
 */
import {
  CognitoIdentityProviderClient,
  type CognitoIdentityProviderClientConfig,
} from '@aws-sdk/client-cognito-identity-provider';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { ProvideHttpAgents } from '../platform/http-agents.ts';
import type { RunContext } from '../platform/ports.ts';
import type { Cognito, RoleToAssume } from '../platform/ports-cognito.ts';
import { REQUEST_TIMEOUT_MS } from '../platform/retry.ts';
import { connectAppClient } from './app-client.ts';
import type { CallOptions } from './calls.ts';
import { type FetchIdToken, roleCredentials } from './credentials.ts';
import { assertEndpoints, readEndpoints, useEndpoints } from './endpoints.ts';
import { connectUserPool } from './user-pool.ts';

export interface CognitoOptions extends CallOptions {
  /** Names the run to AWS. */
  readonly run: RunContext;
  readonly agents: ProvideHttpAgents;
  readonly fetchIdToken: FetchIdToken;
}

/** All calls share one pool of kept-alive connections, whoever signs them. */
export function connectCognito({ run, agents, fetchIdToken, ...calls }: CognitoOptions): Cognito {
  let requestHandler: NodeHttpHandler | undefined;
  function connections(): NodeHttpHandler {
    requestHandler ??= new NodeHttpHandler({
      requestTimeout: REQUEST_TIMEOUT_MS,
      throwOnRequestTimeout: true,
      ...agents(),
    });
    return requestHandler;
  }
  const { mask } = calls;
  const clients = new Map<string, CognitoIdentityProviderClient>();

  function clientFor(region: string, role?: RoleToAssume): CognitoIdentityProviderClient {
    return kept(`${region} ${role?.arn ?? ''}`, () =>
      makeClient(
        region,
        role === undefined
          ? {}
          : { credentials: roleCredentials(role, { region, run, requestHandler: connections(), fetchIdToken, mask }) },
      ),
    );
  }

  /** For the operations that the SDK signs although AWS says that IAM has no part in them. */
  function unsignedClientFor(region: string): CognitoIdentityProviderClient {
    return kept(`${region} unsigned`, () =>
      makeClient(region, { httpAuthSchemeProvider: () => [{ schemeId: 'smithy.api#noAuth' }] }),
    );
  }

  function kept(key: string, make: () => CognitoIdentityProviderClient): CognitoIdentityProviderClient {
    const client = clients.get(key) ?? make();
    clients.set(key, client);
    return client;
  }

  /** Endpoint and the rest come from the environment, as in every AWS SDK; without a role, credentials too. Retries are ours. */
  function makeClient(region: string, auth: CognitoIdentityProviderClientConfig): CognitoIdentityProviderClient {
    assertEndpoints();
    return new CognitoIdentityProviderClient({
      region,
      requestHandler: connections(),
      maxAttempts: 1,
      customUserAgent: [['cognito-token-action'], ['github-run', `${run.runId}-${run.runAttempt}`]],
      ...auth,
    });
  }

  return {
    endpoints: readEndpoints(),
    useEndpoints,
    userPool: (target) => connectUserPool(clientFor(target.region, target.role), target, calls),
    appClient: (target) =>
      connectAppClient(clientFor(target.region), target, {
        ...calls,
        unsignedClient: () => unsignedClientFor(target.region),
      }),
  };
}
