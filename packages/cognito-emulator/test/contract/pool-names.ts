/** The names of the user pools that the contract tests and `npm run live` create. */
import { randomInt } from 'node:crypto';

const PREFIX = 'cognito-token-action-live-';
const ID_LENGTH = 10;
const ID = `[a-z0-9]{${ID_LENGTH}}`;
const PATTERN = new RegExp(`^${PREFIX}${ID}-${ID}$`);

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

/** Returns true for a name that any run gave, or that this run gave. */
export function isTemporary(name: string, runId = ''): boolean {
  return PATTERN.test(name) && name.startsWith(`${PREFIX}${runId}`);
}
