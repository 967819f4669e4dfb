import { randomInt } from 'node:crypto';
import { POOL_KINDS, type PoolKind } from './plans.ts';

const PREFIX = 'cognito-token-action-live-';
const RUN_ID_LENGTH = 10;
const PATTERN = new RegExp(`^${PREFIX}[a-z0-9]{${RUN_ID_LENGTH}}-(?:${POOL_KINDS.join('|')})$`);

/** The prefix by which an IAM policy can restrict a run to its own user pools. */
export const POOL_TAGS = { purpose: 'cognito-token-action-live' } as const;

export interface TemporaryPool {
  readonly id: string;
  readonly name: string;
  /** Undefined if the service does not say it. */
  readonly createdAt?: Date;
}

/** The names of one run, which distinguish its pools from those of other runs and from permanent pools. */
export interface RunNames {
  pool(kind: PoolKind): string;
  isOurs(poolName: string): boolean;
  /** The pools that the run knows about. A pool whose answer was lost is missing. */
  readonly made: readonly TemporaryPool[];
  remember(pool: TemporaryPool): void;
  /** Unique in the region across all accounts. AWS does not allow the word `cognito` in it. */
  readonly domainPrefix: string;
}

export function newRunNames(): RunNames {
  const id = Array.from({ length: RUN_ID_LENGTH }, () => randomInt(36).toString(36)).join('');
  const start = `${PREFIX}${id}-`;
  const made: TemporaryPool[] = [];
  return {
    made,
    remember: (pool) => {
      made.push(pool);
    },
    pool: (kind) => `${start}${kind}`,
    isOurs: (poolName) => isTemporary(poolName) && poolName.startsWith(start),
    domainPrefix: `cta-live-${id}`,
  };
}

/** Returns true for a name that any run gave. */
export function isTemporary(poolName: string): boolean {
  return PATTERN.test(poolName);
}
