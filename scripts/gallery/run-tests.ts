/**
 * Runs the tests of an example once, and searches their output, files and processes for the tokens.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Job } from 'action-runner';
import type { DemoEnvironment } from '../demo/environment.ts';
import { filesIn } from '../lib/files-in.ts';
import { type Sighting, sightingIn } from '../lib/sighting.ts';
import { NO_TELEMETRY, pathOfSteps } from '../lib/tool-environment.ts';
import { applyEdits, copyInstalled } from './folders.ts';
import type { Front } from './front.ts';
import type { Tool, Variant } from './tool.ts';
import type { Variables, Workflow } from './workflow.ts';

/** The places where a token was found (`log`, `argv` or a file), each with how much of it. */
export type Leaks = ReadonlyMap<string, Sighting>;

export interface ToolSetup {
  readonly environment: DemoEnvironment;
  readonly front: Front;
  readonly tool: Tool;
  readonly workflow: Workflow;
  /** The repository with the example and the installed tool. */
  readonly installed: string;
}

export interface TestRun {
  readonly variant: Variant;
  /** The name of the run in problems. */
  readonly where: string;
  readonly testsPass: boolean;
  readonly env: Variables;
  readonly secrets: readonly string[];
}

interface TestResult {
  readonly leaks: Leaks;
  /** Differences from the expected results. */
  readonly problems: readonly string[];
}

const DEADLINE_SECONDS = 900;
/** `npx` logs its command line here. */
const NPM_LOG = /_logs\/[^/]+\.log$/;
/** The parts of report names that change with each run: Playwright's hashes, Hurl's UUIDs, Schemathesis's times. */
const CHANGING = /\b([0-9a-f]{40}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{8}T\d{6}Z)\b/;
const SECRET_OUTPUTS = ['ID_TOKEN', 'ACCESS_TOKEN', 'REFRESH_TOKEN', 'PASSWORD'] as const;

/**
 * Signs a user in with the action.
 *
 * @returns the outputs
 * @throws {Error} if the action fails
 */
export async function signIn(job: Job, { secrets }: DemoEnvironment, inputs: Variables): Promise<Variables> {
  const result = await job.uses({ with: inputs });
  if (result.outcome === 'failure') {
    throw new Error(`the action failed:\n${result.log}`);
  }
  for (const secret of secretsOf(result.outputs)) {
    secrets.add(secret);
  }
  return result.outputs;
}

export function secretsOf(outputs: Variables): string[] {
  return SECRET_OUTPUTS.map((name) => outputs[name] ?? '').filter((secret) => secret !== '');
}

/** Runs the tests in a copy of the example. The front watches for the token. */
export async function runTests(
  { environment, front, tool, workflow, installed }: ToolSetup,
  job: Job,
  { variant, where, testsPass, env, secrets }: TestRun,
): Promise<TestResult> {
  const folder = mkdtempSync(join(environment.folder, 'run-'));
  const repository = join(folder, 'repository');
  copyInstalled(tool.name, installed, repository);
  applyEdits(join(repository, tool.name), variant);
  const own = new Set(filesIn(folder));
  for (const name of ['home', 'tmp']) {
    mkdirSync(join(folder, name));
  }

  const command = variant.run ?? `${workflow.test.run.trimEnd()} ${variant.append ?? ''}`;
  const result = await job.run({
    command: 'timeout',
    args: ['--kill-after=5', String(DEADLINE_SECONDS), 'bash', '-e', '-c', command],
    cwd: join(repository, workflow.workingDirectory),
    env: { ...NO_TELEMETRY, ...env, PATH: pathOfSteps(), HOME: join(folder, 'home'), TMPDIR: join(folder, 'tmp') },
  });

  environment.screen.line(
    `    ${where}: exit status ${result.exitCode} after ${(result.milliseconds / 1000).toFixed(1)} s`,
  );
  const problems: string[] = [];
  if ((result.outcome === 'success') !== testsPass) {
    problems.push(`${where}: the command ended with ${result.exitCode}\n${result.log.slice(-3000)}`);
  }
  if (testsPass && front.authenticated === 0) {
    problems.push(`${where}: no request had the token`);
  }
  const leaks = new Map<string, Sighting>();
  const see = (place: string, sighting: Sighting | undefined) => {
    if (sighting !== undefined) {
      leaks.set(place, sighting);
    }
  };
  see('argv', front.seenInProcesses ? 'whole' : undefined);
  see('log', sightingIn(result.stdout + result.stderr, secrets));
  for (const path of filesIn(folder).filter((file) => !own.has(file))) {
    see(placeOf(path, workflow.workingDirectory), sightingIn(readFileSync(join(folder, path)), secrets));
  }
  rmSync(folder, { recursive: true });
  return { leaks, problems };
}

/** Returns the path of a file as in the table, relative to the working directory of the tests. */
function placeOf(path: string, workingDirectory: string): string {
  const [first = '', ...rest] = path.split('/');
  if (first !== 'repository') {
    return first === 'home' ? ['~', ...rest].join('/').replace(NPM_LOG, '_logs/*.log') : path;
  }
  return relative(workingDirectory, rest.join('/')).replace(CHANGING, '*');
}
