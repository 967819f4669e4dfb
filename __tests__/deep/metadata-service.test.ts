import { describe, expect, it } from '@jest/globals';
import { type StepResult, startJob } from 'action-runner';
import type { HttpAnswer } from 'cognito-emulator/http-server';
import {
  type MetadataService,
  PORTAL_PAGE,
  startMetadataService,
  TRUNCATED_PORTAL_PAGE,
} from '../support/metadata-service.ts';
import { REPOSITORY_ROOT } from '../support/repository.ts';
import { useCleanup } from '../support/use-cleanup.ts';
import { waitUntil } from '../support/wait-until.ts';

const onTestEnd = useCleanup();

/** Prints the error of the AWS SDK's default credential chain. */
const RESOLVE_CREDENTIALS = `
const { CognitoIdentityProviderClient } = await import('@aws-sdk/client-cognito-identity-provider');
const { config } = new CognitoIdentityProviderClient({ region: 'eu-west-1' });
console.log(await config.credentials().then(() => 'credentials', ({ name }) => name));
`;

async function startService(answer: HttpAnswer): Promise<MetadataService> {
  const service = await startMetadataService(answer);
  onTestEnd(() => service.close());
  return service;
}

/** Runs a step that resolves credentials. The step is killed once `end` settles. */
function resolveCredentials(env: Readonly<Record<string, string>>, end?: Promise<unknown>): Promise<StepResult> {
  const job = startJob({ env });
  onTestEnd(() => job.end());
  return job.run({
    command: process.execPath,
    args: ['--input-type=module', '-e', RESOLVE_CREDENTIALS],
    cwd: REPOSITORY_ROOT,
    ...(end && { interrupt: { when: end, signal: 'SIGKILL' } }),
  });
}

describe.each(['ec2', 'ecs'] as const)('the metadata service of %s', (kind) => {
  it('answers with a page, which gives no credentials', async () => {
    const service = await startService(PORTAL_PAGE);
    expect(await resolveCredentials(service[kind])).toMatchObject({ stdout: expect.stringMatching(/Error\n$/) });
    expect(service.requests).not.toStrictEqual([]);
  });

  it('hangs', async () => {
    const service = await startService('hang');
    const asked = waitUntil(() => service.requests.length > 0);
    expect(await resolveCredentials(service[kind], asked)).toMatchObject({ signal: 'SIGKILL', stdout: '' });
  });
});

it.each([
  ['ecs', { exitCode: 0, stdout: expect.stringMatching(/Error\n$/) }],
  // The SDK's promise never settles, so Node.js ends the process with status 13.
  ['ec2', { exitCode: 13, stdout: '' }],
] as const)('the metadata service of %s truncates its answer', async (kind, expected) => {
  const service = await startService(TRUNCATED_PORTAL_PAGE);
  expect(await resolveCredentials(service[kind])).toMatchObject(expected);
  expect(service.requests).not.toStrictEqual([]);
});

it('a job asks no metadata service by default', async () => {
  const service = await startService(PORTAL_PAGE);
  const { AWS_EC2_METADATA_DISABLED: _, ...env } = service.ec2;
  await resolveCredentials(env);
  expect(service.requests).toStrictEqual([]);
});
