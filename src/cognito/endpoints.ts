/**
 * Custom endpoints, as every AWS SDK reads them from the environment.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
import { ActionError } from '../failures/action-error.ts';

/** Environment variables that configure endpoints, with their values. */
export type Endpoints = Readonly<Record<string, string>>;

const URL_VARIABLES = ['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER', 'AWS_ENDPOINT_URL_STS'];
const VARIABLES = [...URL_VARIABLES, 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'];

/** Reads the variables that are set, for the state. URLs lose their username, password and query. */
export function readEndpoints(): Endpoints {
  return Object.fromEntries(
    VARIABLES.flatMap((name) => (process.env[name] ? [[name, withoutSecrets(process.env[name])]] : [])),
  );
}

function withoutSecrets(value: string): string {
  const url = URL.parse(value);
  return url === null ? value : `${url.origin}${url.pathname === '/' ? '' : url.pathname}`;
}

/** Unsets empty variables. The SDK rejects some of them, for example `AWS_DEFAULTS_MODE`. */
export function unsetEmptyVariables(): void {
  for (const [name, value] of Object.entries(process.env)) {
    if (name.startsWith('AWS_') && value?.trim() === '') {
      delete process.env[name];
    }
  }
}

/** Makes the SDK use these endpoints and no others from now on. */
export function useEndpoints(endpoints: Endpoints): void {
  for (const name of VARIABLES) {
    delete process.env[name];
  }
  Object.assign(process.env, endpoints);
}

/**
 * Checks the endpoints of the environment. Without a scheme, the SDK would read `localhost:4566` as the host `4566` and
 * send passwords there in the clear.
 *
 * @throws {ActionError} `endpoint-unusable`
 */
export function assertEndpoints(): void {
  const variable = URL_VARIABLES.find((name) => !isUsable(process.env[name] ?? ''));
  if (variable !== undefined) {
    throw new ActionError({ code: 'endpoint-unusable', variable });
  }
}

function isUsable(endpoint: string): boolean {
  return endpoint === '' || (/^https?:\/\//i.test(endpoint) && URL.canParse(endpoint));
}
