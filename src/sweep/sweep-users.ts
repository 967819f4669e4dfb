/**
 * What the sweep does: deletes the ephemeral users that nobody cleaned up after, for instance because their runner was killed. It goes page by
 * page and user by user, so that its memory does not grow with the user pool.
 */
import { ActionError, findingOf, isFailure, means, messageOf } from '../failures/action-error.ts';
import { parseSweepInputs, type SweepInputs } from '../inputs/sweep.ts';
import type { Clock, Cognito, ListedUser, Runner, UserPool } from '../world/ports.ts';
import { isEphemeralUser, searchElsewhere } from './leftovers.ts';
import { Pace } from './pace.ts';
import { type Settled, takeLeftovers } from './passes.ts';
import { type Patience, persist } from './persist.ts';
import { SweepTally } from './tally.ts';

export interface World extends Patience {
  readonly runner: Runner;
  readonly cognito: Cognito;
  readonly clock: Clock;
}

/** So many users in a row, each of them tried again and again: the cause is not in them. */
const MOST_FAILURES_IN_A_ROW = 10;

const HOUR_IN_MS = 3_600_000;
const PROGRESS_INTERVAL_IN_MS = 30_000;

/** Rejects with an `ActionError` when it could not go on, and when a user stays: a green schedule goes unread. */
export async function sweepUsers(world: World): Promise<void> {
  const { runner } = world;
  const inputs = parseSweepInputs((name) => runner.readInput(name), runner.facts);
  const userPool = world.cognito.userPool(inputs.userPool);
  const tally = new SweepTally(inputs);
  try {
    await deleteLeftovers(inputs, userPool, tally, world);
  } catch (error) {
    throw isFailure(error, 'interrupted') ? new ActionError({ code: 'sweep-interrupted' }) : error;
  } finally {
    runner.info(tally.sentence());
    tally.writeOutputs(runner);
    if (inputs.jobSummary) {
      await runner.writeSummary('Cognito sweep', tally.summaryRows());
    }
  }
  const { found, failed, lastFailure } = tally;
  if (lastFailure !== undefined) {
    const { userPoolId } = inputs.userPool;
    throw new ActionError({ code: 'sweep-incomplete', userPoolId, found, failed, reason: findingOf(lastFailure) });
  }
  if (found === 0) {
    await lookElsewhere(inputs, userPool, world);
  }
}

async function deleteLeftovers(
  inputs: SweepInputs,
  userPool: UserPool,
  tally: SweepTally,
  world: World,
): Promise<void> {
  const { runner, clock, timeLimit } = world;
  const pace = new Pace(inputs.deletesPerSecond, {
    elapsed: () => clock.elapsed(),
    sleep: (milliseconds) => timeLimit.sleep(milliseconds),
  });
  const createdUntil = new Date(clock.now().getTime() - inputs.maxAgeInHours * HOUR_IN_MS);
  const rule = { usernameFormat: inputs.usernameFormat, createdUntil };
  let reportedAt = clock.elapsed();
  await takeLeftovers(userPool, inputs, rule, world, async (user, turn) => {
    if (turn === 'first') {
      tally.countFound(user);
    }
    const settled = inputs.dryRun ? 'for-good' : await deleteUser(user, userPool, pace, tally, world);
    const now = clock.elapsed();
    if (now - reportedAt >= PROGRESS_INTERVAL_IN_MS) {
      runner.info(tally.sentence());
      reportedAt = now;
    }
    return settled;
  });
}

/** Deletes one user, each try in its turn. Rejects where it makes no sense to go on with the others. */
async function deleteUser(
  { username }: ListedUser,
  userPool: UserPool,
  pace: Pace,
  tally: SweepTally,
  world: World,
): Promise<Settled> {
  try {
    await persist(async () => {
      await pace.turn();
      // One who is not there any more counts as deleted: by a try whose answer got lost, or just now by the post step of its own job.
      await userPool.deleteUser(username);
    }, world);
    tally.countDeleted();
    return 'for-good';
  } catch (error) {
    if (!(error instanceof ActionError) || isFailure(error, 'interrupted') || means(error, 'denial')) {
      throw error;
    }
    tally.countFailed(error);
    world.runner.info(`A user could not be deleted. ${messageOf(error, world.runner.action.troubleshooting)}`);
    if (tally.failedInARow === MOST_FAILURES_IN_A_ROW) {
      throw error;
    }
    return means(error, 'passing') ? 'for-now' : 'for-good';
  }
}

/** A sweep with another `username-format` than that of the jobs finds nothing, and a green schedule goes unread. */
async function lookElsewhere(
  { userPool: { userPoolId }, usernameFormat }: SweepInputs,
  userPool: UserPool,
  world: World,
): Promise<void> {
  const { format, search } = searchElsewhere(usernameFormat);
  const { users } = await persist(() => userPool.listUsers(search, { limit: 1 }), world);
  if (users.some((user) => isEphemeralUser(user, search, format))) {
    const { runner } = world;
    const failure = new ActionError({ code: 'username-format-elsewhere', userPoolId, usernameFormat, format });
    runner.warning(messageOf(failure, runner.action.troubleshooting));
  }
}
