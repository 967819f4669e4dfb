/** Runs a job with the built action on the service of the contract tests. */
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { type StepResult, startJob } from 'action-runner';
import type { ContractPool } from 'cognito-emulator/contract/pool';
import { eventually, type Service } from 'cognito-emulator/contract/service';
import { THIS_ACTION } from '../support/fixture.ts';
import { REPOSITORY_ROOT } from '../support/repository.ts';

export type Inputs = Readonly<Record<string, string>>;

export interface JobResult {
  readonly main: StepResult;
  /** The other users of the pool after the job. */
  readonly left: number;
}

export interface JobSettings {
  readonly inputs: Inputs;
  /** True if the job has AWS credentials. */
  readonly credentials: boolean;
  readonly action?: 'sweep';
}

/** Runs main and post. Post must succeed without a warning. */
export async function runJob(service: Service, pool: ContractPool, settings: JobSettings): Promise<JobResult> {
  const known = await usernames(pool);
  const job = startJob({ env: await environment(service, settings.credentials), actions: THIS_ACTION });
  try {
    const action = join(REPOSITORY_ROOT, settings.action ?? '');
    const main = await job.uses({ action, with: settings.inputs });
    const posts = await job.post();
    expect(posts.map(({ outcome, annotations }) => ({ outcome, annotations }))).toStrictEqual(
      posts.map(() => ({ outcome: 'success', annotations: [] })),
    );
    const countOthers = async () => [...(await usernames(pool))].filter((name) => !known.has(name)).length;
    return { main, left: await eventually(countOthers, (count) => count === 0) };
  } finally {
    await job.end();
  }
}

async function usernames(pool: ContractPool): Promise<ReadonlySet<string | undefined>> {
  const { Users: users = [] } = await pool.listUsers();
  return new Set(users.map(({ Username }) => Username));
}

async function environment(service: Service, withCredentials: boolean): Promise<Record<string, string>> {
  const { accessKeyId, secretAccessKey, sessionToken } = await service.sdk.config.credentials();
  return {
    AWS_REGION: service.region,
    ...(service.endpoint !== undefined && { AWS_ENDPOINT_URL: service.endpoint }),
    ...(withCredentials && { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey }),
    ...(withCredentials && sessionToken !== undefined && { AWS_SESSION_TOKEN: sessionToken }),
  };
}
