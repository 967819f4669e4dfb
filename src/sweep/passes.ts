/**
 * Lists the leftovers of a user pool in several passes, because deletions while paging may make page tokens skip users.
 * The last pass finds no user that is still to be processed.
 */
import type { ListedUser, UserSearch } from '../cognito/types.ts';
import type { UserPage, UserPool } from '../cognito/user-pool.ts';
import type { SweepInputs } from '../inputs/sweep.ts';
import { type RetryPolicy, retry } from '../platform/retry.ts';
import { isLeftover, leftoverSearches } from './leftovers.ts';

const HOUR_MS = 3_600_000;
/** The latest time of a `Date`. */
const LATEST_MS = 8.64e15;

/** The outcome of processing a user. `retry-later` asks for a second try in a later pass. */
export type Outcome = 'done' | 'retry-later';

export interface SweepContext {
  readonly retryPolicy: RetryPolicy;
  readonly inputs: SweepInputs;
  readonly userPool: UserPool;
}

/**
 * Processes each leftover once, and a second time in a later pass if the first outcome was `retry-later`. Rejects with
 * the error of `process`.
 */
export async function processLeftovers(
  context: SweepContext,
  process: (user: ListedUser, isSecondTry: boolean) => Promise<Outcome>,
): Promise<void> {
  const done = new Set<string>();
  /** Usernames to retry from all earlier passes: the previous pass may not have listed them. */
  const toRetry = new Set<string>();
  let processed: number;
  do {
    processed = 0;
    const toRetryNext = new Set<string>();
    for await (const user of findLeftovers(context)) {
      const { username } = user;
      if (done.has(username) || toRetryNext.has(username)) {
        continue;
      }
      processed++;
      const isSecondTry = toRetry.has(username);
      const outcome = await process(user, isSecondTry);
      (outcome === 'done' || isSecondTry ? done : toRetryNext).add(username);
    }
    for (const username of toRetryNext) {
      toRetry.add(username);
    }
  } while (processed > 0 && !context.inputs.dryRun);
}

/** Lists the leftovers in one pass. */
async function* findLeftovers(context: SweepContext): AsyncGenerator<ListedUser> {
  const { usernameFormat, maxAgeHours } = context.inputs;
  for (const search of leftoverSearches(usernameFormat)) {
    for await (const { users, listedAt } of fetchPages(search, context)) {
      // With 0, users are old enough that are younger than the resolution of the service's clock.
      const createdUntil = new Date(maxAgeHours === 0 ? LATEST_MS : listedAt.getTime() - maxAgeHours * HOUR_MS);
      yield* users.filter((user) => isLeftover(user, search, { usernameFormat, createdUntil }));
    }
  }
}

/** Fetches page after page. An empty page may have a successor. An empty or repeated page token ends the search. */
async function* fetchPages(search: UserSearch, context: SweepContext): AsyncGenerator<UserPage> {
  const seen = new Set<string | undefined>([undefined, '']);
  let pageToken: string | undefined;
  do {
    seen.add(pageToken);
    const page = await retry(() => context.userPool.listUsers(search, { pageToken }), context.retryPolicy);
    yield page;
    pageToken = page.nextPageToken;
  } while (!seen.has(pageToken));
}
