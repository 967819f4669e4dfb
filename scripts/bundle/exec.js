/**
 * Replaces `@actions/exec` in the bundle. `@actions/core` uses it to look up the name of the operating system, which
 * this action never asks for. Saves loading 46 kB and `node:child_process`.
 */
export function getExecOutput() {
  return Promise.reject(new Error('The bundle starts no programs.'));
}
