/**
 * Asks Amazon Cognito, or a stand-in, what the contract tests say of it, and runs the action on it. See
 * docs/maintaining/live.md.
 *
 *   npm run live
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { KNOWN_DIFFERENCES } from 'cognito-emulator/contract/known-differences';
import { newRunId } from 'cognito-emulator/contract/pool-names';
import { createSdk } from 'cognito-emulator/contract/sdk';
import { Screen } from '../demo/screen.ts';
import { INTERRUPTED, interruptible } from '../lib/interruption.ts';
import { root } from '../lib/root.ts';
import { makeTemporaryFolder } from '../lib/temporary-folder.ts';
import { deleteRunPools, nameLeftovers } from './leftovers.ts';
import { type Options, readOptions } from './options.ts';
import { type Row, rowsOf, tallyOf, tallyText } from './outcomes.ts';
import { redact } from './redaction.ts';
import { type RunningService, startRehearsal } from './rehearsal.ts';
import { reportOf } from './report.ts';
import { runTests } from './tests.ts';

const DIFFERENT = 2;
const FAILED = 1;

const screen = new Screen();
// A second Ctrl-C changes nothing, because each call has a time limit.
const interrupted = interruptible((signal, isRepeated) =>
  screen.line(isRepeated ? '  still deleting the user pools' : `\n  ${signal}: deleting the user pools`),
);
const folder = makeTemporaryFolder();
try {
  process.exitCode = await run(readOptions(process.argv.slice(2), process.env));
} catch (error) {
  screen.line(`\n✗ ${redact(String(error))}`);
  process.exitCode = FAILED;
}

async function run(options: Options): Promise<number> {
  const running = options.rehearsal === undefined ? undefined : await startRehearsal(options.rehearsal, folder);
  const endpoint = running?.endpoint ?? options.endpoint;
  const region = running?.region ?? options.region;
  const sdk = createSdk({
    endpoint,
    ...(region !== undefined && { region }),
    ...(running && { credentials: running.credentials }),
  });
  try {
    return await runOn(sdk, endpoint, running, options);
  } finally {
    sdk.destroy();
    await running?.stop();
  }
}

async function runOn(
  sdk: CognitoIdentityProviderClient,
  endpoint: string | undefined,
  running: RunningService | undefined,
  options: Options,
): Promise<number> {
  const region = await sdk.config.region();
  const service = options.rehearsal ?? endpoint ?? 'AWS';
  screen.scenario(`${service}, region ${region}, and the contract`);
  const wasClean = await nameLeftovers(sdk, options, screen);
  const runId = newRunId();
  screen.step('The contract tests');
  try {
    const env = { ...variablesFor(running), AWS_ENDPOINT_URL: endpoint, AWS_REGION: region, CONTRACT_RUN: runId };
    const onProgress = (line: string) => screen.line(`  ${line}`);
    const outcomes = await runTests({ areas: options.areas, env, folder, onProgress }, interrupted);
    const rows = rowsOf(outcomes, options.rehearsal === undefined ? [] : knownDifferences(options.rehearsal));
    const isClean = await deleteRunPools(sdk, runId, { isInterrupted: false }, screen);
    writeReport({ service, isAws: endpoint === undefined, region }, rows, options);
    return wasClean && isClean ? exitCode(rows, options) : FAILED;
  } catch (error) {
    await deleteRunPools(sdk, runId, { isInterrupted: interrupted.aborted }, screen);
    if (interrupted.aborted) {
      return INTERRUPTED;
    }
    throw error;
  }
}

function knownDifferences(rehearsal: NonNullable<Options['rehearsal']>): readonly string[] {
  return rehearsal === 'strict-emulator' ? [] : KNOWN_DIFFERENCES[rehearsal];
}

/** A stand-in that was started has credentials of its own. */
function variablesFor(running: RunningService | undefined): Record<string, string> {
  return running === undefined
    ? {}
    : {
        AWS_ACCESS_KEY_ID: running.credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: running.credentials.secretAccessKey,
        AWS_SESSION_TOKEN: '',
      };
}

function writeReport(
  about: { readonly service: string; readonly isAws: boolean; readonly region: string },
  rows: readonly Row[],
  options: Options,
): void {
  const path = resolve(options.report);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, reportOf({ ...about, date: new Date(), commit: commit(), rows }));
  screen.step(tallyText(rows));
  for (const { area, title, verdict } of rows) {
    if (verdict === 'differs' || verdict === 'outdated') {
      screen.line(`  ${verdict.padEnd(8)}  ${area} › ${title}`);
    }
  }
  screen.checked(`the report is in ${path}`);
}

function exitCode(rows: readonly Row[], { failOnDifference }: Options): number {
  const { differs, outdated } = tallyOf(rows);
  if (rows.length === 0) {
    return FAILED;
  }
  return failOnDifference && differs + outdated > 0 ? DIFFERENT : 0;
}

function commit(): string {
  return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();
}
