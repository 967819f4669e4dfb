/**
 * The runner, by `@actions/core` and the context of `@actions/github`.
 */
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as core from '@actions/core';
import type { RunFacts, Runner, SecretsWithheld, SummaryRow } from './ports.ts';

/** The one key under which state is kept. */
const STATE = 'state';

/** The runner of the process's own environment. */
export function connectRunner(): Runner {
  return {
    facts: readRunFacts(),
    whySecretsAreWithheld,
    readInput: (name) => core.getInput(name),
    mask,
    writeOutput: (name, value) => core.setOutput(name, value),
    writeState: (value) => core.saveState(STATE, value),
    readState: () => core.getState(STATE),
    exportVariable: (name, value) => core.exportVariable(name, value),
    temporaryPath: (name) => join(process.env['RUNNER_TEMP'] || tmpdir(), name),
    writePrivateFile: (path, text) => writeFile(path, text, { mode: 0o600, flag: 'wx' }),
    removeFile: (path) => rm(path, { force: true }),
    writeSummary,
    info: (message) => core.info(message),
    warning: (message) => core.warning(message),
  };
}

/**
 * Ends the process once all that it printed is written. A call that was given up could hold it for minutes.
 */
export async function endStep(): Promise<never> {
  await new Promise((written) => process.stdout.write('', written));
  process.exit();
}

/** Ends the step as failed, with one annotation. */
export function failStep(message: string): void {
  core.setFailed(message);
}

/** An OIDC token of GitHub for an audience; undefined where the job has no `permissions: id-token: write`. */
export async function fetchIdToken(audience: string): Promise<string | undefined> {
  return process.env['ACTIONS_ID_TOKEN_REQUEST_URL'] ? await core.getIDToken(audience) : undefined;
}

function mask(secret: string): void {
  // The runner warns of an empty one.
  if (secret !== '') {
    core.setSecret(secret);
  }
}

async function writeSummary(title: string, rows: readonly SummaryRow[]): Promise<void> {
  const table = rows.map((row) => row.map(escapeHtml));
  await core.summary.addHeading(title, 3).addTable(table).write();
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function readRunFacts(): RunFacts {
  return {
    runId: process.env['GITHUB_RUN_ID'] || '0',
    runAttempt: process.env['GITHUB_RUN_ATTEMPT'] || '1',
    awsRegion: process.env['AWS_REGION'] || process.env['AWS_DEFAULT_REGION'] || '',
  };
}

/**
 * Pull requests from forks get no secrets at all, runs by Dependabot only Dependabot's own. Asked for in a message alone, so the
 * package with the event's payload, which brings GitHub's whole API client, is loaded then.
 *
 * @see https://docs.github.com/actions/security-for-github-actions/security-guides/using-secrets-in-github-actions
 */
async function whySecretsAreWithheld(): Promise<SecretsWithheld | undefined> {
  const { context } = await import(/* webpackMode: "eager" */ '@actions/github');
  if (context.actor === 'dependabot[bot]') {
    return 'dependabot';
  }
  const head: unknown = context.payload.pull_request?.['head']?.repo?.full_name;
  const base: unknown = context.payload.repository?.full_name;
  return context.eventName === 'pull_request' && head !== base ? 'fork' : undefined;
}
