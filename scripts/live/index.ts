/**
 * Runs the action against Amazon Cognito or a stand-in, and compares the service with the strict emulator. See
 * docs/live.md.
 *
 *   npm run live
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { startEmulator } from 'cognito-emulator';
import { Screen } from '../demo/screen.ts';
import { interruptible } from './interruption.ts';
import { type Options, readOptions, USAGE, UsageError } from './options.ts';
import { startRehearsal } from './rehearsal.ts';
import { reportOf } from './report.ts';
import { type Row, tallyOf, tallyText } from './rows.ts';
import { runLive } from './run.ts';
import { openSide, type Side } from './side.ts';

/** The exit code that a shell reports after Ctrl-C. */
const INTERRUPTED = 130;
const DIFFERENT = 2;
const FAILED = 1;

const ROOT = resolve(import.meta.dirname, '..', '..');

const screen = new Screen();
const interrupted = interruptible((text) => screen.line(text));
keepInOneFolder();
try {
  process.exitCode = await run(readOptions(process.argv.slice(2), process.env));
} catch (error) {
  screen.line(error instanceof UsageError ? `${error.message}\n\n${USAGE}` : `\n✗ ${String(error)}`);
  process.exitCode = FAILED;
}

async function run(options: Options): Promise<number> {
  const running = options.rehearsal === undefined ? undefined : await startRehearsal(options.rehearsal);
  try {
    return await runOn(await openSide({ region: options.region, ...(running ?? options) }), options);
  } finally {
    await running?.stop();
  }
}

async function runOn(service: Side, options: Options): Promise<number> {
  const { region } = service;
  const strict = await startEmulator();
  const emulator = await openSide({
    endpoint: strict.url,
    region: regionOfAws(region),
    credentials: strict.credentials,
  });
  screen.scenario(`${nameOf(service, options)}, region ${region}, and the strict emulator`);
  try {
    const { rows, isClean } = await runLive({ ...options, service, emulator }, screen, interrupted);
    if (interrupted.aborted) {
      return INTERRUPTED;
    }
    writeReport(rows, service, options);
    return exitCode(rows, isClean, options);
  } catch (error) {
    throw new Error(service.redaction.apply(emulator.redaction.apply(String(error))));
  } finally {
    service.close();
    emulator.close();
    await strict.close();
  }
}

/** @throws {Error} if a row contains a secret; nothing is written then */
function writeReport(rows: readonly Row[], service: Side, options: Options): void {
  const isAws = service.endpoint === undefined;
  const facts = {
    service: nameOf(service, options),
    isAws,
    region: service.region,
    date: new Date(),
    commit: commit(),
  };
  const report = reportOf({ ...facts, rows });
  if (service.redaction.findsSecretIn(report)) {
    throw new Error('the report would hold a secret, and is not written');
  }
  const path = resolve(options.report);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, report);
  screen.step(tallyText(rows));
  screen.checked(`the report is in ${path}`);
}

function exitCode(rows: readonly Row[], isClean: boolean, { failOnDifference }: Options): number {
  const tally = tallyOf(rows);
  if (!isClean || tally['not-run'] > 0) {
    return FAILED;
  }
  return failOnDifference && tally.differs + tally['not-offered'] > 0 ? DIFFERENT : 0;
}

/** The strict emulator accepts only AWS's regions, cognito-local only its own. */
function regionOfAws(region: string): string {
  return /^[a-z]{2}(-[a-z]+)+-\d$/.test(region) ? region : 'eu-west-1';
}

function nameOf({ endpoint }: Side, { rehearsal }: Options): string {
  return rehearsal ?? endpoint ?? 'AWS';
}

function commit(): string {
  return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: ROOT, encoding: 'utf8' }).trim();
}

/** Sets a temporary folder that is removed when this process exits. */
function keepInOneFolder(): void {
  const folder = mkdtempSync(join(tmpdir(), 'cognito-token-action-live-'));
  for (const variable of ['TMPDIR', 'TEMP', 'TMP']) {
    process.env[variable] = folder;
  }
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }));
}
