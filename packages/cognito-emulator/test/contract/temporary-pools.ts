/** The user pools that the contract tests and `npm run live` create. */
import { randomInt } from 'node:crypto';
import {
  type CognitoIdentityProviderClient,
  DeleteUserPoolCommand,
  DeleteUserPoolDomainCommand,
  DescribeUserPoolCommand,
  paginateListUserPools,
  ResourceNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';

const PREFIX = 'cognito-token-action-live-';
const ID_LENGTH = 10;

/** The tags by which an IAM policy can restrict a run to its own user pools. */
export const POOL_TAGS = { purpose: 'cognito-token-action-live' } as const;

/** Returns the ID of a run, which distinguishes its user pools from those of other runs. */
export function newRunId(): string {
  return Array.from({ length: ID_LENGTH }, () => randomInt(36).toString(36)).join('');
}

export function poolName(runId: string): string {
  return `${PREFIX}${runId}-${newRunId()}`;
}

/** Returns the prefix of a user pool domain. AWS does not allow the word `cognito` in it. */
export function newDomainPrefix(): string {
  return `cta-live-${newRunId()}`;
}

export interface TemporaryPool {
  readonly id: string;
  readonly name: string;
  /** Undefined if the service does not say it. */
  readonly createdAt?: Date;
}

/** Lists the user pools of one run, or of all runs, in the region. Only temporary pools have such names. */
export async function listTemporaryPools(
  client: CognitoIdentityProviderClient,
  runId = `[a-z0-9]{${ID_LENGTH}}`,
): Promise<readonly TemporaryPool[]> {
  const pattern = new RegExp(`^${PREFIX}${runId}-[a-z0-9]{${ID_LENGTH}}$`);
  const found: TemporaryPool[] = [];
  for await (const { UserPools = [] } of paginateListUserPools({ client }, { MaxResults: 60 })) {
    for (const { Id: id, Name: name, CreationDate: createdAt } of UserPools) {
      if (id !== undefined && name !== undefined && pattern.test(name)) {
        found.push({ id, name, ...(createdAt && { createdAt }) });
      }
    }
  }
  return found;
}

/**
 * Deletes user pools in parallel, because a cancelled runner waits only seconds.
 *
 * @returns those that are left, with the reason
 */
export async function deletePools<P extends { readonly id: string }>(
  sdk: CognitoIdentityProviderClient,
  pools: readonly P[],
): Promise<readonly (P & { readonly reason: string })[]> {
  const deletions = await Promise.allSettled(pools.map(({ id }) => deletePool(sdk, id)));
  return pools.flatMap((pool, index) => {
    const deletion = deletions[index];
    const isLeft = deletion?.status === 'rejected' && !(deletion.reason instanceof ResourceNotFoundException);
    return isLeft ? [{ ...pool, reason: String(deletion.reason) }] : [];
  });
}

/** Cognito deletes a user pool only after its domain. */
async function deletePool(sdk: CognitoIdentityProviderClient, UserPoolId: string): Promise<void> {
  const { UserPool: pool } = await sdk.send(new DescribeUserPoolCommand({ UserPoolId }));
  if (pool?.Domain) {
    await sdk.send(new DeleteUserPoolDomainCommand({ UserPoolId, Domain: pool.Domain }));
  }
  await sdk.send(new DeleteUserPoolCommand({ UserPoolId }));
}
