import type { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';

/** An endpoint in AWS's configuration files would make the results call another service AWS. */
export function refuseOtherEndpoints({ middlewareStack }: CognitoIdentityProviderClient): void {
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
