/** AWS credentials of a role that trusts GitHub's OIDC tokens. They never leave this process. */
import { fromWebToken } from '@aws-sdk/credential-provider-web-identity';
import type { NodeHttpHandler } from '@smithy/node-http-handler';
import { ActionError } from '../failures/action-error.ts';
import { textIn } from '../json.ts';
import type { Clock, RunContext } from '../platform/ports.ts';
import { REQUEST_TIMEOUT_MS } from '../platform/retry.ts';
import { secretsOfToken } from '../tokens.ts';
import { abortable } from './calls.ts';
import { toActionError } from './errors/failures.ts';
import { onRequest } from './on-request.ts';
import { createClockMiddleware, toLocalTime } from './service-clock.ts';
import { roleTarget } from './targets.ts';
import type { RoleToAssume } from './types.ts';

/** Fetches an OIDC token of GitHub for an audience. Resolves to undefined if the job lacks the permission. */
export type FetchIdToken = (audience: string) => Promise<string | undefined>;

/** Shorter than the timeout of the call that needs the credentials, so that the error names the request that failed. */
const TIMEOUT_MS = REQUEST_TIMEOUT_MS - 1_000;

interface RoleOptions {
  /** Masks the role's credentials and the parts of the OIDC token. The toolkit masks the whole token only. */
  mask(secret: string): void;
  readonly clock: Clock;
  readonly region: string;
  readonly run: RunContext;
  readonly requestHandler: NodeHttpHandler;
  readonly fetchIdToken: FetchIdToken;
}

/** The minimum of AWS. The SDK assumes the role again when the credentials expire, and so does the post step. */
const DURATION_SECONDS = 900;

/**
 * Returns a credential provider for one SDK client. The provider rejects with an `ActionError`.
 *
 * @see https://docs.github.com/actions/security-for-github-actions/security-hardening-your-deployments/configuring-openid-connect-in-amazon-web-services
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
export function roleCredentials(role: RoleToAssume, options: RoleOptions) {
  const { region, run, requestHandler, fetchIdToken, mask, clock } = options;
  return async () => {
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    const webIdentityToken = await idTokenFor(role, fetchIdToken, timeout);
    secretsOfToken(webIdentityToken).forEach(mask);
    let target = roleTarget(role, region);
    const provide = fromWebToken({
      roleArn: role.arn,
      // CloudTrail shows this name.
      roleSessionName: `gha-${run.runId}-${run.runAttempt}`,
      webIdentityToken,
      durationSeconds: DURATION_SECONDS,
      // The call that needs the credentials does the retries.
      clientConfig: { region, requestHandler, maxAttempts: 1 },
      clientPlugins: [
        createClockMiddleware(clock),
        onRequest((host) => {
          target = { ...target, host };
        }),
      ],
    });
    try {
      const credentials = await abortable(timeout, provide());
      const { accessKeyId, secretAccessKey, sessionToken = '' } = credentials;
      // With NODE_DEBUG=http, Node.js prints the headers of signed calls, which contain the access key ID.
      [accessKeyId, secretAccessKey, sessionToken].forEach(mask);
      const { expiration } = credentials;
      return expiration ? { ...credentials, expiration: toLocalTime(expiration, clock) } : credentials;
    } catch (error) {
      throw toActionError(error, { operation: 'AssumeRoleWithWebIdentity', target });
    }
  };
}

async function idTokenFor(
  { audience }: RoleToAssume,
  fetchIdToken: FetchIdToken,
  timeout: AbortSignal,
): Promise<string> {
  const idToken = await abortable(timeout, fetchIdToken(audience)).catch((error: unknown) => {
    throw idTokenFailure(error);
  });
  if (idToken === undefined) {
    throw new ActionError({ code: 'id-token-unavailable' });
  }
  return idToken;
}

/** Reads the status from the toolkit's message, which has it nowhere else. The message also quotes GitHub's answer. */
function idTokenFailure(error: unknown): ActionError {
  const [, status] = /Error Code : (40[13])\b/.exec(textIn(error, 'message')) ?? [];
  return new ActionError(
    status === undefined ? { code: 'id-token-failed' } : { code: 'id-token-refused', status: Number(status) },
  );
}
