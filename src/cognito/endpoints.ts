/**
 * Addresses that stand in for AWS's own, as every AWS SDK reads them.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
import { ActionError } from '../failures/action-error.ts';
import type { Endpoints } from '../platform/ports-cognito.ts';

const ADDRESSES = ['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER', 'AWS_ENDPOINT_URL_STS'];
const VARIABLES = [...ADDRESSES, 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'];

/** The variables that are set, for the state: of an address what the SDK goes by, so without a username, password or query. */
export function readEndpoints(): Endpoints {
  return Object.fromEntries(
    VARIABLES.flatMap((name) => (process.env[name] ? [[name, withoutSecrets(process.env[name])]] : [])),
  );
}

function withoutSecrets(value: string): string {
  const url = URL.parse(value);
  return url === null ? value : `${url.origin}${url.pathname === '/' ? '' : url.pathname}`;
}

/** Has the SDK go by these from here on, whatever the environment says by now. */
export function useEndpoints(endpoints: Endpoints): void {
  for (const name of VARIABLES) {
    delete process.env[name];
  }
  Object.assign(process.env, endpoints);
}

/**
 * Without a scheme, `localhost:4566` is a host `4566` to the SDK, and passwords would go there in the clear.
 *
 * @throws {ActionError} `endpoint-unusable`
 */
export function assertEndpoints(): void {
  const variable = ADDRESSES.find((name) => !isUsable(process.env[name] ?? ''));
  if (variable !== undefined) {
    throw new ActionError({ code: 'endpoint-unusable', variable });
  }
}

function isUsable(endpoint: string): boolean {
  return endpoint === '' || (/^https?:\/\//i.test(endpoint) && URL.canParse(endpoint));
}
