/** The post step: removes what main left behind. */
import type { Cognito } from '../cognito/connect.ts';
import type { OwnEndpoints } from '../cognito/endpoints.ts';
import type { FileKind } from '../config.ts';
import { ActionError, formatMessage, isUnreachable } from '../failures/action-error.ts';
import type { Clock, Runner, SummaryRow } from '../platform/ports.ts';
import type { TimeLimit } from '../platform/time-limit.ts';
import type { RunningProxy, StoppedProxy } from '../proxy/stop.ts';
import { formatReport } from '../proxy/tally.ts';
import { secretsOfToken } from '../tokens.ts';
import { deleteIdentities } from './delete-identities.ts';
import { deleteEphemeralUsers } from './delete-users.ts';
import { readSavedUsers, type SavedUsers } from './saved-users.ts';
import { type CleanupTask, readState } from './state.ts';
import { NewestRefreshTokens, rethrowLostSecret, withUserToken } from './user-session.ts';

export interface PostDeps {
  readonly runner: Runner;
  readonly cognito: Cognito;
  readonly clock: Clock;
  readonly timeLimit: TimeLimit;
  /** Rejects with an `ActionError` if the proxy has ended before. */
  stopProxy(proxy: RunningProxy): Promise<StoppedProxy>;
}

interface TaskDeps extends PostDeps {
  readonly newestRefreshTokens: NewestRefreshTokens;
  readonly savedUsers: SavedUsers;
}

/**
 * Performs all cleanup tasks in the state. A task that fails is logged as a warning, and the next one follows.
 *
 * @throws {ActionError} `state-unreadable`
 */
export async function runCleanup(postDeps: PostDeps): Promise<void> {
  const { runner } = postDeps;
  const state = readState(runner);
  if (state === undefined || state.tasks.length === 0) {
    runner.info('Nothing to clean up.');
    return;
  }
  const savedUsers = await readSavedUsers(runner, state.tasks);
  const deps = { ...postDeps, newestRefreshTokens: new NewestRefreshTokens(), savedUsers };
  const own = deps.cognito.useEndpoints(state.endpoints);
  const rows: SummaryRow[] = [];
  for (const [index, task] of state.tasks.entries()) {
    try {
      const result = await performInShare(task, state.tasks.slice(index), own, deps);
      runner.info(result);
      rows.push([summaryName(task), result]);
    } catch (error) {
      const hint =
        mayConnectOtherwise(error) && own.changed.length > 0
          ? `Between main and this post step, ${own.changed.join(' and ')} changed. Keep the value that main had.`
          : '';
      const message = formatMessage(error, runner.action.troubleshooting, hint);
      runner.warning(message);
      rows.push([summaryName(task), message]);
    }
  }
  if (state.jobSummary) {
    await runner.writeSummary('Cognito cleanup', rows);
  }
}

const SUMMARY_NAMES = {
  'stop-proxy': 'Proxy',
  'delete-users': 'Ephemeral users',
  'keep-users': 'Ephemeral users',
  'forget-device': 'Device',
  'revoke-token': 'Refresh token',
  'delete-identities': 'Identities',
} as const satisfies Record<Exclude<CleanupTask['kind'], 'remove-file'>, string>;

const FILE_NAMES = {
  'postman-environment': 'Postman environment',
  'env-file': 'env file',
  'storage-state': 'browser storage state',
  users: 'users file',
  'users-csv': 'users file (CSV)',
} as const satisfies Record<FileKind, string>;

function summaryName(task: CleanupTask): string {
  return task.kind === 'remove-file' ? FILE_NAMES[task.file] : SUMMARY_NAMES[task.kind];
}

/**
 * Performs a task in its share of the time, so that a hanging call leaves time for the tasks after it. Identities have
 * no share: nobody can use them without their users, and many users need most of the time.
 *
 * @param tasksLeft this task and those after it
 */
function performInShare(
  task: CleanupTask,
  tasksLeft: readonly CleanupTask[],
  own: OwnEndpoints,
  deps: TaskDeps,
): Promise<string> {
  const { timeLimit } = deps;
  const shares = tasksLeft.filter(({ kind }) => kind !== 'delete-identities').length;
  return shares <= 1
    ? performEitherWay(task, own, deps)
    : timeLimit.within(timeLimit.remainingMs() / shares, () => performEitherWay(task, own, deps));
}

/** Connects as main did, and by this step's own environment if that fails and they differ. */
async function performEitherWay(task: CleanupTask, own: OwnEndpoints, deps: TaskDeps): Promise<string> {
  if (own.changed.length === 0) {
    return perform(task, deps);
  }
  try {
    return await deps.timeLimit.within(deps.timeLimit.remainingMs() / 2, () => perform(task, deps));
  } catch (error) {
    if (!mayConnectOtherwise(error)) {
      throw error;
    }
    own.use();
    return perform(task, deps);
  }
}

/** Returns true if another way to connect may help. */
function mayConnectOtherwise(error: unknown): boolean {
  return (
    isUnreachable(error) ||
    (error instanceof ActionError && 'isUnreachable' in error.failure && error.failure.isUnreachable)
  );
}

/** @returns what was done, for the log */
async function perform(task: CleanupTask, deps: TaskDeps): Promise<string> {
  const { runner, cognito, newestRefreshTokens, savedUsers, stopProxy } = deps;
  // The state must not hold the client secret, because later steps can read it. The input is gone in post if its value
  // came from the job's environment.
  const clientSecret = runner.readInput('client-secret').trim() || undefined;
  switch (task.kind) {
    case 'stop-proxy': {
      const { report, rotation } = await stopProxy(task);
      if (rotation !== undefined) {
        secretsOfToken(rotation.newest).forEach(runner.mask);
        newestRefreshTokens.replace(rotation.saved, rotation.newest);
      }
      return formatReport(report);
    }
    case 'keep-users':
      return `Kept ${task.count === 1 ? 'the ephemeral user' : `${task.count} ephemeral users`} in user pool ${task.userPoolId}: delete-user is false.`;
    case 'delete-users':
      return deleteEphemeralUsers(task, { ...deps, sessions: savedUsers.sessions, clientSecret });
    case 'forget-device': {
      const { deviceKey } = task;
      const outcome = await withUserToken(task, { ...deps, clientSecret }, (appClient, accessToken) =>
        appClient.forgetDevice(accessToken, deviceKey),
      );
      return outcome === 'forgotten'
        ? 'Forgot the device of the stored user.'
        : 'The device of the stored user does not exist: nothing to forget.';
    }
    case 'revoke-token':
      await cognito
        .appClient({ region: task.region, clientId: task.clientId, clientSecret })
        .revokeToken(newestRefreshTokens.of(task.refreshToken))
        .catch(rethrowLostSecret);
      return 'Revoked the refresh token of the stored user.';
    case 'delete-identities':
      return deleteIdentities(task, savedUsers.identityIds, cognito);
    case 'remove-file':
      return (await runner.removeFile(task.path)) === 'removed'
        ? `Removed the ${FILE_NAMES[task.file]}.`
        : `The ${FILE_NAMES[task.file]} does not exist: nothing to remove.`;
  }
}
