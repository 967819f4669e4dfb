import {
  CognitoIdentityProvider,
  type CognitoIdentityProviderClientConfig,
} from '@aws-sdk/client-cognito-identity-provider';

/** Limits every call, in milliseconds. */
const TIMEOUTS = { connectionTimeout: 5000, requestTimeout: 20_000, throwOnRequestTimeout: true };
/** Emulators are asked once, so that a retry hides nothing. AWS throttles. */
const AWS_ATTEMPTS = 8;

export interface SdkSettings extends Omit<CognitoIdentityProviderClientConfig, 'endpoint'> {
  /** Unset for AWS's own endpoint. */
  readonly endpoint: string | undefined;
}

/** Creates a client for a service. Region and credentials default to the SDK's own resolution. */
export function createSdk({ endpoint, ...config }: SdkSettings): CognitoIdentityProvider {
  const settings = { requestHandler: TIMEOUTS, ...config };
  if (endpoint !== undefined) {
    return new CognitoIdentityProvider({ ...settings, endpoint, maxAttempts: 1 });
  }
  const client = new CognitoIdentityProvider({ ...settings, maxAttempts: AWS_ATTEMPTS });
  refuseOtherEndpoints(client);
  return client;
}

/** An endpoint in AWS's configuration files would make the results call another service AWS. */
function refuseOtherEndpoints({ middlewareStack }: CognitoIdentityProvider): void {
  middlewareStack.add(
    (next) => (call) => {
      const { request } = call;
      const host = typeof request === 'object' && request !== null && 'hostname' in request ? request.hostname : '';
      if (!/\.(?:amazonaws\.com(?:\.cn)?|api\.aws)$/.test(String(host))) {
        throw new Error('the AWS configuration names another endpoint than AWS: give it by --endpoint');
      }
      return next(call);
    },
    { step: 'build', name: 'refuseOtherEndpoints' },
  );
}
