/**
 * Takes throw-away user pools away again.
 */
import {
  DeleteUserPoolCommand,
  DeleteUserPoolDomainCommand,
  DescribeUserPoolCommand,
  ListUserPoolsCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Side } from '../side.ts';
import { isThrowAway, type RunNames, type ThrowAwayPool } from './names.ts';

export interface Removal {
  readonly removed: readonly ThrowAwayPool[];
  /** With the reason. */
  readonly left: readonly (ThrowAwayPool & { readonly reason: string })[];
}

const PAGE = 60;

/** Those in the region that some run made: told by the whole name, which a pool that is not thrown away does not have. */
export async function listThrowAwayPools({ cognito }: Side): Promise<readonly ThrowAwayPool[]> {
  const found: ThrowAwayPool[] = [];
  let token: string | undefined;
  do {
    const page = await cognito.send(
      new ListUserPoolsCommand({ MaxResults: PAGE, ...(token !== undefined && { NextToken: token }) }),
    );
    for (const { Id: id, Name: name, CreationDate: createdAt } of page.UserPools ?? []) {
      if (id !== undefined && name !== undefined && isThrowAway(name)) {
        found.push({ id, name, ...(createdAt && { createdAt }) });
      }
    }
    token = page.NextToken;
  } while (token !== undefined && token !== '');
  return found;
}

/** Takes away what a run made: what it remembers, and what the service has by its names, should an answer have got lost. */
export async function takeAway(side: Side, names: RunNames): Promise<Removal> {
  const listed = await listThrowAwayPools(side).catch((): readonly ThrowAwayPool[] => []);
  const ours = [...names.made, ...listed.filter(({ name }) => names.isOurs(name))];
  return removePools(side, [...new Map(ours.map((pool) => [pool.id, pool])).values()]);
}

/** Removes every one that can be removed, whatever becomes of the others: all at once, because a runner that is cancelled waits for seconds only. */
export async function removePools(side: Side, pools: readonly ThrowAwayPool[]): Promise<Removal> {
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

/** A pool goes only after its domain. */
async function removePool({ cognito }: Side, id: string): Promise<void> {
  const { UserPool: pool } = await cognito.send(new DescribeUserPoolCommand({ UserPoolId: id }));
  if (pool?.Domain) {
    await cognito.send(new DeleteUserPoolDomainCommand({ UserPoolId: id, Domain: pool.Domain }));
  }
  await cognito.send(new DeleteUserPoolCommand({ UserPoolId: id }));
}
