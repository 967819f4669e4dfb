/** Exchanges a user's ID token for AWS credentials, for APIs behind IAM authorization. */
import type { AwsCredentials } from '../cognito/types.ts';
import type { Config } from '../config.ts';
import { ActionError } from '../failures/action-error.ts';
import type { SignedIn, SignInDeps } from './signed-in.ts';

/** A user in an identity pool. */
export interface Identity {
  readonly identityId: string;
  readonly credentials: AwsCredentials;
}

export interface IdentityDeps extends Pick<SignInDeps, 'cognito' | 'progress'> {
  /** The identity exists now. */
  onIdentityFound(identityId: string): void;
}

/**
 * Gets the user's identity and its AWS credentials. Resolves to undefined without `identity-pool-id`.
 *
 * @throws {ActionError} `identity-without-id-token`, `identity-role-not-offered`, or the error of a call that failed
 */
export async function fetchIdentity(
  config: Config,
  { tokens }: SignedIn,
  { cognito, progress, onIdentityFound }: IdentityDeps,
): Promise<Identity | undefined> {
  if (config.mode === 'client-credentials' || config.identityPool === undefined || tokens.kind === 'client') {
    return undefined;
  }
  const { target, userPoolId, roleArn } = config.identityPool;
  const { idToken, roles } = tokens;
  if (idToken === undefined) {
    throw new ActionError({ code: 'identity-without-id-token', mode: config.mode });
  }
  // Cognito does not say why it refuses such a role.
  if (roleArn !== undefined && !roles.includes(roleArn)) {
    throw new ActionError({ code: 'identity-role-not-offered', hasOthers: roles.length > 0 });
  }
  const identityPool = await cognito.identityPool(target);
  const login = { userPoolId, idToken };
  const identityId = await progress.run('get identity', () => identityPool.findIdentity(login));
  onIdentityFound(identityId);
  const credentials = await progress.run('get AWS credentials', () =>
    identityPool.fetchCredentials(identityId, login, roleArn),
  );
  return { identityId, credentials };
}
