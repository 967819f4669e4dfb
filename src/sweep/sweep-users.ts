/**
 * What the sweep does: deletes the ephemeral users that nobody cleaned up after, for instance because their runner was killed. It goes page by
 * page and user by user, so that its memory does not grow with the user pool.
 */
import { ActionError, findingOf, means, messageOf } from '../failures/action-error.ts';
import { parseSweepInputs, type SweepInputs } from '../inputs/sweep.ts';
import type { Cognito, ListedUser, Runner, UserPage, UserPool } from '../world/ports.ts';
import { isLeftover, leftoverSearches } from './leftovers.ts';
import { Pace } from './pace.ts';
import { type Patience, persist } from './persist.ts';
import { SweepTally } from './tally.ts';

export interface World extends Patience {
  readonly runner: Runner;
  readonly cognito: Cognito;
}

/** So many users in a row, each of them tried again and again: the cause is not in them. */
const MOST_FAILURES_IN_A_ROW = 10;

const HOUR_IN_MS = 3_600_000;
const PROGRESS_INTERVAL_IN_MS = 30_000;

/** Rejects with an `ActionError` when it could not go on, and when a user stays: a schedule that is green is looked at by nobody. */
export async function sweepUsers(world: World): Promise<void> {
  const { runner } = world;
  const inputs = readInputs(runner);
  const tally = new SweepTally();
  try {
    await deleteLeftovers(inputs, tally, world);
  } finally {
    runner.info(tally.sentence(inputs));
    tally.writeOutputs(runner);
    if (inputs.jobSummary) {
      await runner.writeSummary('Cognito sweep', tally.summaryRows(inputs));
    }
  }
  const { found, failed, lastFailure } = tally;
  if (lastFailure !== undefined) {
    const { userPoolId } = inputs.userPool;
    throw new ActionError({ code: 'sweep-incomplete', userPoolId, found, failed, reason: findingOf(lastFailure) });
  }
}

function readInputs(runner: Runner): SweepInputs {
  const parsed = parseSweepInputs((name) => runner.readInput(name), runner.facts);
  if (parsed.outcome === 'invalid') {
    const { problems, isAnyEmpty } = parsed;
    throw new ActionError({ code: 'inputs-invalid', problems, isAnyEmpty });
  }
  return parsed.inputs;
}

async function deleteLeftovers(inputs: SweepInputs, tally: SweepTally, world: World): Promise<void> {
  const { runner, cognito, clock } = world;
  const userPool = cognito.userPool(inputs.userPool);
  const pace = new Pace(inputs.deletesPerSecond, clock);
  let reportedAt = clock.now().getTime();
  for await (const user of findLeftovers(userPool, inputs, world)) {
    tally.countFound(user);
    if (!inputs.dryRun) {
      await deleteUser(user, userPool, pace, tally, world);
    }
    const now = clock.now().getTime();
    if (now - reportedAt >= PROGRESS_INTERVAL_IN_MS) {
      runner.info(tally.sentence(inputs));
      reportedAt = now;
    }
  }
}

/** The leftovers of a user pool, as Cognito lists them. A page may be empty although more follow. */
async function* findLeftovers(
  userPool: UserPool,
  { usernameFormat, maxAgeInHours }: SweepInputs,
  world: World,
): AsyncGenerator<ListedUser> {
  const createdUntil = new Date(world.clock.now().getTime() - maxAgeInHours * HOUR_IN_MS);
  for (const search of leftoverSearches(usernameFormat)) {
    let page: UserPage | undefined;
    do {
      const pageToken = page?.nextPageToken;
      page = await persist(() => userPool.listUsers(search, pageToken), world);
      yield* page.users.filter((user) => isLeftover(user, search, { usernameFormat, createdUntil }));
    } while (page.nextPageToken !== undefined);
  }
}

/** Deletes one user, each try in its turn. Rejects where it makes no sense to go on with the others. */
async function deleteUser(
  { username }: ListedUser,
  userPool: UserPool,
  pace: Pace,
  tally: SweepTally,
  world: World,
): Promise<void> {
  try {
    await persist(async () => {
      await pace.turn();
      // One who is not there any more counts as deleted: by a try whose answer got lost, or just now by the post step of its own job.
      await userPool.deleteUser(username);
    }, world);
    tally.countDeleted();
  } catch (error) {
    if (!(error instanceof ActionError) || means(error, 'denial')) {
      throw error;
    }
    tally.countFailed(error);
    world.runner.info(`A user could not be deleted. ${messageOf(error, world.runner.action.troubleshooting)}`);
    if (tally.failedInARow === MOST_FAILURES_IN_A_ROW) {
      throw error;
    }
  }
}
