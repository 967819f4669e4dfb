/** GitHub's runner, through `@actions/core` and the context of `@actions/github`. */
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as core from '@actions/core';
import { ActionError, formatMessage } from '../failures/action-error.ts';
import { nameOf } from '../failures/error-name.ts';
import type { SecretsWithheld } from '../failures/failure.ts';
import type { ActionContext, InputContext, Runner, SummaryRow } from './ports.ts';

/** The name of the only state variable. */
const STATE = 'state';

/** Connects the runner that started this process. */
export function connectRunner(): Runner {
  return {
    run: {
      runId: digitsOr('0', process.env['GITHUB_RUN_ID']),
      runAttempt: digitsOr('1', process.env['GITHUB_RUN_ATTEMPT']),
      temporaryFolder: process.env['RUNNER_TEMP'] || tmpdir(),
    },
    action: readActionContext(),
    inputContext: readInputContext(),
    whySecretsAreWithheld,
    readInput: (name) => core.getInput(name, { trimWhitespace: false }),
    mask,
    writeOutput: (name, value) => writeToFile('GITHUB_OUTPUT', () => core.setOutput(name, value)),
    writeState: (value) => writeToFile('GITHUB_STATE', () => core.saveState(STATE, value)),
    readState: () => core.getState(STATE),
    exportVariable: (name, value) => writeToFile('GITHUB_ENV', () => core.exportVariable(name, value)),
    writePrivateFile,
    readFile: (path) => readFile(path, 'utf8').catch(() => ''),
    removeFile,
    writeSummary,
    info: (message) => core.info(escapeCommands(message)),
    notice: (message) => core.notice(message),
    warning: (message) => core.warning(message),
  };
}

/** Sets the exit code to 1 and adds an annotation to the run. */
export function failStep(message: string): void {
  core.setFailed(message);
}

/** Fetches an OIDC token for an audience. Resolves to undefined if the job lacks `permissions: id-token: write`. */
export async function fetchIdToken(audience: string): Promise<string | undefined> {
  return process.env['ACTIONS_ID_TOKEN_REQUEST_URL'] ? await core.getIDToken(audience) : undefined;
}

/** Breaks up `##[`, which starts a command anywhere in a line. Group names may contain it. */
function escapeCommands(message: string): string {
  return message.replaceAll('##[', '## [').replaceAll(/[\r\n]+/g, ' ');
}

function mask(secret: string): void {
  // The runner warns about an empty mask. A blank one would remove every space from the log.
  if (secret.trim() !== '') {
    core.setSecret(secret);
  }
}

/**
 * Writes to a file that the runner reads after the step.
 *
 * @param variable names the file
 * @throws {ActionError} `runner-file-not-written`
 */
function writeToFile(variable: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    // The toolkit's error for a missing file has no code.
    const errorName = existsSync(process.env[variable] ?? '') ? nameOf(error) : 'ENOENT';
    throw new ActionError({ code: 'runner-file-not-written', variable, errorName });
  }
}

async function writePrivateFile(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    throw new ActionError({ code: 'file-not-written', path, errorName: nameOf(error) });
  }
}

async function removeFile(path: string): Promise<'removed' | 'not-there'> {
  try {
    await rm(path);
    return 'removed';
  } catch (error) {
    if (nameOf(error) === 'ENOENT') {
      return 'not-there';
    }
    throw new ActionError({ code: 'file-not-removed', path, errorName: nameOf(error) });
  }
}

async function writeSummary(title: string, rows: readonly SummaryRow[]): Promise<void> {
  const table = rows.map((row) => row.map(escapeHtml));
  try {
    await core.summary.addHeading(title, 3).addTable(table).write();
  } catch (error) {
    const failure = new ActionError({ code: 'summary-not-written', errorName: nameOf(error) });
    core.warning(formatMessage(failure, readActionContext().troubleshooting));
  }
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Runners other than GitHub's have run IDs that are not numbers, and usernames contain the ID. */
function digitsOr(fallback: string, text = ''): string {
  return /^\d{1,20}$/.test(text) ? text : fallback;
}

function readInputContext(): InputContext {
  const { env } = process;
  const endpoint = env['AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER'] || env['AWS_ENDPOINT_URL'];
  return {
    names: Object.keys(env).flatMap((name) => /^INPUT_([\w-]+)$/.exec(name)?.[1]?.toLowerCase() ?? []),
    awsRegion: env['AWS_REGION']?.trim() || env['AWS_DEFAULT_REGION']?.trim() || undefined,
    hasEndpoint: Boolean(endpoint) && env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] !== 'true',
    // Only steps inside a composite action have this path: https://github.com/actions/runner/pull/615
    isInComposite: Boolean(env['GITHUB_ACTION_PATH']),
  };
}

const TROUBLESHOOTING = 'docs/troubleshooting.md';

/** @see https://docs.github.com/actions/reference/workflows-and-actions/variables */
function readActionContext(): ActionContext {
  const repository = process.env['GITHUB_ACTION_REPOSITORY'] || '';
  const ref = process.env['GITHUB_ACTION_REF'] || '';
  return {
    troubleshooting: isGitHub() && repository !== '' && ref !== '' ? linkTo(repository, ref) : TROUBLESHOOTING,
    ref,
    // The runner generates a name that begins with __ for a step without an ID. Inside a composite action, which alone
    // has this path, the name is that of the outer step: https://github.com/actions/runner/pull/615
    stepHasId: !process.env['GITHUB_ACTION']?.startsWith('__') || Boolean(process.env['GITHUB_ACTION_PATH']),
  };
}

/** Gitea and Forgejo also run actions of other servers. They do not say which server, and their file URLs differ. */
function isGitHub(): boolean {
  return !process.env['GITEA_ACTIONS'] && !process.env['FORGEJO_ACTIONS'];
}

function linkTo(repository: string, ref: string): string {
  const server = process.env['GITHUB_SERVER_URL'] || 'https://github.com';
  return `${server}/${repository}/blob/${ref.split('/').map(encodeURIComponent).join('/')}/${TROUBLESHOOTING}`;
}

/** Events that run a fork's code, and therefore get no secrets. `pull_request_target` gets them. */
const PULL_REQUEST_EVENTS = ['pull_request', 'pull_request_review', 'pull_request_review_comment'];

/**
 * Pull requests from forks get no secrets, and runs by Dependabot only Dependabot's own. Loads `@actions/github` on
 * demand, because it contains GitHub's whole API client and only an error message needs it.
 *
 * @see https://docs.github.com/actions/security-for-github-actions/security-guides/using-secrets-in-github-actions
 */
async function whySecretsAreWithheld(): Promise<SecretsWithheld | undefined> {
  // The import fails if the event's file cannot be read, as on other runners. The message then lacks the hint.
  const { context } = await import(/* webpackChunkName: "github" */ '@actions/github').catch(() => ({
    context: undefined,
  }));
  if (context?.actor === 'dependabot[bot]') {
    return 'dependabot';
  }
  const head: unknown = context?.payload.pull_request?.['head']?.repo?.full_name;
  const base: unknown = context?.payload.repository?.full_name;
  return PULL_REQUEST_EVENTS.includes(context?.eventName ?? '') && head !== base ? 'fork' : undefined;
}
