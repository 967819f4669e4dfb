/**
 * The inputs of the sweep: strings in, what they mean out.
 */
import { USERNAME_FORMATS, type UsernameFormat } from '../ephemeral-user.ts';
import type { UserPoolTarget } from '../platform/ports-cognito.ts';
import { checkInputs } from './checks.ts';
import { InputReader } from './reading/reader.ts';
import { type InputName, inputsFor } from './rules.ts';
import { readRegion, readUserPool, requireRegion } from './user-pool.ts';

/** A year: nobody waits longer for a job. */
const MAX_AGE_HOURS = 8760;

/**
 * Cognito's quota for changes of users, which is of the whole account and region and cannot be raised.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html
 */
const QUOTA_PER_SECOND = 25;

export interface SweepInputs {
  readonly userPool: UserPoolTarget;
  readonly usernameFormat: UsernameFormat;
  /** Younger users stay. */
  readonly maxAgeHours: number;
  readonly dryRun: boolean;
  readonly deletesPerSecond: number;
  readonly jobSummary: boolean;
}

/**
 * Parses the inputs as they were given. One that is empty counts as not set.
 *
 * @throws {ActionError} `inputs-invalid`
 */
export function parseSweepInputs(readInput: (name: InputName) => string, regionOfJob: string | undefined): SweepInputs {
  const reader = new InputReader(readInput);
  checkInputs(reader, inputsFor(['sweep']), 'sweep');
  const inputs: SweepInputs = {
    userPool: readUserPool(reader, requireRegion(reader, readRegion(reader, regionOfJob))),
    usernameFormat: reader.choice('username-format', USERNAME_FORMATS),
    maxAgeHours: reader.wholeNumber('max-age-hours', 0, MAX_AGE_HOURS),
    dryRun: reader.flag('dry-run'),
    deletesPerSecond: reader.wholeNumber('deletes-per-second', 1, QUOTA_PER_SECOND),
    jobSummary: reader.flag('job-summary'),
  };
  reader.assertValid();
  return inputs;
}
