/**
 * The leftovers of a user pool, pass by pass: who deletes while paging may be given page tokens that skip users, repeat or come empty. A pass is
 * the last one when it finds nobody whose turn it is.
 */
import type { SweepInputs } from '../inputs/sweep.ts';
import type { ListedUser, UserPool, UserSearch } from '../world/ports.ts';
import { isLeftover, type LeftoverRule, leftoverSearches } from './leftovers.ts';
import { type Patience, persist } from './persist.ts';

/** What became of a user: nothing that could be otherwise in a later pass, or something that may have passed by then. */
export type Settled = 'for-good' | 'for-now';

/** Gives each leftover its turn, and another one in the pass after where it was settled for now. Rejects with what `take` rejects with. */
export async function takeLeftovers(
  userPool: UserPool,
  inputs: SweepInputs,
  rule: LeftoverRule,
  patience: Patience,
  take: (user: ListedUser, turn: 'first' | 'second') => Promise<Settled>,
): Promise<void> {
  const done = new Set<string>();
  let open: ReadonlySet<string> = new Set();
  let turns: number;
  do {
    turns = 0;
    const openNow = new Set<string>();
    for await (const user of findLeftovers(userPool, inputs, rule, patience)) {
      const { username } = user;
      if (done.has(username) || openNow.has(username)) {
        continue;
      }
      turns++;
      const isSecond = open.has(username);
      const settled = await take(user, isSecond ? 'second' : 'first');
      (settled === 'for-good' || isSecond ? done : openNow).add(username);
    }
    open = openNow;
  } while (turns > 0 && !inputs.dryRun);
}

/** One pass. */
async function* findLeftovers(
  userPool: UserPool,
  { usernameFormat }: SweepInputs,
  rule: LeftoverRule,
  patience: Patience,
): AsyncGenerator<ListedUser> {
  for (const search of leftoverSearches(usernameFormat)) {
    for await (const users of pagesOf(userPool, search, patience)) {
      yield* users.filter((user) => isLeftover(user, search, rule));
    }
  }
}

/** A page may be empty although more follow. A token that is empty or comes again leads nowhere. */
async function* pagesOf(
  userPool: UserPool,
  search: UserSearch,
  patience: Patience,
): AsyncGenerator<readonly ListedUser[]> {
  const seen = new Set<string>();
  let pageToken: string | undefined;
  do {
    const page = await persist(() => userPool.listUsers(search, { pageToken }), patience);
    yield page.users;
    pageToken = page.nextPageToken;
    if (pageToken === undefined || seen.has(pageToken)) {
      return;
    }
    seen.add(pageToken);
  } while (pageToken !== '');
}
