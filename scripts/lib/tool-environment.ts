/** The environment in which scripts install and run the tools of the examples, as a consumer's runner would. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { text } from 'node:stream/consumers';

/** Disables what tools report about their use. */
export const NO_TELEMETRY = {
  ARTILLERY_DISABLE_TELEMETRY: 'true',
  STEPCI_DISABLE_ANALYTICS: 'true',
  K6_NO_USAGE_REPORT: 'true',
};

/** Makes npm prefer its cache to the registry, and skip its audit. */
export const FAST_NPM = { npm_config_audit: 'false', npm_config_fund: 'false', npm_config_prefer_offline: 'true' };

/** Returns a PATH that starts with Node 24 and leaves out the tools in this project's `node_modules`. */
export function pathOfSteps(): string {
  const others = (process.env['PATH'] ?? '').split(':').filter((folder) => !folder.includes('node_modules'));
  return [dirname(process.execPath), ...others].join(':');
}

/**
 * Runs a command with this machine's settings, for example for package registries.
 *
 * @throws {Error} with the end of the output, if it fails
 */
export async function runCommand(command: string, cwd: string, env: Readonly<Record<string, string>> = {}) {
  const child = spawn('bash', ['-e', '-c', `exec 2>&1\n${command}`], {
    cwd,
    env: { ...process.env, ...NO_TELEMETRY, ...FAST_NPM, PATH: pathOfSteps(), ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [[exitCode], output] = await Promise.all([once(child, 'close'), text(child.stdout)]);
  if (exitCode !== 0) {
    throw new Error(`${command} ended with ${exitCode}:\n${output.slice(-3000)}`);
  }
}
