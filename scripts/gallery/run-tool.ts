/**
 * Runs the workflow of a tool's example: signs a user in with the action, runs the tests in every situation, and
 * searches their output, files and command lines for the tokens.
 */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type Job, startJob } from 'action-runner';
import type { DemoEnvironment } from '../demo/environment.ts';
import { filesIn } from '../lib/files-in.ts';
import { type Sighting, sightingIn } from '../lib/sighting.ts';
import { NO_TELEMETRY, pathOfSteps } from '../lib/tool-environment.ts';
import { applyEdits, copyInstalled } from './folders.ts';
import type { Front } from './front.ts';
import { ALL_SITUATIONS, BROKEN, GREEN, LEAK_SITUATIONS, outputsFor, type Situation } from './situations.ts';
import type { Tool, Variant } from './tool.ts';
import { type Context, evaluate, type Workflow } from './workflow.ts';

/** The places where a token was found (`log`, `argv` or a file), each with how much of it. */
export type Leaks = ReadonlyMap<string, Sighting>;

export interface Run {
  readonly situation: Situation;
  readonly leaks: Leaks;
}

export interface ToolResult {
  /** Differences from the expected results. */
  readonly problems: readonly string[];
  /** The runs of each variant that must leak. */
  readonly leaks: ReadonlyMap<Variant, readonly Run[]>;
}

export interface ToolSetup {
  readonly environment: DemoEnvironment;
  readonly front: Front;
  readonly tool: Tool;
  readonly workflow: Workflow;
  /** The repository with the example and the installed tool. */
  readonly installed: string;
}

const OWN_COMMAND: Variant = { what: "the workflow's own command" };
const DEADLINE_SECONDS = 300;
/** The port of `tcpmux`, where nothing listens. */
const UNREACHABLE_URL = 'http://127.0.0.1:1';
/** `npx` logs its command line here. */
const NPM_LOG = /_logs\/[^/]+\.log$/;
/** The parts of report names that change with each run: Playwright's hashes, Hurl's UUIDs, Schemathesis's times. */
const CHANGING = /\b([0-9a-f]{40}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{8}T\d{6}Z)\b/;
const SECRET_OUTPUTS = ['ID_TOKEN', 'ACCESS_TOKEN', 'REFRESH_TOKEN', 'PASSWORD'] as const;

/** Runs all variants of a tool in one job. */
export async function runTool(setup: ToolSetup): Promise<ToolResult> {
  const { environment, tool, workflow } = setup;
  const { endpoint, accessKeyId, secretAccessKey } = environment;
  const job = startJob({
    env: { AWS_ENDPOINT_URL: endpoint, AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey },
  });
  try {
    const outputs = await signIn(job, environment, workflow);
    const problems: string[] = [];
    const start = Date.now();
    const runAll = async (variant: Variant, situations: readonly Situation[]): Promise<readonly Run[]> => {
      const runs: Run[] = [];
      for (const situation of situations) {
        environment.interrupted.throwIfAborted();
        runs.push(await run(setup, job, outputs, variant, situation, problems));
      }
      return runs;
    };

    const safe = await runAll(OWN_COMMAND, ALL_SITUATIONS);
    problems.push(...cleanProblems(OWN_COMMAND, safe, tool.unavoidable));
    const clean = (tool.unavoidable ?? []).filter((place) => !safe.some((one) => one.leaks.has(place)));
    problems.push(...clean.map((place) => `${place} contains no token, but is listed in \`unavoidable\``));
    for (const variant of tool.clean) {
      problems.push(...cleanProblems(variant, await runAll(variant, [GREEN, BROKEN]), tool.unavoidable));
    }
    problems.push(...problemsOfInstallation(setup.installed, start, secretsOf(outputs)));
    const leaks = new Map<Variant, readonly Run[]>();
    for (const variant of tool.leaks) {
      const runs: Run[] = [];
      for (const situation of LEAK_SITUATIONS) {
        if (cleanProblems(variant, runs, tool.unavoidable).length === 0) {
          runs.push(...(await runAll(variant, [situation])));
        }
      }
      leaks.set(variant, runs);
      if (cleanProblems(variant, runs, tool.unavoidable).length === 0) {
        problems.push(`${variant.what}: does not leak, but is listed in \`leaks\``);
      }
    }
    return { problems, leaks };
  } finally {
    const posts = await job.end();
    assert.ok(
      posts.every(({ outcome }) => outcome === 'success'),
      'a post step failed',
    );
  }
}

/** Signs a user in with the inputs of the workflow, but without `role-to-assume`: there is no OIDC provider here. */
async function signIn(
  job: Job,
  environment: DemoEnvironment,
  { inputs }: Workflow,
): Promise<Readonly<Record<string, string>>> {
  const context = new Map([
    ['vars.USER_POOL_ID', environment.userPoolId],
    ['vars.CLIENT_ID', environment.clientId],
  ]);
  const own = Object.entries(inputs).filter(([name]) => name !== 'role-to-assume');
  const result = await job.uses({
    with: Object.fromEntries(own.map(([name, text]) => [name, evaluate(text, context)])),
  });
  if (result.outcome === 'failure') {
    throw new Error(`the action failed:\n${result.log}`);
  }
  for (const secret of secretsOf(result.outputs)) {
    environment.secrets.add(secret);
  }
  return result.outputs;
}

async function run(
  setup: ToolSetup,
  job: Job,
  outputs: Readonly<Record<string, string>>,
  variant: Variant,
  situation: Situation,
  problems: string[],
): Promise<Run> {
  const { environment, front, tool, workflow, installed } = setup;
  const folder = mkdtempSync(join(environment.folder, 'run-'));
  const repository = join(folder, 'repository');
  copyInstalled(tool.name, installed, repository);
  applyEdits(join(repository, tool.name), variant);
  const own = new Set(filesIn(folder));
  for (const name of ['home', 'tmp']) {
    mkdirSync(join(folder, name));
  }

  const seen = outputsFor(situation, outputs);
  const context: Context = new Map([
    ['vars.BASE_URL', situation.unreachable === true ? UNREACHABLE_URL : front.url],
    ...Object.entries(seen).map(([name, value]) => [`steps.cognito.outputs.${name}`, value] as const),
  ]);
  const command = variant.run ?? `${workflow.test.run.trimEnd()} ${variant.append ?? ''}`;
  const token = seen['ID_TOKEN'] ?? '';
  front.watch(situation.health, token);
  const result = await job.run({
    command: 'timeout',
    args: ['--kill-after=5', String(DEADLINE_SECONDS), 'bash', '-e', '-c', command],
    cwd: join(repository, workflow.workingDirectory),
    env: {
      ...NO_TELEMETRY,
      ...Object.fromEntries(Object.entries(workflow.test.env).map(([name, text]) => [name, evaluate(text, context)])),
      ...(variant.withToken === true ? { ID_TOKEN: token } : {}),
      PATH: pathOfSteps(),
      HOME: join(folder, 'home'),
      TMPDIR: join(folder, 'tmp'),
    },
  });

  const where = `${variant.what}, ${situation.name}`;
  environment.screen.line(
    `    ${where}: exit status ${result.exitCode} after ${(result.milliseconds / 1000).toFixed(1)} s`,
  );
  const passed = result.outcome === 'success';
  if (passed !== situation.testsPass) {
    problems.push(`${where}: the command ended with ${result.exitCode}\n${result.log.slice(-3000)}`);
  }
  if (situation.testsPass && front.authenticated === 0) {
    problems.push(`${where}: no request had the token`);
  }
  const secrets = secretsOf(outputs);
  const leaks = new Map<string, Sighting>();
  const see = (place: string, sighting: Sighting | undefined) => {
    if (sighting !== undefined) {
      leaks.set(place, sighting);
    }
  };
  see('argv', front.seenInCommandLine ? 'whole' : undefined);
  see('log', sightingIn(result.stdout + result.stderr, secrets));
  for (const path of filesIn(folder).filter((file) => !own.has(file))) {
    see(placeOf(path, workflow.workingDirectory), sightingIn(readFileSync(join(folder, path)), secrets));
  }
  rmSync(folder, { recursive: true });
  return { situation, leaks };
}

/** Returns the path of a file as in the table, relative to the working directory of the tests. */
function placeOf(path: string, workingDirectory: string): string {
  const [first = '', ...rest] = path.split('/');
  if (first !== 'repository') {
    return first === 'home' ? ['~', ...rest].join('/').replace(NPM_LOG, '_logs/*.log') : path;
  }
  return relative(workingDirectory, rest.join('/')).replace(CHANGING, '*');
}

/** Checks the folder of the installed tool too, because tests can write to it through the links. */
function problemsOfInstallation(installed: string, since: number, secrets: readonly string[]): string[] {
  return filesIn(installed)
    .filter((path) => statSync(join(installed, path)).mtimeMs > since)
    .filter((path) => sightingIn(readFileSync(join(installed, path)), secrets) !== undefined)
    .map((path) => `the token is in ${path}, where the tool is installed`);
}

function secretsOf(outputs: Readonly<Record<string, string>>): string[] {
  return SECRET_OUTPUTS.map((name) => outputs[name] ?? '').filter((secret) => secret !== '');
}

/** Returns a problem for each unexpected place of a token. */
function cleanProblems({ what }: Variant, runs: readonly Run[], unavoidable: readonly string[] = []): string[] {
  return runs.flatMap(({ situation, leaks }) =>
    [...leaks]
      .filter(([place]) => !unavoidable.includes(place))
      .map(([place, sighting]) => `${what}, ${situation.name}: the token is in ${place} (${sighting})`),
  );
}
