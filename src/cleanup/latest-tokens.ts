import type { LatestTokens } from '../proxy/stop.ts';
import type { CleanupTask } from './state.ts';

/** Returns the task with the tokens that the proxy got after those of main, which rotation has made invalid. */
export function withLatestTokens(task: CleanupTask, tokens: LatestTokens | undefined): CleanupTask {
  if (tokens === undefined) {
    return task;
  }
  switch (task.kind) {
    case 'delete-user':
      return { ...task, userSession: task.userSession && { ...task.userSession, ...tokens } };
    case 'forget-device':
      return { ...task, ...tokens };
    case 'revoke-token':
      return { ...task, refreshToken: tokens.refreshToken };
    default:
      return task;
  }
}
