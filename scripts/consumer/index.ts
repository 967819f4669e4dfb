/**
 * Runs the workflows of the README and in examples/ with nektos/act against the strict emulator, in a repository with
 * the content of examples/. Fails if a job fails, a user is left, the log shows a secret, or the README's job runs for
 * a fork.
 *
 *   npm run consumer -- TOOLS [NAME…]
 *
 * TOOLS is the folder of the program act, and of its files. NAME is a folder in examples/, `workflow` or `README`.
 * Without names, runs all workflows except those in left-out.ts. Linux only.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { exportWorkTree } from '../../__tests__/support/export.ts';
import { oidcVariables } from '../../__tests__/support/oidc-variables.ts';
import { type ActRun, problemsOf, runByAct } from '../act/run.ts';
import { SETUP_NODE, writeStandIns } from '../act/stand-ins.ts';
import { interruptible } from '../lib/interruption.ts';
import { sightingIn } from '../lib/sighting.ts';
import { configureAwsCredentials, startAws } from './aws.ts';
import { LEFT_OUT } from './left-out.ts';
import { makeRepository, workflowPath } from './repository.ts';
import { readWorkflows, type Workflow } from './workflows.ts';

const OUR_ACTION = 'org/cognito-token-action@v1';
const REPOSITORY = 'octo-org/octo-repo';
const FORK = 'octocat/octo-repo';

const [tools = '', ...names] = process.argv.slice(2);
if (tools === '') {
  throw new Error('missing the folder of act: npm run consumer -- TOOLS [NAME…]');
}
const chosen = chooseWorkflows();
const interrupted = interruptible();
const folder = mkdtempSync(join(resolve(tools), 'consumer-'));
const aws = await startAws(folder);
const action = exportWorkTree();
const repository = join(folder, 'repository');
const failed: string[] = [];
try {
  makeRepository(repository, chosen);
  const standIns = {
    'actions/setup-node': SETUP_NODE,
    'aws-actions/configure-aws-credentials': configureAwsCredentials(aws),
  };
  const texts = chosen.map(({ text }) => text).join('\n');
  const localRepositories = [
    `${OUR_ACTION}=${action.folder}`,
    ...writeStandIns(join(folder, 'stand-ins'), standIns, texts),
  ];
  for (const workflow of chosen) {
    print(`\n${workflow.name}`);
    const start = performance.now();
    const problems = await problemsWith(workflow, localRepositories);
    for (const problem of problems) {
      print(`✗ ${problem}`);
    }
    print(`${problems.length === 0 ? 'passed' : 'FAILED'} after ${((performance.now() - start) / 1000).toFixed(1)} s`);
    if (problems.length > 0) {
      failed.push(workflow.name);
    }
  }
} finally {
  await aws.close();
  action.remove();
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
}
print(
  `\n${chosen.length - failed.length} passed, ${failed.length} failed${failed.length > 0 ? `: ${failed.join(', ')}` : ''}`,
);
process.exitCode = failed.length === 0 ? 0 : 1;

function chooseWorkflows(): readonly Workflow[] {
  const all = readWorkflows();
  const unknown = [...names, ...LEFT_OUT.keys()].filter((name) => !all.some((workflow) => workflow.name === name));
  if (unknown.length > 0) {
    throw new Error(`no such workflow: ${unknown.join(', ')}`);
  }
  if (names.length > 0) {
    return all.filter(({ name }) => names.includes(name));
  }
  for (const [name, reason] of LEFT_OUT) {
    print(`skipped ${name}: ${reason}`);
  }
  return all.filter(({ name }) => !LEFT_OUT.has(name));
}

/** Runs a workflow and returns its problems. */
async function problemsWith(workflow: Workflow, localRepositories: readonly string[]): Promise<readonly string[]> {
  const { emulator, pool } = aws;
  const before = { requests: emulator.requests.length, violations: emulator.violations.length };
  const run = await runWorkflow(workflow, localRepositories);
  const operations = emulator.requests.slice(before.requests).map(({ operation }) => operation);
  const shown = sightingIn(
    run.lines.map(({ msg }) => msg).join('\n'),
    emulator.secrets.map(({ text }) => text),
  );
  const isForkSkipped = workflow.event !== 'pull_request' || (await isSkippedForFork(workflow, localRepositories));
  return [
    ...problemsOf(run, workflow.jobs),
    ...(operations.includes('AdminCreateUser') ? [] : ['no user was created']),
    ...(pool.users.length === 0 ? [] : [`users left in the user pool: ${pool.users.length}`]),
    ...(isForkSkipped ? [] : ['the job of a fork was not skipped']),
    ...emulator.violations.slice(before.violations),
    ...(shown === undefined ? [] : [`the log shows a secret (${shown})`]),
  ];
}

async function isSkippedForFork(workflow: Workflow, localRepositories: readonly string[]): Promise<boolean> {
  const { requests } = aws.emulator;
  const before = requests.length;
  const { exitCode } = await runWorkflow(workflow, localRepositories, FORK);
  return exitCode === 0 && requests.length === before;
}

/** @param head the repository that a pull request comes from */
function runWorkflow(
  workflow: Workflow,
  localRepositories: readonly string[],
  head: string = REPOSITORY,
): Promise<ActRun> {
  const payload = join(folder, 'event.json');
  const pullRequest = { pull_request: { head: { repo: { full_name: head } } } };
  writeFileSync(payload, JSON.stringify(workflow.event === 'pull_request' ? pullRequest : {}));
  return runByAct({
    tools,
    folder,
    repository,
    workflow: workflowPath(workflow),
    event: workflow.event,
    localRepositories,
    vars: { ...aws.vars, BASE_URL: workflow.name === 'aws' ? aws.echoUrl : aws.ordersUrl },
    env: {
      GITHUB_REPOSITORY: REPOSITORY,
      AWS_ENDPOINT_URL: aws.emulator.url,
      // The runner sets these for jobs with `id-token: write`. act does not support that permission.
      ...(workflow.mayGetIdToken && oidcVariables(aws.emulator.oidc)),
    },
    args: ['--eventpath', payload],
    signal: interrupted,
  });
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
