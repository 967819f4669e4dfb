/**
 * Addresses that stand in for AWS's own, as every AWS SDK reads them.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
import { ActionError } from '../failures/action-error.ts';

const VARIABLES = ['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER', 'AWS_ENDPOINT_URL_STS'];

/**
 * Without a scheme, `localhost:4566` is a host `4566` to the SDK, and passwords would go there in the clear.
 *
 * @throws {ActionError} `endpoint-unusable`
 */
export function assertEndpoints(): void {
  const variable = VARIABLES.find((name) => !isUsable(process.env[name] ?? ''));
  if (variable !== undefined) {
    throw new ActionError({ code: 'endpoint-unusable', variable });
  }
}

function isUsable(endpoint: string): boolean {
  return endpoint === '' || (/^https?:\/\//i.test(endpoint) && URL.canParse(endpoint));
}
