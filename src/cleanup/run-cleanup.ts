/**
 * What the post step does: takes away what main left behind. A ladder, in which each reason not to act is one line of log.
 */

import { messageOf } from '../failures/action-error.ts';
import type { Clock, Runner, SummaryRow } from '../platform/ports.ts';
import type { Cognito } from '../platform/ports-cognito.ts';
import type { TimeLimit } from '../platform/time-limit.ts';
import { deleteEphemeralUser } from './delete-user.ts';
import { type CleanUp, readState } from './state.ts';
import { withOwnToken } from './user-session.ts';

export interface World {
  readonly runner: Runner;
  readonly cognito: Cognito;
  readonly clock: Clock;
  readonly timeLimit: TimeLimit;
}

/** Whatever cannot be cleaned up is a warning, and keeps nothing else from being cleaned up. */
export async function cleanUp(world: World): Promise<void> {
  const { runner } = world;
  const state = readState(runner);
  if (state === undefined || state.cleanUps.length === 0) {
    runner.info('Nothing to clean up.');
    return;
  }
  world.cognito.useEndpoints(state.endpoints);
  const rows: SummaryRow[] = [];
  for (const task of state.cleanUps) {
    try {
      const done = await perform(task, world);
      runner.info(done);
      rows.push([SUMMARY_NAMES[task.act], done]);
    } catch (error) {
      const message = messageOf(error, runner.action.troubleshooting);
      runner.warning(message);
      rows.push([SUMMARY_NAMES[task.act], message]);
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
} as const satisfies Record<CleanUp['act'], string>;

/** Gives what was done, for people to read. */
async function perform(task: CleanUp, { runner, cognito, clock, timeLimit }: World): Promise<string> {
  // The client secret is not in the state, which later steps can read. It is an input still, unless it came from the job's environment.
  const clientSecret = runner.readInput('client-secret').trim() || undefined;
  switch (task.act) {
    case 'keep-user':
      return `The ephemeral user stays in user pool ${task.userPoolId}, because delete-user is false.`;
    case 'delete-user':
      return deleteEphemeralUser(task, { cognito, clock, timeLimit, clientSecret });
    case 'forget-device': {
      const { deviceKey } = task;
      const outcome = await withOwnToken(task, { cognito, clock, clientSecret }, (appClient, accessToken) =>
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
