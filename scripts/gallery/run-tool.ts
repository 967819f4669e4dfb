/**
 * Runs the workflow of a tool's example: signs a user in with the action, runs the tests in every situation, and
 * searches their output, files and command lines for the tokens.
 */
import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Job, startJob } from 'action-runner';
import { credentialVariables } from '../../__tests__/support/credential-variables.ts';
import type { DemoEnvironment } from '../demo/environment.ts';
import { filesIn } from '../lib/files-in.ts';
import { sightingIn } from '../lib/sighting.ts';
import { type Leaks, runTests, secretsOf, signIn, type ToolSetup } from './run-tests.ts';
import { ALL_SITUATIONS, BROKEN, GREEN, LEAK_SITUATIONS, outputsFor, type Situation } from './situations.ts';
import { runThroughProxy } from './through-proxy.ts';
import type { Variant } from './tool.ts';
import { type Context, evaluateAll, named, type Variables, type Workflow } from './workflow.ts';

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

const OWN_COMMAND: Variant = { what: "the workflow's own command" };
/** The port of `tcpmux`, where nothing listens. */
const UNREACHABLE_URL = 'http://127.0.0.1:1';

/** Runs all variants of a tool in one job, and its tests once more through the proxy. */
export async function runTool(setup: ToolSetup): Promise<ToolResult> {
  const { environment, tool, workflow } = setup;
  const job = startJob({ env: { AWS_ENDPOINT_URL: environment.endpoint, ...credentialVariables(environment) } });
  try {
    const outputs = await signIn(job, environment, inputsOf(workflow, environment));
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
    for (const variant of tool.clean ?? []) {
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
    problems.push(...(await runThroughProxy(setup)));
    return { problems, leaks };
  } finally {
    const posts = await job.end();
    assert.ok(
      posts.every(({ outcome }) => outcome === 'success'),
      'a post step failed',
    );
  }
}

/** The inputs of the workflow, but without `role-to-assume`: there is no OIDC provider here. */
function inputsOf({ inputs }: Workflow, { userPoolId, clientId }: DemoEnvironment): Variables {
  const context = new Map(named('vars', { USER_POOL_ID: userPoolId, CLIENT_ID: clientId }));
  const { 'role-to-assume': _, ...own } = inputs;
  return evaluateAll(own, context);
}

async function run(
  setup: ToolSetup,
  job: Job,
  outputs: Variables,
  variant: Variant,
  situation: Situation,
  problems: string[],
): Promise<Run> {
  const { front, workflow } = setup;
  const seen = outputsFor(situation, outputs);
  const context: Context = new Map([
    ['vars.BASE_URL', situation.unreachable === true ? UNREACHABLE_URL : front.url],
    ...named('steps.cognito.outputs', seen),
  ]);
  const token = seen['ID_TOKEN'] ?? '';
  front.watch(situation.health, token);
  const result = await runTests(setup, job, {
    variant,
    where: `${variant.what}, ${situation.name}`,
    testsPass: situation.testsPass,
    env: { ...evaluateAll(workflow.test.env, context), ...(variant.withToken === true ? { ID_TOKEN: token } : {}) },
    secrets: secretsOf(outputs),
  });
  problems.push(...result.problems);
  return { situation, leaks: result.leaks };
}

/** Checks the folder of the installed tool too, because tests can write to it through the links. */
function problemsOfInstallation(installed: string, since: number, secrets: readonly string[]): string[] {
  return filesIn(installed)
    .filter((path) => statSync(join(installed, path)).mtimeMs > since)
    .filter((path) => sightingIn(readFileSync(join(installed, path)), secrets) !== undefined)
    .map((path) => `the token is in ${path}, where the tool is installed`);
}

/** Returns a problem for each unexpected place of a token. */
function cleanProblems({ what }: Variant, runs: readonly Run[], unavoidable: readonly string[] = []): string[] {
  return runs.flatMap(({ situation, leaks }) =>
    [...leaks]
      .filter(([place]) => !unavoidable.includes(place))
      .map(([place, sighting]) => `${what}, ${situation.name}: the token is in ${place} (${sighting})`),
  );
}
