/**
 * What the post step does: takes away what main left behind. A ladder, in which each reason not to act is one line of log.
 */

import { formatMessage } from '../failures/action-error.ts';
import type { Clock, Runner, SummaryRow } from '../platform/ports.ts';
import type { Cognito } from '../platform/ports-cognito.ts';
import type { TimeLimit } from '../platform/time-limit.ts';
import { deleteEphemeralUser } from './delete-user.ts';
import { type CleanupTask, readState } from './state.ts';
import { withUserToken } from './user-session.ts';

export interface PostDeps {
  readonly runner: Runner;
  readonly cognito: Cognito;
  readonly clock: Clock;
  readonly timeLimit: TimeLimit;
}

/** Whatever cannot be cleaned up is a warning, and keeps nothing else from being cleaned up. */
export async function runCleanup(deps: PostDeps): Promise<void> {
  const { runner } = deps;
  const state = readState(runner);
  if (state === undefined || state.tasks.length === 0) {
    runner.info('Nothing to clean up.');
    return;
  }
  deps.cognito.useEndpoints(state.endpoints);
  const rows: SummaryRow[] = [];
  for (const task of state.tasks) {
    try {
      const done = await perform(task, deps);
      runner.info(done);
      rows.push([SUMMARY_NAMES[task.kind], done]);
    } catch (error) {
      const message = formatMessage(error, runner.action.troubleshooting);
      runner.warning(message);
      rows.push([SUMMARY_NAMES[task.kind], message]);
    }
  }
  if (state.jobSummary) {
    await runner.writeSummary('Cognito clean-up', rows);
  }
}

const SUMMARY_NAMES = {
  'delete-user': 'Ephemeral user',
  'keep-user': 'Ephemeral user',
  'forget-device': 'Device',
  'revoke-token': 'Refresh token',
  'remove-file': 'Postman environment',
} as const satisfies Record<CleanupTask['kind'], string>;

/** Gives what was done, for people to read. */
async function perform(task: CleanupTask, { runner, cognito, clock, timeLimit }: PostDeps): Promise<string> {
  // The client secret is not in the state, which later steps can read. It is an input still, unless it came from the job's environment.
  const clientSecret = runner.readInput('client-secret').trim() || undefined;
  switch (task.kind) {
    case 'keep-user':
      return `The ephemeral user stays in user pool ${task.userPoolId}, because delete-user is false.`;
    case 'delete-user':
      return deleteEphemeralUser(task, { cognito, clock, timeLimit, clientSecret });
    case 'forget-device': {
      const { deviceKey } = task;
      const outcome = await withUserToken(task, { cognito, clock, clientSecret }, (appClient, accessToken) =>
        appClient.forgetDevice(accessToken, deviceKey),
      );
      return outcome === 'forgotten' ? 'Forgot the device of the stored user.' : 'There is no device to forget.';
    }
    case 'revoke-token':
      await cognito
        .appClient({ region: task.region, clientId: task.clientId, clientSecret })
        .revokeToken(task.refreshToken);
      return 'Revoked the refresh token of the stored user.';
    case 'remove-file':
      return (await runner.removeFile(task.path)) === 'removed'
        ? 'Removed the Postman environment.'
        : 'There is no Postman environment to remove.';
  }
}
