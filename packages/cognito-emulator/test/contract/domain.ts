/** A user pool with a domain: token endpoint, authorize endpoint and login page. */
import { authorizeUrl, Browser, type Parameters, redirectUri } from '../login-fixture.ts';
import type { ContractClient } from './client.ts';
import type { ClientRequest, PoolRequest } from './pool.ts';
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

export type Domain = Awaited<ReturnType<typeof createDomain>>;

/** Creates a user pool with a domain and the user `ada`. One for all tests of a file, because AWS needs a minute. */
export async function createDomain(service: Service, request: PoolRequest = {}) {
  const pool = await service.createPool(request);
  const prefix = newDomainPrefix();
  await pool.createResourceServer();
  await service.sdk.createUserPoolDomain({ UserPoolId: pool.id, Domain: prefix });
  await pool.addUser('ada', { email: 'ada@example.com', email_verified: 'true', name: 'Ada' });
  const client = await pool.createClient(PAGE);
  const url = service.domainUrl(prefix);
  await untilServed(authorizeUrl({ url }, client));
  return {
    pool,
    /** An app client for the login page. */
    client,
    /** The origin. */
    url,
    authorizeUrl: ({ id }: Pick<ContractClient, 'id'> = client, more: Parameters = {}) =>
      authorizeUrl({ url }, { id }, more),
    /** Creates an app client for the login page. */
    createClient: (more: ClientRequest = {}) => pool.createClient({ ...PAGE, ...more }),
  };
}

/** Waits for a new domain, which AWS serves after up to a minute (developer guide, "Managed login"). */
async function untilServed(page: URL): Promise<void> {
  const statusOf = async () => (await new Browser().go(page)).status;
  await eventually(
    () => statusOf().catch(() => 0),
    (status) => status > 0 && status < 500,
    180_000,
  );
}
