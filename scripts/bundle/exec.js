/**
 * Takes the place of `@actions/exec` in the bundle. `@actions/core` brings it to ask the system for its name, which this action does not; the
 * real one loads 46 kB and `node:child_process`.
 */
export function getExecOutput() {
  return Promise.reject(new Error('The bundle starts no programs.'));
}
