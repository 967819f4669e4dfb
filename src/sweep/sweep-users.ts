/**
 * Deletes ephemeral users that no post step deleted, for instance because the runner was killed. Works page by page, so
 * that memory does not grow with the user pool.
 */
import type { Cognito } from '../cognito/connect.ts';
import type { ListedUser } from '../cognito/types.ts';
import { ActionError, describeProblem, formatMessage, hasTrait, isFailure } from '../failures/action-error.ts';
import { parseSweepInputs } from '../inputs/sweep.ts';
import { createPacer, type Pacer } from '../platform/pace.ts';
import type { Clock, Random, Runner } from '../platform/ports.ts';
import { retry } from '../platform/retry.ts';
import type { TimeLimit } from '../platform/time-limit.ts';
import { isEphemeralUser, searchOtherFormat } from './leftovers.ts';
import { type Outcome, processLeftovers, type SweepContext } from './passes.ts';
import { createSweepRetryPolicy } from './retry-policy.ts';
import { SweepTally } from './tally.ts';

interface SweepDeps {
  readonly random: Random;
  readonly timeLimit: TimeLimit;
  readonly runner: Runner;
  readonly cognito: Cognito;
  readonly clock: Clock;
}

interface Sweep extends SweepDeps, SweepContext {
  readonly tally: SweepTally;
}

/** After this many failed users in a row, the cause is not a single user. */
const MAX_FAILURES_IN_A_ROW = 10;

const PROGRESS_INTERVAL_MS = 30_000;

/** Rejects with an `ActionError` if a user is left, because nobody reads the log of a successful scheduled run. */
export async function sweepUsers(deps: SweepDeps): Promise<void> {
  const { runner } = deps;
  const inputs = parseSweepInputs(runner);
  const userPool = deps.cognito.userPool(inputs.userPool);
  const tally = new SweepTally(inputs);
  const retryPolicy = createSweepRetryPolicy(deps.random, deps.timeLimit);
  const sweep = { ...deps, retryPolicy, inputs, userPool, tally };
  try {
    // Fails if an endpoint is unusable, before credentials are sent there.
    await deps.cognito.readEndpoints({ ...inputs.userPool, hasIdentityPool: false });
    await deleteLeftovers(sweep);
    if (tally.found === 0) {
      await warnOfOtherFormat(sweep);
    }
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
}

async function deleteLeftovers(sweep: Sweep): Promise<void> {
  const { inputs, tally, runner, clock } = sweep;
  const pacer = createPacer(inputs.deletesPerSecond, sweep);
  let reportedAt = clock.elapsed();
  await processLeftovers(sweep, async (user, isSecondTry) => {
    if (!isSecondTry) {
      tally.countFound(user);
    }
    const outcome = inputs.dryRun ? 'done' : await deleteUser(user, pacer, sweep);
    const now = clock.elapsed();
    if (now - reportedAt >= PROGRESS_INTERVAL_MS) {
      runner.info(tally.sentence());
      reportedAt = now;
    }
    return outcome;
  });
}

/** Deletes one user. Each attempt waits for its slot. Rejects if the other users would fail too. */
async function deleteUser({ username }: ListedUser, pacer: Pacer, sweep: Sweep): Promise<Outcome> {
  const { userPool, tally, runner } = sweep;
  try {
    await retry(async () => {
      await pacer.nextSlot();
      // A missing user counts as deleted: by an attempt whose answer was lost, or by the post step of its job.
      await userPool.deleteUser(username);
    }, sweep.retryPolicy);
    tally.countDeleted();
    return 'done';
  } catch (error) {
    if (!(error instanceof ActionError) || isFailure(error, 'interrupted') || hasTrait(error, 'affectsAllUsers')) {
      throw error;
    }
    tally.countFailed(error);
    runner.info(`A user could not be deleted. ${formatMessage(error, runner.action.troubleshooting)}`);
    if (tally.failedInARow === MAX_FAILURES_IN_A_ROW) {
      throw error;
    }
    return hasTrait(error, 'isTransient') ? 'retry-later' : 'done';
  }
}

/** Warns if the pool has ephemeral users of another `username-format`, which this sweep does not find. */
async function warnOfOtherFormat(sweep: Sweep): Promise<void> {
  const { inputs, userPool, runner } = sweep;
  const { usernameFormat } = inputs;
  const { format, search } = searchOtherFormat(usernameFormat);
  const { users } = await retry(() => userPool.listUsers(search, { limit: 1 }), sweep.retryPolicy);
  if (users.some((user) => isEphemeralUser(user, search, format))) {
    const { userPoolId } = inputs.userPool;
    const failure = new ActionError({ code: 'username-format-elsewhere', userPoolId, usernameFormat, format });
    runner.warning(formatMessage(failure, runner.action.troubleshooting));
  }
}
