/**
 * Custom endpoints and endpoint variants, as every AWS SDK reads them from the environment and the AWS config file, and
 * proxies. The post step connects as main did, whatever a later step exports.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
import type { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { ActionError } from '../failures/action-error.ts';
import { PROXY_VARIABLES, type Proxies, readProxies, setProxies } from '../platform/proxies.ts';

/** How a step connects, as environment variables. Without passwords, because the state holds it. */
export type Endpoints = Readonly<Record<string, string>>;

const COGNITO_URL = 'AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER';
const IDENTITY_URL = 'AWS_ENDPOINT_URL_COGNITO_IDENTITY';
const STS_URL = 'AWS_ENDPOINT_URL_STS';
const URL_VARIABLES = ['AWS_ENDPOINT_URL', COGNITO_URL, IDENTITY_URL, STS_URL];
const VARIANTS = ['AWS_USE_FIPS_ENDPOINT', 'AWS_USE_DUALSTACK_ENDPOINT'];
const VARIABLES = [...URL_VARIABLES, ...VARIANTS, 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'];

type ClientConfig = CognitoIdentityProviderClient['config'];

/** A client's settings for each service. Undefined for a service that this process does not call. */
interface ServiceConfigs {
  readonly userPools: ClientConfig;
  readonly identityPools: ClientConfig | undefined;
  readonly sts: ClientConfig | undefined;
}

/**
 * Resolves how this process connects. An invalid variant is left out: the first call fails because of it.
 *
 * @throws {ActionError} `endpoint-unusable`
 */
export async function readEndpoints({ userPools, identityPools, sts }: ServiceConfigs): Promise<Endpoints> {
  const [cognitoUrl, identityUrl, stsUrl] = await Promise.all(
    [userPools, identityPools, sts].map((config) => config?.serviceConfiguredEndpoint?.().catch(() => undefined)),
  );
  if (![cognitoUrl, identityUrl, stsUrl].every(isUsable)) {
    // Those of the environment have been checked.
    throw new ActionError({ code: 'endpoint-unusable', setting: 'endpoint_url in the AWS config file' });
  }
  const [useFips = false, useDualstack = false] = await Promise.all(
    [userPools.useFipsEndpoint, userPools.useDualstackEndpoint].map((resolve) => resolve().catch(() => undefined)),
  );
  return {
    ...(cognitoUrl && { [COGNITO_URL]: withoutSecrets(cognitoUrl) }),
    ...(identityUrl && { [IDENTITY_URL]: withoutSecrets(identityUrl) }),
    ...(stsUrl && { [STS_URL]: withoutSecrets(stsUrl) }),
    // AWS itself: an endpoint that appears later in the AWS config file must not be called.
    ...(!cognitoUrl && !identityUrl && !stsUrl && { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' }),
    AWS_USE_FIPS_ENDPOINT: String(useFips),
    AWS_USE_DUALSTACK_ENDPOINT: String(useDualstack),
    ...withoutPasswords(usableProxies()),
  };
}

/** Returns whether this process calls AWS STS, for a role or for the job's own credentials. */
export function callsSts(hasRole: boolean): boolean {
  const variables = [STS_URL, 'AWS_WEB_IDENTITY_TOKEN_FILE', 'AWS_ROLE_ARN', 'AWS_PROFILE'];
  return hasRole || variables.some((name) => process.env[name]);
}

/** Main has rejected unusable proxies. In post, they are those of a later step. */
function usableProxies(): Proxies {
  try {
    return readProxies();
  } catch {
    return {};
  }
}

function withoutSecrets(value: string): string {
  const url = URL.parse(value);
  return url === null ? value : `${url.origin}${url.pathname === '/' ? '' : url.pathname}`;
}

/** `NO_PROXY` is a list of hosts and ports, and has no password. */
function withoutPasswords(proxies: Proxies): Proxies {
  return Object.fromEntries(
    Object.entries(proxies).map(([name, value]) => [name, name === 'NO_PROXY' ? value : withoutSecrets(value)]),
  );
}

/** Unsets empty variables. The SDK rejects some of them, for example `AWS_DEFAULTS_MODE`. */
export function unsetEmptyVariables(): void {
  for (const [name, value] of Object.entries(process.env)) {
    if (name.startsWith('AWS_') && value?.trim() === '') {
      delete process.env[name];
    }
  }
}

/** How this step would connect by its own environment. */
export interface OwnEndpoints {
  /** The variables that differ from main's. */
  readonly changed: readonly string[];
  /** Connects that way from now on. */
  use(): void;
}

/**
 * Connects as main did from now on. The password of a proxy comes from this step's environment.
 *
 * The step's own way differs in proxies and endpoint variants only: another custom endpoint would be another service,
 * which does not know the user.
 */
export function useEndpoints(main: Endpoints): OwnEndpoints {
  const proxies = usableProxies();
  const ownProxies = withoutPasswords(proxies);
  const own = Object.fromEntries([
    ...(main[COGNITO_URL] ? [] : VARIANTS).map((name) => [name, process.env[name]?.toLowerCase() ?? main[name]]),
    ...PROXY_VARIABLES.map((name) => [name, ownProxies[name]]),
  ]);
  const changed = Object.keys(own).filter((name) => own[name] !== main[name]);
  const connectBy = (route: Readonly<Record<string, string | undefined>>) => {
    for (const name of VARIABLES) {
      delete process.env[name];
    }
    setProxies({});
    for (const [name, value] of Object.entries(route)) {
      if (value !== undefined) {
        process.env[name] = Object.values(proxies).find((proxy) => withoutSecrets(proxy) === value) ?? value;
      }
    }
    // The mode does not matter, because all that it sets is passed to the clients. An invalid one is an error.
    process.env['AWS_DEFAULTS_MODE'] = 'legacy';
  };
  connectBy(main);
  return { changed, use: () => connectBy({ ...main, ...own }) };
}

/**
 * Checks the endpoints of the environment. Without a scheme, the SDK would read `localhost:4566` as the host `4566` and
 * send passwords there in the clear.
 *
 * @throws {ActionError} `endpoint-unusable`
 */
export function assertEndpoints(): void {
  const setting = URL_VARIABLES.find((name) => !isUsable(process.env[name]));
  if (setting !== undefined) {
    throw new ActionError({ code: 'endpoint-unusable', setting });
  }
}

function isUsable(endpoint = ''): boolean {
  return endpoint === '' || (/^https?:\/\//i.test(endpoint) && URL.canParse(endpoint));
}
