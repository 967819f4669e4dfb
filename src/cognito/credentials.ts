/**
 * AWS credentials for a role that trusts GitHub, which never leave this process.
 */
import { fromWebToken } from '@aws-sdk/credential-provider-web-identity';
import { ActionError } from '../errors.ts';
import type { RoleToAssume, RunFacts } from '../ports.ts';
import { failureOf } from './failures.ts';

/** Gives an OIDC token of GitHub for an audience. */
export type FetchIdToken = (audience: string) => Promise<string>;

/** AWS's least. Main and post are done in one minute, and each assumes the role afresh. */
const DURATION_IN_SECONDS = 900;

/**
 * A provider of the role's credentials, for one SDK client, which asks it once. Rejects with an `ActionError`: `id-token-unavailable`, or what
 * AWS's token service refused.
 *
 * @see https://docs.github.com/actions/security-for-github-actions/security-hardening-your-deployments/configuring-openid-connect-in-amazon-web-services
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
export function roleCredentials(role: RoleToAssume, region: string, run: RunFacts, fetchIdToken: FetchIdToken) {
  return async () => {
    const webIdentityToken = await idTokenFor(role, fetchIdToken);
    const provide = fromWebToken({
      roleArn: role.arn,
      // Shows up in CloudTrail.
      roleSessionName: `gha-${run.runId}-${run.runAttempt}`,
      webIdentityToken,
      durationSeconds: DURATION_IN_SECONDS,
      clientConfig: { region },
    });
    try {
      return await provide();
    } catch (error) {
      throw failureOf(error, 'AssumeRoleWithWebIdentity', `role ${role.arn}`);
    }
  };
}

async function idTokenFor({ audience }: RoleToAssume, fetchIdToken: FetchIdToken): Promise<string> {
  try {
    return await fetchIdToken(audience);
  } catch {
    // What it says quotes GitHub's answer.
    throw new ActionError({ code: 'id-token-unavailable' });
  }
}
