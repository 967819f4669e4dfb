/**
 * A job of a workflow, played step by step for somebody to follow.
 */
import assert from 'node:assert/strict';
import { type Job, type StepResult, startJob } from '../../__tests__/support/runner.ts';
import { assertHoldsNoSecret } from './checks.ts';
import type { Service, Stage } from './stage.ts';

const SECRET_OUTPUTS = ['USERNAME', 'PASSWORD', 'ID_TOKEN', 'ACCESS_TOKEN', 'REFRESH_TOKEN'] as const;

export interface JobOptions {
  /** The emulated Cognito that the job is pointed at. */
  readonly service: Service;
  /** Whether the job has AWS credentials, as `aws-actions/configure-aws-credentials` leaves them. */
  readonly awsCredentials: boolean;
  /** Values that come from the repository's secrets. */
  readonly secrets: readonly string[];
}

export interface Command {
  readonly title: string;
  /** Arguments to Node, in the project's folder. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Plays a job: its steps, and then its post steps, whatever came of the steps, as on GitHub. */
export async function playJob(
  stage: Stage,
  options: JobOptions,
  steps: (job: PlayedJob) => Promise<void>,
): Promise<void> {
  const job = new PlayedJob(stage, options);
  try {
    await steps(job);
  } finally {
    await job.end();
  }
}

export class PlayedJob {
  readonly #stage: Stage;
  readonly #job: Job;

  constructor(stage: Stage, { service, awsCredentials, secrets }: JobOptions) {
    const { endpoint, accessKeyId, secretAccessKey } = service;
    this.#stage = stage;
    this.#job = startJob({
      env: {
        AWS_ENDPOINT_URL: endpoint,
        ...(awsCredentials ? { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } : {}),
      },
      secrets,
    });
  }

  /** A `uses:` step with this action. */
  async uses(inputs: Readonly<Record<string, string>>): Promise<StepResult> {
    const { screen, secrets, interrupted } = this.#stage;
    interrupted.throwIfAborted();
    screen.step('uses: org/cognito-token-action@v1');
    this.#show(Object.entries(inputs).map(([name, value]) => `${name}: ${value}`));
    const result = await this.#job.uses({ with: inputs });
    this.#finish(result);
    for (const secret of SECRET_OUTPUTS.flatMap((name) => withTokenParts(result.outputs[name] ?? ''))) {
      secrets.add(secret);
    }
    this.#show(Object.entries(result.outputs).map(([name, value]) => `output ${name}: ${value}`));
    this.#show(Object.entries(result.exported).map(([name, value]) => `exported ${name}: ${value}`));
    return result;
  }

  /** A `run:` step in the consumer's project. */
  async run({ title, args, env }: Command): Promise<StepResult> {
    const { screen, project, interrupted } = this.#stage;
    interrupted.throwIfAborted();
    screen.step(title);
    assertHoldsNoSecret(this.#stage, args.join(' '), 'the command line, which every process can read');
    this.#show([...Object.entries(env).map(([name, value]) => `${name}: ${value}`), `$ node ${args.join(' ')}`]);
    const result = await this.#job.run({ command: process.execPath, args, cwd: project, env });
    this.#finish(result);
    // Of what the tool itself wrote: the masks are the last line of defence, not the first.
    assertHoldsNoSecret(this.#stage, result.stdout + result.stderr, title);
    return result;
  }

  /**
   * The post steps and the end of the job.
   *
   * @throws {Error} when a post step fails, or the action left a file
   */
  async end(): Promise<void> {
    this.#stage.screen.step('Post: org/cognito-token-action@v1');
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
    const { screen } = this.#stage;
    if (log !== '') {
      screen.output(log);
    }
    if (summary !== '') {
      screen.line("    job's summary:");
      screen.output(asText(summary));
    }
    screen.line(`  ${outcome} in ${(milliseconds / 1000).toFixed(1)} s`);
  }

  /** Shows lines as the job's log would: masked. */
  #show(lines: readonly string[]): void {
    for (const line of lines) {
      const masked = this.#job.masks.toSorted(longestFirst).reduce((text, mask) => text.replaceAll(mask, '***'), line);
      this.#stage.screen.line(`    ${masked}`);
    }
  }
}

/** A summary of headings and tables, without its HTML. */
function asText(summary: string): string {
  return summary
    .replace(/<\/(h3|tr)>/g, '\n')
    .replace(/<\/td><td>/g, ': ')
    .replace(/<[^>]+>/g, '');
}

function longestFirst(one: string, other: string): number {
  return other.length - one.length;
}

/** A JWT's payload and signature are as secret as the whole. */
function withTokenParts(secret: string): string[] {
  const [, payload, signature] = secret.split('.');
  const parts = secret.startsWith('ey') && payload !== undefined && signature !== undefined ? [payload, signature] : [];
  return [secret, ...parts].filter((part) => part !== '');
}
