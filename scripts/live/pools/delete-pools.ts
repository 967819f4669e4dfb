/**
 * Deletes temporary user pools.
 */
import {
  DeleteUserPoolCommand,
  DeleteUserPoolDomainCommand,
  DescribeUserPoolCommand,
  ListUserPoolsCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Side } from '../side.ts';
import { isTemporary, type RunNames, type TemporaryPool } from './names.ts';

export interface Deletion {
  readonly removed: readonly TemporaryPool[];
  /** Pools that could not be deleted, with the reason. */
  readonly left: readonly (TemporaryPool & { readonly reason: string })[];
}

const PAGE = 60;

/** Lists the pools of all runs in the region. Only temporary pools have such names. */
export async function listTemporaryPools({ cognito }: Side): Promise<readonly TemporaryPool[]> {
  const found: TemporaryPool[] = [];
  let token: string | undefined;
  do {
    const page = await cognito.send(
      new ListUserPoolsCommand({ MaxResults: PAGE, ...(token !== undefined && { NextToken: token }) }),
    );
    for (const { Id: id, Name: name, CreationDate: createdAt } of page.UserPools ?? []) {
      if (id !== undefined && name !== undefined && isTemporary(name)) {
        found.push({ id, name, ...(createdAt && { createdAt }) });
      }
    }
    token = page.NextToken;
  } while (token !== undefined && token !== '');
  return found;
}

/** Deletes the pools of a run: those it knows, and those with its names, in case an answer was lost. */
export async function deleteRunPools(side: Side, names: RunNames): Promise<Deletion> {
  const listed = await listTemporaryPools(side).catch((): readonly TemporaryPool[] => []);
  const ours = [...names.made, ...listed.filter(({ name }) => names.isOurs(name))];
  return deletePools(side, [...new Map(ours.map((pool) => [pool.id, pool])).values()]);
}

/** Deletes all pools in parallel, because a cancelled runner waits only seconds. A failure does not stop the others. */
export async function deletePools(side: Side, pools: readonly TemporaryPool[]): Promise<Deletion> {
  const outcomes = await Promise.all(
    pools.map(async (pool) => {
      try {
        await removePool(side, pool.id);
        return { pool, reason: undefined };
      } catch (error) {
        return { pool, reason: side.redaction.apply(String(error)) };
      }
    }),
  );
  return {
    removed: outcomes.filter(({ reason }) => reason === undefined).map(({ pool }) => pool),
    left: outcomes.flatMap(({ pool, reason }) => (reason === undefined ? [] : [{ ...pool, reason }])),
  };
}

/** Cognito deletes a pool only after its domain. */
async function removePool({ cognito }: Side, id: string): Promise<void> {
  const { UserPool: pool } = await cognito.send(new DescribeUserPoolCommand({ UserPoolId: id }));
  if (pool?.Domain) {
    await cognito.send(new DeleteUserPoolDomainCommand({ UserPoolId: id, Domain: pool.Domain }));
  }
  await cognito.send(new DeleteUserPoolCommand({ UserPoolId: id }));
}
