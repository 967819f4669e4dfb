/**
 * The inputs that say which user pool is meant and with which role it is called: those of the action and of its sweep are the same.
 */

import type { RoleToAssume } from '../world/ports.ts';
import { problemOfForm } from './reading/form.ts';
import type { InputReader } from './reading/reader.ts';
import { REGION, ROLE_ARN, regionOfUserPool, USER_POOL_ID } from './user-pool-forms.ts';

export function readUserPoolId(reader: InputReader): string {
  return reader.formed('user-pool-id', USER_POOL_ID);
}

/** The region that the user pool's ID begins with; else the input; else the job's environment; else empty. */
export function readRegion(reader: InputReader, userPoolId: string, awsRegion: string): string {
  const region = reader.formed('aws-region', REGION);
  const regionOfPool = regionOfUserPool(userPoolId);
  if (regionOfPool !== undefined && region !== '' && region !== regionOfPool) {
    reader.note(
      'aws-region',
      `is ${region}, and user-pool-id is of a user pool in ${regionOfPool}: leave aws-region out, or give the ID of a user pool in ${region}.`,
    );
  }
  if (regionOfPool === undefined && region === '' && awsRegion !== '' && !reader.hasProblem('user-pool-id')) {
    checkRegionOfJob(reader, awsRegion);
  }
  return regionOfPool ?? (region || awsRegion);
}

/** Notes that there is no region where one is needed. */
export function requireRegion(reader: InputReader, region: string): void {
  // It is not known whether there is one in the ID of a user pool that is wrong.
  if (region === '' && !reader.hasProblem('user-pool-id')) {
    reader.noteEmpty(
      'aws-region',
      'is empty, and neither user-pool-id nor AWS_REGION or AWS_DEFAULT_REGION names one: set aws-region.',
    );
  }
}

/** Undefined to call the user pool with the job's own credentials. */
export function readRole(reader: InputReader): RoleToAssume | undefined {
  const arn = reader.formed('role-to-assume', ROLE_ARN);
  return arn === '' ? undefined : { arn, audience: reader.text('audience') };
}

function checkRegionOfJob(reader: InputReader, awsRegion: string): void {
  const problem = problemOfForm(awsRegion, REGION, false);
  if (problem !== undefined) {
    reader.note('aws-region', `comes from AWS_REGION or AWS_DEFAULT_REGION of the job, which ${problem}`);
  }
}
