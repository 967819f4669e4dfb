/**
 * What the sweep does: deletes the ephemeral users that nobody cleaned up after, for instance because their runner was killed. It goes page by
 * page and user by user, so that its memory does not grow with the user pool.
 */

import type { Cognito } from '../cognito/connect.ts';
import type { ListedUser } from '../cognito/types.ts';
import { ActionError, describeProblem, formatMessage, hasTrait, isFailure } from '../failures/action-error.ts';
import { parseSweepInputs } from '../inputs/sweep.ts';
import type { Clock, Random, Runner } from '../platform/ports.ts';
import { retry } from '../platform/retry.ts';
import type { TimeLimit } from '../platform/time-limit.ts';
import { isEphemeralUser, searchElsewhere } from './leftovers.ts';
import { createPacer } from './pace.ts';
import { type Settled, type SweepContext, takeLeftovers } from './passes.ts';
import { createSweepRetryPolicy } from './retry-policy.ts';
import { SweepTally } from './tally.ts';

export interface SweepDeps {
  readonly random: Random;
  readonly timeLimit: TimeLimit;
  readonly runner: Runner;
  readonly cognito: Cognito;
  readonly clock: Clock;
}

/** A sweep under way. */
interface Sweep extends SweepDeps, SweepContext {
  readonly tally: SweepTally;
}

/** So many users in a row, each of them tried again and again: the cause is not in them. */
const MAX_FAILURES_IN_A_ROW = 10;

const HOUR_MS = 3_600_000;
const PROGRESS_INTERVAL_MS = 30_000;

/** Rejects with an `ActionError` when it could not go on, and when a user stays: a green schedule goes unread. */
export async function sweepUsers(deps: SweepDeps): Promise<void> {
  const { runner, clock } = deps;
  const inputs = parseSweepInputs(runner);
  const createdUntil = new Date(clock.now().getTime() - inputs.maxAgeHours * HOUR_MS);
  const rule = { usernameFormat: inputs.usernameFormat, createdUntil };
  const userPool = deps.cognito.userPool(inputs.userPool);
  const tally = new SweepTally(inputs);
  const retryPolicy = createSweepRetryPolicy(deps.random, deps.timeLimit);
  const sweep = { ...deps, retryPolicy, inputs, userPool, rule, tally };
  try {
    await deleteLeftovers(sweep);
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
    throw new ActionError({
      code: 'sweep-incomplete',
      userPoolId,
      found,
      failed,
      reason: describeProblem(lastFailure),
    });
  }
  if (found === 0) {
    await lookElsewhere(sweep);
  }
}

async function deleteLeftovers(sweep: Sweep): Promise<void> {
  const { inputs, tally, runner, clock } = sweep;
  const turnToDelete = createPacer(inputs.deletesPerSecond, sweep);
  let reportedAt = clock.elapsed();
  await takeLeftovers(sweep, async (user, turn) => {
    if (turn === 'first') {
      tally.countFound(user);
    }
    const settled = inputs.dryRun ? 'for-good' : await deleteUser(user, turnToDelete, sweep);
    const now = clock.elapsed();
    if (now - reportedAt >= PROGRESS_INTERVAL_MS) {
      runner.info(tally.sentence());
      reportedAt = now;
    }
    return settled;
  });
}

/** Deletes one user, each try in its turn. Rejects where it makes no sense to go on with the others. */
async function deleteUser({ username }: ListedUser, turn: () => Promise<void>, sweep: Sweep): Promise<Settled> {
  const { userPool, tally, runner } = sweep;
  try {
    await retry(async () => {
      await turn();
      // One who is not there any more counts as deleted: by a try whose answer got lost, or just now by the post step of its own job.
      await userPool.deleteUser(username);
    }, sweep.retryPolicy);
    tally.countDeleted();
    return 'for-good';
  } catch (error) {
    if (!(error instanceof ActionError) || isFailure(error, 'interrupted') || hasTrait(error, 'stopsSweep')) {
      throw error;
    }
    tally.countFailed(error);
    runner.info(`A user could not be deleted. ${formatMessage(error, runner.action.troubleshooting)}`);
    if (tally.failedInARow === MAX_FAILURES_IN_A_ROW) {
      throw error;
    }
    return hasTrait(error, 'isTransient') ? 'for-now' : 'for-good';
  }
}

/** A sweep with another `username-format` than that of the jobs finds nothing, and a green schedule goes unread. */
async function lookElsewhere(sweep: Sweep): Promise<void> {
  const { inputs, userPool, runner } = sweep;
  const { usernameFormat } = inputs;
  const { format, search } = searchElsewhere(usernameFormat);
  const { users } = await retry(() => userPool.listUsers(search, { limit: 1 }), sweep.retryPolicy);
  if (users.some((user) => isEphemeralUser(user, search, format))) {
    const { userPoolId } = inputs.userPool;
    const failure = new ActionError({ code: 'username-format-elsewhere', userPoolId, usernameFormat, format });
    runner.warning(formatMessage(failure, runner.action.troubleshooting));
  }
}
