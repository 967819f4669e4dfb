/**
 * Runs a job step by step and prints what happens.
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type Job, type StepResult, startJob } from 'action-runner';
import { credentialVariables } from '../../__tests__/support/credential-variables.ts';
import { root } from '../lib/root.ts';
import { assertContainsNoSecret } from './checks.ts';
import type { DemoEnvironment, Service } from './environment.ts';

export type Variables = Readonly<Record<string, string>>;

const SECRET_OUTPUTS = ['USERNAME', 'PASSWORD', 'ID_TOKEN', 'ACCESS_TOKEN', 'REFRESH_TOKEN'] as const;

/** Newman uses an API of Node.js that DEP0176 warns about. */
const NODE_ARGS = ['--disable-warning=DEP0176'];

export interface JobOptions {
  /** The emulator that the job uses. Defaults to cognito-local. */
  readonly service?: Service;
  /** The job has AWS credentials, as after `aws-actions/configure-aws-credentials`. Defaults to true. */
  readonly awsCredentials?: boolean;
  /** The values of the repository's secrets. */
  readonly secrets?: readonly string[];
}

export interface Command {
  readonly title: string;
  /** Arguments for Node.js, which runs in the project's folder. */
  readonly args: readonly string[];
  readonly env: Variables;
  /** Explains output that looks like a failure. */
  readonly note?: string;
}

/** Runs the steps of a job, then its post steps, even if a step failed. */
export async function runJob(
  environment: DemoEnvironment,
  options: JobOptions,
  steps: (job: DemoJob) => Promise<void>,
): Promise<void> {
  const job = new DemoJob(environment, options);
  try {
    await steps(job);
  } finally {
    await job.end();
  }
}

export class DemoJob {
  readonly #environment: DemoEnvironment;
  readonly #job: Job;

  constructor(
    environment: DemoEnvironment,
    { service = environment, awsCredentials = true, secrets = [] }: JobOptions,
  ) {
    this.#environment = environment;
    this.#job = startJob({
      env: { AWS_ENDPOINT_URL: service.endpoint, ...credentialVariables(awsCredentials && service) },
      secrets,
    });
  }

  /** Runs a `uses:` step with this action, and returns its outputs. */
  uses(inputs: Variables): Promise<Variables> {
    return this.#uses('org/cognito-token-action@v1', root, inputs);
  }

  /** Runs a `uses:` step with the sweep, and returns its outputs. */
  sweep(inputs: Variables): Promise<Variables> {
    return this.#uses('org/cognito-token-action/sweep@v1', join(root, 'sweep'), inputs);
  }

  async #uses(title: string, action: string, inputs: Variables): Promise<Variables> {
    const { screen, secrets, interrupted } = this.#environment;
    interrupted.throwIfAborted();
    screen.step(`uses: ${title}`);
    this.#show(Object.entries(inputs).map(([name, value]) => `${name}: ${value}`));
    const result = await this.#job.uses({ action, with: inputs });
    this.#finish(result);
    const { outputs, outcome, exported } = result;
    for (const secret of SECRET_OUTPUTS.flatMap((name) => outputs[name] || [])) {
      secrets.add(secret);
    }
    this.#show(Object.entries(outputs).map(([name, value]) => `output ${name}: ${value}`));
    this.#show(Object.entries(exported).map(([name, value]) => `exported ${name}: ${value}`));
    assert.equal(outcome, 'success', `${title} failed`);
    return outputs;
  }

  /** Runs a `run:` step in the consumer's project. */
  async run({ title, args, env, note }: Command, outcome: StepResult['outcome'] = 'success'): Promise<void> {
    const { screen, project, interrupted } = this.#environment;
    interrupted.throwIfAborted();
    screen.step(title);
    if (note !== undefined) {
      screen.line(`    ${note}`);
    }
    assertContainsNoSecret(this.#environment, args.join(' '), 'the command line, which every process can read');
    this.#show([...Object.entries(env).map(([name, value]) => `${name}: ${value}`), `$ node ${args.join(' ')}`]);
    const result = await this.#job.run({ command: process.execPath, args: [...NODE_ARGS, ...args], cwd: project, env });
    this.#finish(result);
    // Checks the unmasked output: tools should not print secrets even without masks.
    assertContainsNoSecret(this.#environment, result.stdout + result.stderr, title);
    assert.equal(result.outcome, outcome, `${title} should end in ${outcome}`);
  }

  /**
   * Runs the post steps and ends the job.
   *
   * @throws {Error} if a post step fails or the action left a file
   */
  async end(): Promise<void> {
    this.#environment.screen.step('Post: org/cognito-token-action@v1');
    const posts = await this.#job.post();
    for (const post of posts) {
      this.#finish(post);
    }
    const leftFiles = this.#job.files();
    await this.#job.end();
    assert.ok(
      posts.every(({ outcome }) => outcome === 'success'),
      'a post step failed',
    );
    assert.deepEqual(leftFiles, [], 'the action should leave no file');
  }

  #finish({ log, summary, outcome, milliseconds }: StepResult): void {
    const { screen } = this.#environment;
    if (log !== '') {
      screen.output(log);
    }
    if (summary !== '') {
      screen.line('    job summary:');
      screen.output(asText(summary));
    }
    screen.line(`  ${outcome} in ${(milliseconds / 1000).toFixed(1)} s`);
  }

  /** Prints lines, masked as in the job's log. */
  #show(lines: readonly string[]): void {
    for (const line of lines) {
      const masked = this.#job.masks.toSorted(longestFirst).reduce((text, mask) => text.replaceAll(mask, '***'), line);
      this.#environment.screen.line(`    ${masked}`);
    }
  }
}

/** Returns the text of an HTML summary. */
function asText(summary: string): string {
  return summary
    .replace(/<\/(h3|tr)>/g, '\n')
    .replace(/<\/td><td>/g, ': ')
    .replace(/<[^>]+>/g, '');
}

function longestFirst(one: string, other: string): number {
  return other.length - one.length;
}
