/**
 * Asks Amazon Cognito, or a stand-in, what the contract tests say of it, and runs the action on it. See
 * docs/maintaining/live.md.
 *
 *   npm run live
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isKnownDifference } from 'cognito-emulator/contract/known-agreements';
import { createSdk } from 'cognito-emulator/contract/sdk';
import { newRunId } from 'cognito-emulator/contract/temporary-pools';
import { credentialVariables } from '../../__tests__/support/credential-variables.ts';
import { Screen } from '../demo/screen.ts';
import { INTERRUPTED, interruptible } from '../lib/interruption.ts';
import { root } from '../lib/root.ts';
import { makeTemporaryFolder } from '../lib/temporary-folder.ts';
import { createCleanup } from './leftovers.ts';
import { type Options, readOptions, type Service, startRehearsal } from './options.ts';
import { type Row, redact, reportOf, rowsOf, tallyText } from './report.ts';
import { runTests } from './tests.ts';

const DIFFERENT = 2;
const FAILED = 1;
/** A call that was cut off may take effect a moment later. */
const LATE_EFFECT_MS = 2000;

const screen = new Screen();
// A second Ctrl-C changes nothing, because each call has a time limit.
const interrupted = interruptible((signal, isRepeated) =>
  screen.line(isRepeated ? '  still deleting the user pools' : `\n  ${signal}: deleting the user pools`),
);
const folder = makeTemporaryFolder();
try {
  process.exitCode = await run(readOptions(process.argv.slice(2)));
} catch (error) {
  screen.line(`\n✗ ${redact(String(error))}`);
  process.exitCode = FAILED;
}

async function run(options: Options): Promise<number> {
  const { endpoint, rehearsal } = options;
  const { stop, ...service } = rehearsal ? await startRehearsal(rehearsal, folder) : { endpoint };
  try {
    return await runOn(service, options);
  } finally {
    await stop?.();
  }
}

async function runOn({ endpoint, credentials, ...settings }: Service, options: Options): Promise<number> {
  const sdk = createSdk({ endpoint, ...settings, ...(credentials && { credentials }) });
  const region = await sdk.config.region();
  const service = options.rehearsal ?? endpoint ?? 'AWS';
  screen.scenario(`${service}, region ${region}, and the contract`);
  const cleanup = createCleanup(sdk, screen);
  const wasClean = await cleanup.nameLeftovers(options);
  const runId = newRunId();
  screen.step('The contract tests');
  try {
    const variables = credentials ? { ...credentialVariables(credentials), AWS_SESSION_TOKEN: '' } : {};
    const env = { ...variables, AWS_ENDPOINT_URL: endpoint, AWS_REGION: region, CONTRACT_RUN: runId };
    const onProgress = (line: string) => screen.line(`  ${line}`);
    const outcomes = await runTests({ areas: options.areas, env, folder, onProgress }, interrupted);
    const rows = rowsOf(outcomes, (name) => isKnownDifference(options.rehearsal, name));
    const isClean = await cleanup.deleteRunPools(runId);
    const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();
    writeReport(reportOf({ service, region, date: new Date(), commit, rows }), rows, options);
    return wasClean && isClean ? exitCode(rows, options) : FAILED;
  } catch (error) {
    await cleanup.deleteRunPools(runId);
    if (!interrupted.aborted) {
      throw error;
    }
    await sleep(LATE_EFFECT_MS);
    await cleanup.deleteRunPools(runId);
    return INTERRUPTED;
  } finally {
    sdk.destroy();
  }
}

function writeReport(report: string, rows: readonly Row[], options: Options): void {
  const path = resolve(options.report);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, report);
  screen.step(tallyText(rows));
  for (const { area, title, verdict } of rows.filter(isUnexpected)) {
    screen.line(`  ${verdict.padEnd(8)}  ${area} › ${title}`);
  }
  screen.checked(`the report is in ${path}`);
}

function exitCode(rows: readonly Row[], { failOnDifference }: Options): number {
  if (rows.length === 0) {
    return FAILED;
  }
  return failOnDifference && rows.some(isUnexpected) ? DIFFERENT : 0;
}

function isUnexpected({ verdict }: Row): boolean {
  return verdict === 'differs' || verdict === 'outdated';
}
