/** A user pool with a domain: token endpoint, authorize endpoint and login page. */
import {
  type CreateUserPoolCommandInput,
  CreateUserPoolDomainCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { beforeAll } from '@jest/globals';
import { authorizeUrl, Browser, type Parameters, redirectUri } from '../login-fixture.ts';
import type { ContractClient } from './client.ts';
import type { ClientRequest, ContractPool } from './pool.ts';
import { newDomainPrefix } from './pool-names.ts';
import { eventually, type Service } from './service.ts';

/** An app client for the login page. */
export const PAGE: ClientRequest = {
  ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
  AllowedOAuthFlows: ['code'],
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthScopes: ['openid', 'email', 'profile', 'aws.cognito.signin.user.admin', 'orders/read', 'orders/write'],
  CallbackURLs: [redirectUri],
  SupportedIdentityProviders: ['COGNITO'],
};

/** An app client for client credentials. */
export const MACHINE: ClientRequest = {
  GenerateSecret: true,
  ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
  AllowedOAuthFlows: ['client_credentials'],
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthScopes: ['orders/read', 'orders/write'],
};

export interface Domain {
  readonly pool: ContractPool;
  /** An app client for the login page. */
  readonly client: ContractClient;
  /** The origin. */
  readonly url: string;
  authorizeUrl(client?: Pick<ContractClient, 'id'>, more?: Parameters): URL;
  /** Creates an app client for the login page. */
  createClient(more?: ClientRequest): Promise<ContractClient>;
}

/** Creates a user pool with a domain and the user `ada` for all tests of a file, because AWS needs a minute for it. */
export function useDomain(service: Service, request: Partial<CreateUserPoolCommandInput> = {}): Domain {
  let domain: { pool: ContractPool; client: ContractClient; url: string } | undefined;
  const current = () => {
    if (domain === undefined) {
      throw new Error('the domain exists within tests only');
    }
    return domain;
  };
  beforeAll(async () => {
    const pool = await service.createPool(request);
    const prefix = newDomainPrefix();
    await pool.createResourceServer();
    await service.sdk.send(new CreateUserPoolDomainCommand({ UserPoolId: pool.id, Domain: prefix }));
    await pool.addUser('ada', { email: 'ada@example.com', email_verified: 'true', name: 'Ada' });
    const client = await pool.createClient(PAGE);
    domain = { pool, client, url: service.domainUrl(prefix) };
    await untilServed(authorizeUrl(domain, client));
  });
  return {
    get pool() {
      return current().pool;
    },
    get client() {
      return current().client;
    },
    get url() {
      return current().url;
    },
    authorizeUrl: (client = current().client, more = {}) => authorizeUrl(current(), client, more),
    createClient: (more = {}) => current().pool.createClient({ ...PAGE, ...more }),
  };
}

/** Waits for a new domain, which AWS serves after up to a minute (developer guide, "Managed login"). */
async function untilServed(page: URL): Promise<void> {
  await eventually(
    () =>
      new Browser().go(page).then(
        ({ status }) => status,
        () => 0,
      ),
    (status) => status > 0 && status < 500,
    180_000,
  );
}
