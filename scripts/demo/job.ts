/**
 * Runs a job step by step and prints what happens.
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type Job, type StepResult, startJob } from 'action-runner';
import { root } from '../lib/root.ts';
import type { Demo } from './environment.ts';

export type Variables = Readonly<Record<string, string>>;

/** Newman uses an API of Node.js that DEP0176 warns about. */
const NODE_ARGS = ['--disable-warning=DEP0176'];

export interface JobOptions {
  /** The job can assume the role. Defaults to true. */
  readonly hasRole?: boolean;
  /** The values of the repository's secrets. */
  readonly secrets?: readonly string[];
}

/** API tests of the project. */
export interface Command {
  readonly title: string;
  /** Arguments for Node.js, which runs in the project's folder. */
  readonly args: readonly string[];
  readonly env?: Variables;
  /** Explains output that looks like a failure. */
  readonly note?: string;
}

/**
 * Runs the steps of a job, then its post steps, even if a step failed.
 *
 * @throws {Error} if a step fails, or the action left a file
 */
export async function runJob(
  demo: Demo,
  { hasRole = true, secrets = [] }: JobOptions,
  steps: (job: DemoJob) => Promise<void>,
): Promise<void> {
  const { AWS_ENDPOINT_URL, ...roleVariables } = demo.env;
  const job = startJob({ env: { AWS_ENDPOINT_URL, ...(hasRole && roleVariables) }, secrets });
  const demoJob = new DemoJob(demo, job);
  try {
    await steps(demoJob);
  } finally {
    demo.screen.step('Post: org/cognito-token-action@v1');
    const posts = await job.post();
    for (const post of posts) {
      demoJob.finish(post);
    }
    const leftFiles = job.files();
    await job.end();
    assert.ok(
      posts.every(({ outcome }) => outcome === 'success'),
      'a post step failed',
    );
    assert.deepEqual(leftFiles, [], 'the action should leave no file');
  }
}

export class DemoJob {
  readonly #demo: Demo;
  readonly #job: Job;

  constructor(demo: Demo, job: Job) {
    this.#demo = demo;
    this.#job = job;
  }

  /**
   * Runs a `uses:` step with this action, or its sweep.
   *
   * @returns its outputs
   */
  async uses(inputs: Variables, folder = ''): Promise<Variables> {
    const { screen, interrupted } = this.#demo;
    interrupted.throwIfAborted();
    const title = `${join('org/cognito-token-action', folder)}@v1`;
    screen.step(`uses: ${title}`);
    this.#show('', inputs);
    const result = await this.#job.uses({ action: join(root, folder), with: inputs });
    this.finish(result);
    this.#show('output ', result.outputs);
    this.#show('exported ', result.exported);
    assert.equal(result.outcome, 'success', `${title} failed`);
    return result.outputs;
  }

  /** Runs a `run:` step in the consumer's project. */
  async run({ title, args, env = {}, note }: Command, outcome: StepResult['outcome'] = 'success'): Promise<void> {
    const { screen, project, interrupted } = this.#demo;
    interrupted.throwIfAborted();
    screen.step(title);
    if (note !== undefined) {
      screen.line(`    ${note}`);
    }
    this.#demo.assertContainsNoSecret(args.join(' '), 'the command line, which every process can read');
    this.#show('', env);
    screen.line(`    $ node ${args.join(' ')}`);
    const result = await this.#job.run({ command: process.execPath, args: [...NODE_ARGS, ...args], cwd: project, env });
    this.finish(result);
    // Checks the unmasked output: tools should not print secrets even without masks.
    this.#demo.assertContainsNoSecret(result.stdout + result.stderr, title);
    assert.equal(result.outcome, outcome, `${title} should end in ${outcome}`);
  }

  /** Prints the log and the job summary of a step. */
  finish({ log, summary, outcome, milliseconds }: StepResult): void {
    const { screen } = this.#demo;
    if (log !== '') {
      screen.output(log);
    }
    if (summary !== '') {
      screen.line('    job summary:');
      const lines = summary.replace(/<\/(h3|tr)>/g, '\n').replace(/<\/td><td>/g, ': ');
      screen.output(lines.replace(/<[^>]+>/g, ''));
    }
    screen.line(`  ${outcome} in ${(milliseconds / 1000).toFixed(1)} s`);
  }

  /** Prints variables, masked as in the job's log. */
  #show(prefix: string, variables: Variables): void {
    for (const [name, value] of Object.entries(variables)) {
      this.#demo.screen.line(`    ${prefix}${name}: ${this.#job.hide(value)}`);
    }
  }
}
