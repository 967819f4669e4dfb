import { randomInt } from 'node:crypto';
import { POOL_KINDS, type PoolKind } from './plans.ts';

const PREFIX = 'cognito-token-action-live-';
const RUN_ID_LENGTH = 10;
const PATTERN = new RegExp(`^${PREFIX}[a-z0-9]{${RUN_ID_LENGTH}}-(?:${POOL_KINDS.join('|')})$`);

/** By which a policy can keep who runs this from all other user pools. */
export const POOL_TAGS = { purpose: 'cognito-token-action-live' } as const;

export interface ThrowAwayPool {
  readonly id: string;
  readonly name: string;
  /** Where the service says it. */
  readonly createdAt?: Date;
}

/** The names that one run gives, so that its pools can be told from those of others, and from pools that are not thrown away. */
export interface RunNames {
  pool(kind: PoolKind): string;
  isOurs(poolName: string): boolean;
  /** The pools that the run knows it made; one whose answer got lost is not among them. */
  readonly made: readonly ThrowAwayPool[];
  remember(pool: ThrowAwayPool): void;
  /** Unique in the region among all accounts. The word `cognito` may not be in it. */
  readonly domainPrefix: string;
}

export function newRunNames(): RunNames {
  const id = Array.from({ length: RUN_ID_LENGTH }, () => randomInt(36).toString(36)).join('');
  const start = `${PREFIX}${id}-`;
  const made: ThrowAwayPool[] = [];
  return {
    made,
    remember: (pool) => {
      made.push(pool);
    },
    pool: (kind) => `${start}${kind}`,
    isOurs: (poolName) => isThrowAway(poolName) && poolName.startsWith(start),
    domainPrefix: `cta-live-${id}`,
  };
}

/** Whether some run gave this name. */
export function isThrowAway(poolName: string): boolean {
  return PATTERN.test(poolName);
}
