import { POOL_ACCOUNT } from '../principals.ts';

/** An IAM role whose trust policy names `cognito-identity.amazonaws.com`. */
export interface IdentityRole {
  readonly arn: string;
  /** The condition on `aud` in the trust policy: the ID of an identity pool. `any` has no condition. */
  readonly trusts: string | 'any';
  /** The condition on `amr` in the trust policy. */
  readonly amr: 'authenticated' | 'unauthenticated';
}

/** A role to create. It trusts signed-in users of any identity pool by default. */
export type IdentityRoleRequest = Pick<IdentityRole, 'arn'> & Partial<IdentityRole>;

/** The ARN of the role that an identity pool has by default. */
export const DEFAULT_ROLE_ARN = `arn:aws:iam::${POOL_ACCOUNT}:role/signed-in-users`;

/** ARN of the session that Cognito opens with a role. */
export function sessionArnOf({ arn }: IdentityRole): string {
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  return `arn:aws:sts::${POOL_ACCOUNT}:assumed-role/${name}/CognitoIdentityCredentials`;
}
