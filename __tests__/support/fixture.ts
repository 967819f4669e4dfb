/** The fixture of most scenario tests: the emulator with a user pool and an app client, and a job that uses it. */

import { expect } from '@jest/globals';
import { type Job, type JobOptions, type StepResult, startJob } from 'action-runner';
import { type Emulator, startEmulator } from 'cognito-emulator';
import type { AppClient, AppClientRequest } from 'cognito-emulator/app-client';
import type { PoolRequest } from 'cognito-emulator/pool-settings';
import type { IamCredentials } from 'cognito-emulator/principals';
import type { UserPool } from 'cognito-emulator/user-pool';
import { fastClock, REAL_CLOCK, type StillClock } from './clocks.ts';
import { credentialVariables } from './credential-variables.ts';
import { sinksOf } from './secrets.ts';
import { useCleanup } from './use-cleanup.ts';

export interface FixtureOptions {
  readonly pool?: PoolRequest;
  readonly client?: AppClientRequest;
  readonly job?: JobOptions;
  /** The job's AWS credentials. `false` for none; defaults to credentials with all permissions. */
  readonly credentials?: IamCredentials | false;
  /** The speed of the emulator's and the steps' clock relative to real time. */
  readonly clockSpeed?: number;
  /** The clock of the emulator and the steps instead of real time. It is removed with the fixture. */
  readonly clock?: StillClock;
  /** Serves HTTPS with a self-signed certificate that the job does not trust yet. */
  readonly tls?: boolean;
}

export interface Fixture {
  readonly emulator: Emulator;
  readonly pool: UserPool;
  readonly client: AppClient;
  readonly job: Job;
  /** The job's variables for the emulator, credentials and clock, for use in another job. */
  readonly env: Readonly<Record<string, string>>;
  /** The inputs that mode `ephemeral` requires, and the client secret if there is one. */
  readonly inputs: Readonly<Record<string, string>>;
}

/** How users name this action: messages link to the documents of this version. */
export const THIS_ACTION = { repository: 'org/cognito-token-action', ref: 'v1' };

/** Returns a function that creates fixtures, which are closed at the end of the test. */
export function useFixtures(): (options?: FixtureOptions) => Promise<Fixture> {
  const onTestEnd = useCleanup();
  return async (options = {}) => {
    const { clockSpeed } = options;
    const clock = options.clock ?? (clockSpeed === undefined ? REAL_CLOCK : fastClock(clockSpeed));
    onTestEnd(() => options.clock?.remove());
    const emulator = await startEmulator({ now: () => clock.now(), tls: options.tls === true });
    onTestEnd(() => emulator.close());
    const pool = emulator.createPool(options.pool);
    const client = pool.createClient({
      flows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      ...options.client,
    });
    const credentials = options.credentials ?? emulator.credentials;
    const env = {
      AWS_ENDPOINT_URL: emulator.url,
      ...credentialVariables(credentials),
      ...clock.env,
      ...options.job?.env,
    };
    const job = startJob({ actions: THIS_ACTION, ...options.job, env });
    // A post step that no test looks at would cost a third of the time of the scenarios.
    onTestEnd(() => job.discard());
    const secret: Record<string, string> = client.secret === undefined ? {} : { 'client-secret': client.secret };
    const inputs = { 'user-pool-id': pool.id, 'client-id': client.id, ...secret };
    return { emulator, pool, client, job, env, inputs };
  };
}

/** Variables that clear the job's credentials, as the post step of aws-actions/configure-aws-credentials does. */
export const NO_CREDENTIALS = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_SESSION_TOKEN: '' };

/** Returns everything that a step shows, and its standard output without masking. */
export function readableTextOf(step: StepResult): string {
  return sinksOf(step)
    .map(([, text]) => text)
    .join('\n');
}

/** Returns the operations that the emulator has received, in order. */
export function operationsOf(emulator: Emulator): string[] {
  return emulator.requests.map(({ operation }) => operation);
}

/** Runs the post step of a job that used the action once. */
export async function onlyPost(job: Job): Promise<StepResult> {
  const [post, ...others] = await job.post();
  if (post === undefined || others.length > 0) {
    throw new Error(`the job has ${others.length + (post === undefined ? 0 : 1)} post steps, not one`);
  }
  return post;
}

/** Runs main, and expects it to succeed without an annotation. */
export async function runMain(job: Job, inputs: Readonly<Record<string, string>>): Promise<StepResult> {
  const main = await job.uses({ with: inputs });
  expect(main).toMatchObject({ outcome: 'success', annotations: [], stderr: '' });
  return main;
}

/** Runs post, and expects it to succeed without an annotation. */
export async function runPost(job: Job): Promise<StepResult> {
  const post = await onlyPost(job);
  expect(post).toMatchObject({ outcome: 'success', annotations: [], stderr: '' });
  return post;
}

/** Runs post, and expects it to leave no user behind, without an annotation. */
export async function cleanUp(job: Job, pool: UserPool): Promise<StepResult> {
  const post = await runPost(job);
  expect(pool.users).toStrictEqual([]);
  return post;
}
