/**
 * The runner, by `@actions/core` and the context of `@actions/github`.
 */
import * as core from '@actions/core';
import type { RunFacts, Runner, SecretsWithheld } from './ports.ts';

/** The one key under which state is kept. */
const STATE = 'state';

/** The runner of the process's own environment. */
export function connectRunner(): Runner {
  return {
    facts: readRunFacts(),
    whySecretsAreWithheld,
    readInput: (name) => core.getInput(name),
    mask: (secret) => core.setSecret(secret),
    writeOutput: (name, value) => core.setOutput(name, value),
    writeState: (value) => core.saveState(STATE, value),
    readState: () => core.getState(STATE),
    info: (message) => core.info(message),
    warning: (message) => core.warning(message),
  };
}

/** Ends the step as failed, with one annotation. */
export function failStep(message: string): void {
  core.setFailed(message);
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
