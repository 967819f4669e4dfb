/** Exchanges users' ID tokens for AWS credentials, for APIs behind IAM authorization. */
import type { AwsCredentials, UserPoolLogin } from '../cognito/types.ts';
import type { Config } from '../config.ts';
import { ActionError } from '../failures/action-error.ts';
import { inParallel, mapNonEmpty, type NonEmpty } from '../platform/parallel.ts';
import type { SignedIn, SignInDeps } from './signed-in.ts';

/** A user in an identity pool. */
export interface Identity {
  readonly identityId: string;
  readonly credentials: AwsCredentials;
}

interface IdentityDeps extends Pick<SignInDeps, 'cognito' | 'progress'> {
  /** The identities exist now. They are in the order of the users. */
  onIdentitiesFound(identityIds: readonly string[]): void;
}

/** Enough for the request quotas where each call takes a quarter of a second. */
const MAX_IN_PARALLEL = 50;

/**
 * Gets the users' identities and their AWS credentials. Resolves to undefined without `identity-pool-id`.
 *
 * @returns them in the order of the users
 * @throws {ActionError} `identity-without-id-token`, `identity-role-not-offered`, or the error of a call that failed
 */
export async function fetchIdentities(
  config: Config,
  users: NonEmpty<SignedIn>,
  { cognito, progress, onIdentitiesFound }: IdentityDeps,
): Promise<NonEmpty<Identity> | undefined> {
  if (config.mode === 'client-credentials' || config.identityPool === undefined) {
    return undefined;
  }
  const { mode, identityPool: settings } = config;
  const { target, userPoolId, roleArn } = settings;
  const logins = mapNonEmpty(users, (user) => ({ userPoolId, idToken: idTokenOf(user, mode, roleArn) }));
  const identityPool = await cognito.identityPool(target);
  const found = await progress.run(users.length === 1 ? 'get identity' : `get ${users.length} identities`, () =>
    inParallel(logins, MAX_IN_PARALLEL, async (login: UserPoolLogin) => ({
      login,
      identityId: await identityPool.findIdentity(login),
    })),
  );
  onIdentitiesFound(found.map(({ identityId }) => identityId));
  return await progress.run('get AWS credentials', () =>
    inParallel(found, MAX_IN_PARALLEL, async ({ login, identityId }) => ({
      identityId,
      credentials: await identityPool.fetchCredentials(identityId, login, roleArn),
    })),
  );
}

function idTokenOf(
  { tokens }: SignedIn,
  mode: Exclude<Config['mode'], 'client-credentials'>,
  roleArn: string | undefined,
): string {
  if (tokens.kind === 'client' || tokens.idToken === undefined) {
    throw new ActionError({ code: 'identity-without-id-token', mode });
  }
  const { idToken, roles } = tokens;
  // Cognito does not say why it refuses such a role.
  if (roleArn !== undefined && !roles.includes(roleArn)) {
    throw new ActionError({ code: 'identity-role-not-offered', hasOthers: roles.length > 0 });
  }
  return idToken;
}
