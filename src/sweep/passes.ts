/**
 * The leftovers of a user pool, pass by pass: who deletes while paging may be given page tokens that skip users, repeat or come empty. A pass is
 * the last one when it finds nobody whose turn it is.
 */

import type { ListedUser, UserSearch } from '../cognito/types.ts';
import type { UserPool } from '../cognito/user-pool.ts';
import type { SweepInputs } from '../inputs/sweep.ts';
import { type RetryPolicy, retry } from '../platform/retry.ts';
import { isLeftover, type LeftoverRule, leftoverSearches } from './leftovers.ts';

/** What became of a user: nothing that could be otherwise in a later pass, or something that may have passed by then. */
export type Settled = 'for-good' | 'for-now';

/** The user pool to sweep, and its leftovers. */
export interface SweepContext {
  readonly retryPolicy: RetryPolicy;
  readonly inputs: SweepInputs;
  readonly userPool: UserPool;
  readonly rule: LeftoverRule;
}

/** Gives each leftover its turn, and another one in a later pass where it was settled for now. Rejects with what `take` rejects with. */
export async function takeLeftovers(
  context: SweepContext,
  take: (user: ListedUser, turn: 'first' | 'second') => Promise<Settled>,
): Promise<void> {
  const done = new Set<string>();
  /** In an earlier pass, and not for good. A pass in between may not list them. */
  const tried = new Set<string>();
  let turns: number;
  do {
    turns = 0;
    const triedNow = new Set<string>();
    for await (const user of findLeftovers(context)) {
      const { username } = user;
      if (done.has(username) || triedNow.has(username)) {
        continue;
      }
      turns++;
      const isSecond = tried.has(username);
      const settled = await take(user, isSecond ? 'second' : 'first');
      (settled === 'for-good' || isSecond ? done : triedNow).add(username);
    }
    for (const username of triedNow) {
      tried.add(username);
    }
  } while (turns > 0 && !context.inputs.dryRun);
}

/** One pass. */
async function* findLeftovers(context: SweepContext): AsyncGenerator<ListedUser> {
  for (const search of leftoverSearches(context.rule.usernameFormat)) {
    for await (const user of findUsers(search, context)) {
      if (isLeftover(user, search, context.rule)) {
        yield user;
      }
    }
  }
}

/** Page by page: one may be empty although more follow. A token that is empty or comes again leads nowhere. */
async function* findUsers(search: UserSearch, context: SweepContext): AsyncGenerator<ListedUser> {
  const seen = new Set<string | undefined>([undefined, '']);
  let pageToken: string | undefined;
  do {
    seen.add(pageToken);
    const page = await retry(() => context.userPool.listUsers(search, { pageToken }), context.retryPolicy);
    yield* page.users;
    pageToken = page.nextPageToken;
  } while (!seen.has(pageToken));
}
