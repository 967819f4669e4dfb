/**
 * AWS credentials for a role that trusts GitHub, which never leave this process.
 */
import { fromWebToken } from '@aws-sdk/credential-provider-web-identity';
import type { NodeHttpHandler } from '@smithy/node-http-handler';
import { ActionError } from '../failures/action-error.ts';
import { textIn } from '../json.ts';
import type { RunContext } from '../platform/ports.ts';
import type { RoleToAssume } from '../platform/ports-cognito.ts';
import { secretsOfToken } from '../tokens.ts';
import { abortable } from './calls.ts';
import { toActionError } from './errors/failures.ts';
import { roleTarget } from './targets.ts';

/** Gives an OIDC token of GitHub for an audience; undefined where the job may have none. */
export type FetchIdToken = (audience: string) => Promise<string | undefined>;

/** Less than the call has that needs the credentials, so that what fails is said in its own name. */
const STEP_TIMEOUT_MS = 10_000;

export interface RoleOptions {
  /** For the role's credentials, and for the parts of the OIDC token: the toolkit masks it as a whole. */
  mask(secret: string): void;
  readonly region: string;
  /** Names the run to AWS. */
  readonly run: RunContext;
  readonly requestHandler: NodeHttpHandler;
  readonly fetchIdToken: FetchIdToken;
}

/** AWS's least. Main and post assume the role afresh, the SDK again where it ends on the way. */
const DURATION_SECONDS = 900;

/**
 * A provider of the role's credentials, for one SDK client, which asks it at first and again before they end. Rejects with an `ActionError`:
 * `id-token-unavailable`, or what AWS's token service refused.
 *
 * @see https://docs.github.com/actions/security-for-github-actions/security-hardening-your-deployments/configuring-openid-connect-in-amazon-web-services
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
export function roleCredentials(role: RoleToAssume, { region, run, requestHandler, fetchIdToken, mask }: RoleOptions) {
  return async () => {
    const webIdentityToken = await idTokenFor(role, fetchIdToken);
    secretsOfToken(webIdentityToken).forEach(mask);
    const provide = fromWebToken({
      roleArn: role.arn,
      // Shows up in CloudTrail.
      roleSessionName: `gha-${run.runId}-${run.runAttempt}`,
      webIdentityToken,
      durationSeconds: DURATION_SECONDS,
      // Tries are made by the call that needs the credentials.
      clientConfig: { region, requestHandler, maxAttempts: 1 },
    });
    try {
      const credentials = await abortable(AbortSignal.timeout(STEP_TIMEOUT_MS), provide());
      const { accessKeyId, secretAccessKey, sessionToken = '' } = credentials;
      // Node.js prints the headers of signed calls under NODE_DEBUG=http.
      [accessKeyId, secretAccessKey, sessionToken].forEach(mask);
      return credentials;
    } catch (error) {
      throw toActionError(error, {
        operation: 'AssumeRoleWithWebIdentity',
        target: roleTarget(role, region),
      });
    }
  };
}

async function idTokenFor({ audience }: RoleToAssume, fetchIdToken: FetchIdToken): Promise<string> {
  const timeout = AbortSignal.timeout(STEP_TIMEOUT_MS);
  const idToken = await abortable(timeout, fetchIdToken(audience)).catch((error: unknown) => {
    throw idTokenFailure(error);
  });
  if (idToken === undefined) {
    throw new ActionError({ code: 'id-token-unavailable' });
  }
  return idToken;
}

/** What the toolkit says quotes GitHub's answer, and has the status of a refusal in its text alone. */
function idTokenFailure(error: unknown): ActionError {
  const [, status] = /Error Code : (40[13])\b/.exec(textIn(error, 'message')) ?? [];
  return new ActionError(
    status === undefined ? { code: 'id-token-failed' } : { code: 'id-token-refused', status: Number(status) },
  );
}
