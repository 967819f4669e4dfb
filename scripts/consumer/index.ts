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
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { exportWorkTree } from '../../__tests__/support/export.ts';
import { interruptible } from '../lib/interruption.ts';
import { root } from '../lib/root.ts';
import { sightingIn } from '../lib/sighting.ts';
import { type ActEnvironment, type ActRun, FORK, runByAct } from './act.ts';
import { startAws } from './aws.ts';
import { LEFT_OUT } from './left-out.ts';
import { makeRepository } from './repository.ts';
import { writeStandIns } from './stand-ins.ts';
import { readWorkflows, type Workflow } from './workflows.ts';

const RESULT_CHECKER = join(root, '.ci', 'act-results.js');
/** The number of log lines to print of a failed run. */
const SHOWN_LINES = 40;

const [tools, ...names] = process.argv.slice(2);
if (tools === undefined) {
  throw new Error('missing the folder of act: npm run consumer -- TOOLS [NAME…]');
}
const chosen = chooseWorkflows();
const interrupted = interruptible();
const folder = mkdtempSync(join(resolve(tools), 'consumer-'));
const aws = await startAws(folder);
const action = exportWorkTree();
const failed: string[] = [];
try {
  const repository = join(folder, 'repository');
  makeRepository(repository, chosen);
  const uses = chosen.flatMap(({ actions }) => actions);
  const localRepositories = writeStandIns(join(folder, 'stand-ins'), action.folder, aws, uses);
  const environment = { act: resolve(tools, 'act'), folder, repository, localRepositories, aws, interrupted };
  for (const workflow of chosen) {
    print(`\n${workflow.name}`);
    const start = performance.now();
    const problems = await problemsOf(workflow, environment);
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
async function problemsOf(workflow: Workflow, environment: ActEnvironment): Promise<readonly string[]> {
  const { emulator, pool } = environment.aws;
  const before = { requests: emulator.requests.length, violations: emulator.violations.length };
  const run = await runByAct(environment, workflow);
  const operations = emulator.requests.slice(before.requests).map(({ operation }) => operation);
  const isGood =
    spawnSync(process.execPath, [RESULT_CHECKER, run.log, ...workflow.jobs], { stdio: 'inherit' }).status === 0;
  const messages = messagesOf(run);
  const shown = sightingIn(
    messages.join('\n'),
    emulator.secrets.map(({ text }) => text),
  );
  const isRunGood = isGood && run.exitCode === 0;
  const isForkSkipped = workflow.event !== 'pull_request' || (await isSkippedForFork(workflow, environment));
  return [
    ...(isRunGood ? [] : [`act ended with ${run.exitCode}:\n${messages.slice(-SHOWN_LINES).join('\n')}`]),
    ...(operations.includes('AdminCreateUser') ? [] : ['no user was created']),
    ...(pool.users.length === 0 ? [] : [`users left in the user pool: ${pool.users.length}`]),
    ...(isForkSkipped ? [] : ['the job of a fork was not skipped']),
    ...emulator.violations.slice(before.violations),
    ...(shown === undefined ? [] : [`the log shows a secret (${shown})`]),
  ];
}

async function isSkippedForFork(workflow: Workflow, environment: ActEnvironment): Promise<boolean> {
  const { requests } = environment.aws.emulator;
  const before = requests.length;
  const { exitCode } = await runByAct(environment, workflow, FORK);
  return exitCode === 0 && requests.length === before;
}

/** Returns the messages of the log. act masks only these, and not the other fields of its JSON lines. */
function messagesOf({ log, errors }: ActRun): readonly string[] {
  const lines = readFileSync(log, 'utf8').split('\n');
  return [
    ...lines.filter((line) => line.startsWith('{')).map(formatMessage),
    ...readFileSync(errors, 'utf8').split('\n'),
  ];
}

function formatMessage(line: string): string {
  const fields: unknown = JSON.parse(line);
  return typeof fields === 'object' && fields !== null && 'msg' in fields ? String(fields.msg).trimEnd() : '';
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
