import {
  type CognitoIdentityProviderClient,
  DeleteUserPoolCommand,
  DeleteUserPoolDomainCommand,
  DescribeUserPoolCommand,
  paginateListUserPools,
  ResourceNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import { isTemporary } from './pool-names.ts';

export interface TemporaryPool {
  readonly id: string;
  readonly name: string;
  /** Undefined if the service does not say it. */
  readonly createdAt?: Date;
}

const PAGE = 60;

/** Lists the user pools of one run, or of all runs, in the region. Only temporary pools have such names. */
export async function listTemporaryPools(
  client: CognitoIdentityProviderClient,
  runId?: string,
): Promise<readonly TemporaryPool[]> {
  const found: TemporaryPool[] = [];
  for await (const { UserPools = [] } of paginateListUserPools({ client }, { MaxResults: PAGE })) {
    for (const { Id: id, Name: name, CreationDate: createdAt } of UserPools) {
      if (id !== undefined && name !== undefined && isTemporary(name, runId)) {
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
  const left = await Promise.all(
    pools.map(async (pool) => {
      try {
        await deletePool(sdk, pool.id);
        return [];
      } catch (error) {
        return error instanceof ResourceNotFoundException ? [] : [{ ...pool, reason: String(error) }];
      }
    }),
  );
  return left.flat();
}

/** Cognito deletes a user pool only after its domain. */
async function deletePool(sdk: CognitoIdentityProviderClient, UserPoolId: string): Promise<void> {
  const { UserPool: pool } = await sdk.send(new DescribeUserPoolCommand({ UserPoolId }));
  if (pool?.Domain) {
    await sdk.send(new DeleteUserPoolDomainCommand({ UserPoolId, Domain: pool.Domain }));
  }
  await sdk.send(new DeleteUserPoolCommand({ UserPoolId }));
}
