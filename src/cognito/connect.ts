/** Connects Cognito's API through the AWS SDK. */
import {
  CognitoIdentityProviderClient,
  type CognitoIdentityProviderClientConfig,
} from '@aws-sdk/client-cognito-identity-provider';
import type { NodeHttpHandler } from '@smithy/node-http-handler';
import { type ProvideHttpAgents, resetGlobalAgents } from '../platform/http-agents.ts';
import type { RunContext } from '../platform/ports.ts';
import { REQUEST_TIMEOUT_MS } from '../platform/retry.ts';
import { connectAppClient } from './app-client.ts';
import type { ApiOptions } from './calls.ts';
import { type FetchIdToken, roleCredentials } from './credentials.ts';
import {
  assertEndpoints,
  callsSts,
  type Endpoints,
  type OwnEndpoints,
  readEndpoints,
  unsetEmptyVariables,
  useEndpoints,
} from './endpoints.ts';
import { BoundedHttpHandler } from './http-handler.ts';
import type { IdentityPool } from './identity-pool.ts';
import { createClockMiddleware } from './service-clock.ts';
import type { AppClientTarget, CalledServices, IdentityPoolTarget, RoleToAssume, UserPoolTarget } from './types.ts';
import { connectUserPool } from './user-pool.ts';

interface CognitoOptions extends ApiOptions {
  /** Identifies the run in user agents and role session names. */
  readonly run: RunContext;
  readonly agents: ProvideHttpAgents;
  readonly fetchIdToken: FetchIdToken;
}

/** The settings of all clients. */
type CommonConfig = Pick<CognitoIdentityProviderClientConfig, 'requestHandler' | 'maxAttempts' | 'customUserAgent'>;

/** The subset of Cognito's API that this action uses. */
export type Cognito = ReturnType<typeof connectCognito>;

/** All clients share one pool of kept-alive connections. */
export function connectCognito({ run, agents, fetchIdToken, ...calls }: CognitoOptions) {
  unsetEmptyVariables();
  const { mask, clock } = calls;
  const clients = new Map<string, CognitoIdentityProviderClient>();
  let requestHandler: NodeHttpHandler | undefined;

  function sharedHandler(): NodeHttpHandler {
    requestHandler ??= new BoundedHttpHandler({
      requestTimeout: REQUEST_TIMEOUT_MS,
      throwOnRequestTimeout: true,
      ...agents(),
    });
    return requestHandler;
  }

  function clientFor(region: string, role?: RoleToAssume): CognitoIdentityProviderClient {
    return cached(`${region} ${role?.arn ?? ''}`, () => {
      const options = { region, run, requestHandler: sharedHandler(), fetchIdToken, mask, clock };
      return createClient(region, role === undefined ? {} : { credentials: roleCredentials(role, options) });
    });
  }

  /** For operations that the SDK signs although they need no credentials. */
  function unsignedClientFor(region: string): CognitoIdentityProviderClient {
    return cached(`${region} unsigned`, () =>
      createClient(region, { httpAuthSchemeProvider: () => [{ schemeId: 'smithy.api#noAuth' }] }),
    );
  }

  function cached(key: string, create: () => CognitoIdentityProviderClient): CognitoIdentityProviderClient {
    const client = clients.get(key) ?? create();
    clients.set(key, client);
    return client;
  }

  function createClient(region: string, auth: CognitoIdentityProviderClientConfig): CognitoIdentityProviderClient {
    const client = new CognitoIdentityProviderClient({ ...commonConfig(), region, ...auth });
    client.middlewareStack.use(createClockMiddleware(clock));
    return client;
  }

  /** The SDK reads endpoints from the environment, and credentials too unless there is a role. We retry ourselves. */
  function commonConfig(): CommonConfig {
    assertEndpoints();
    return {
      requestHandler: sharedHandler(),
      maxAttempts: 1,
      customUserAgent: [['cognito-token-action'], ['github-run', `${run.runId}-${run.runAttempt}`]],
    };
  }

  return {
    /** Resolves how the calls connect, for the state. */
    readEndpoints(services: CalledServices | undefined): Promise<Endpoints> {
      if (services === undefined) {
        return Promise.resolve({});
      }
      const { region, role, hasIdentityPool } = services;
      const configOf = (serviceId: string) => new CognitoIdentityProviderClient({ region, serviceId }).config;
      return readEndpoints({
        userPools: clientFor(region).config,
        identityPools: hasIdentityPool ? configOf('Cognito Identity') : undefined,
        sts: callsSts(role !== undefined) ? configOf('STS') : undefined,
      });
    },
    /** Connects as main did from now on. */
    useEndpoints(endpoints: Endpoints): OwnEndpoints {
      const { changed, use } = useEndpoints(endpoints);
      resetGlobalAgents();
      return {
        changed,
        use: () => {
          use();
          clients.clear();
          requestHandler = undefined;
        },
      };
    },
    userPool: (target: UserPoolTarget) => connectUserPool(clientFor(target.region, target.role), target, calls),
    appClient: (target: AppClientTarget) =>
      connectAppClient(clientFor(target.region), target, {
        ...calls,
        unsignedClient: () => unsignedClientFor(target.region),
      }),
    /** @param signer the user pool whose credentials delete identities. Nothing else is signed. */
    async identityPool(target: IdentityPoolTarget, signer?: UserPoolTarget): Promise<IdentityPool> {
      const { connectIdentityPool } = await import(/* webpackChunkName: "identity-pool" */ './identity-pool.ts');
      const credentials = signer && clientFor(signer.region, signer.role).config.credentials;
      return connectIdentityPool({ ...commonConfig(), ...(credentials && { credentials }) }, target, calls);
    },
  };
}
