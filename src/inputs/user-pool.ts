/**
 * The inputs that say which user pool is meant and with which role it is called: those of the action and of its sweep are the same.
 */

import type { UserPoolTarget } from '../platform/ports-cognito.ts';
import { REGION, USER_POOL_ID } from './forms.ts';
import { problemOfForm } from './reading/form.ts';
import type { InputReader } from './reading/reader.ts';

/** The region that the user pool's ID begins with; else the input; else the job's environment. */
export function readRegion(reader: InputReader, regionOfJob: string | undefined): string | undefined {
  const regionOfPool = USER_POOL_ID.pattern.exec(reader.value('user-pool-id'))?.groups?.['region'];
  const region = reader.optional('aws-region');
  if (regionOfPool !== undefined && region !== undefined && region !== regionOfPool) {
    reader.note(
      'aws-region',
      `is ${region}, but the user pool is in ${regionOfPool}. Remove aws-region, or correct user-pool-id.`,
    );
  }
  const found = regionOfPool ?? region;
  if (found === undefined && regionOfJob !== undefined && !reader.hasProblem('user-pool-id')) {
    const problem = problemOfForm(regionOfJob, REGION, true);
    reader.note('aws-region', problem && `comes from the job's AWS_REGION or AWS_DEFAULT_REGION, which ${problem}`);
  }
  return found ?? regionOfJob;
}

/** Notes that there is no region where one is needed. */
export function requireRegion(reader: InputReader, region: string | undefined): string {
  // It is not known whether one is needed in a mode that is wrong, and whether there is one in the ID of a user pool that is wrong.
  if (region === undefined && !reader.hasProblem('mode') && !reader.hasProblem('user-pool-id')) {
    reader.noteEmpty(
      'aws-region',
      'is empty, and there is no region in user-pool-id, AWS_REGION or AWS_DEFAULT_REGION. Set aws-region.',
    );
  }
  return region ?? '';
}

/** How to call the user pool: without a role, with the job's own credentials. */
export function readUserPool(reader: InputReader, region: string): UserPoolTarget {
  const arn = reader.optional('role-to-assume');
  const role = arn === undefined ? undefined : { arn, audience: reader.value('audience') };
  return { region, userPoolId: reader.value('user-pool-id'), role };
}
