/**
 * A job of a workflow, played step by step for somebody to follow.
 */
import { type Job, type StepResult, startJob } from '../../__tests__/support/runner.ts';
import { DUMMY_CREDENTIALS } from '../cognito-local/user-pool.ts';
import { assertHoldsNoSecret } from './checks.ts';
import type { Stage } from './stage.ts';

const SECRET_OUTPUTS = ['USERNAME', 'PASSWORD', 'ID_TOKEN', 'ACCESS_TOKEN', 'REFRESH_TOKEN'] as const;

export interface JobOptions {
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

  constructor(stage: Stage, { awsCredentials, secrets }: JobOptions) {
    this.#stage = stage;
    this.#job = startJob({
      env: {
        AWS_ENDPOINT_URL: stage.endpoint,
        ...(awsCredentials
          ? {
              AWS_ACCESS_KEY_ID: DUMMY_CREDENTIALS.accessKeyId,
              AWS_SECRET_ACCESS_KEY: DUMMY_CREDENTIALS.secretAccessKey,
            }
          : {}),
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
    return result;
  }

  /** A `run:` step in the consumer's project. */
  async run({ title, args, env }: Command): Promise<StepResult> {
    const { screen, project, interrupted } = this.#stage;
    interrupted.throwIfAborted();
    screen.step(title);
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
   * @throws {Error} when a post step fails
   */
  async end(): Promise<void> {
    this.#stage.screen.step('Post: org/cognito-token-action@v1');
    const posts = await this.#job.end();
    for (const post of posts) {
      this.#finish(post);
    }
    if (posts.some(({ outcome }) => outcome === 'failure')) {
      throw new Error('a post step failed');
    }
  }

  #finish({ log, outcome, milliseconds }: StepResult): void {
    const { screen } = this.#stage;
    if (log !== '') {
      screen.output(log);
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

function longestFirst(one: string, other: string): number {
  return other.length - one.length;
}

/** A JWT's payload and signature are as secret as the whole. */
function withTokenParts(secret: string): string[] {
  const [, payload, signature] = secret.split('.');
  const parts = secret.startsWith('ey') && payload !== undefined && signature !== undefined ? [payload, signature] : [];
  return [secret, ...parts].filter((part) => part !== '');
}
