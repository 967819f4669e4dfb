/**
 * The inputs of the sweep: strings in, what they mean out.
 */
import { USERNAME_FORMATS, type UsernameFormat } from '../ephemeral-user.ts';
import type { RunFacts, UserPoolTarget } from '../world/ports.ts';
import { InputReader } from './reading/reader.ts';
import { readRegion, readRole, readUserPoolId } from './user-pool.ts';

/** Every input of `sweep/action.yml`, in its order, with its default. */
export const SWEEP_INPUT_DEFAULTS = {
  'user-pool-id': '',
  'aws-region': '',
  'username-format': 'email',
  'max-age-hours': '24',
  'dry-run': 'false',
  'deletes-per-second': '10',
  'role-to-assume': '',
  audience: 'sts.amazonaws.com',
  'job-summary': 'false',
} as const;

export type SweepInputName = keyof typeof SWEEP_INPUT_DEFAULTS;

/** A year: nobody waits longer for a job. */
const LONGEST_AGE_IN_HOURS = 8760;

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
  readonly maxAgeInHours: number;
  readonly dryRun: boolean;
  readonly deletesPerSecond: number;
  readonly jobSummary: boolean;
}

export type ParsedSweepInputs =
  | { readonly outcome: 'valid'; readonly inputs: SweepInputs }
  /** Every problem there is, a sentence or two each; and whether something needed is empty, as variables are that belong elsewhere. */
  | { readonly outcome: 'invalid'; readonly problems: readonly string[]; readonly isAnyEmpty: boolean };

/** Parses the inputs as they were given. One that is empty counts as not set. */
export function parseSweepInputs(readInput: (name: SweepInputName) => string, run: RunFacts): ParsedSweepInputs {
  const reader = new InputReader<SweepInputName>(readInput, (name) => SWEEP_INPUT_DEFAULTS[name]);
  sweepInputNames().forEach((name) => {
    reader.checkPlaceholder(name);
  });
  const userPoolId = readUserPoolId(reader);
  if (userPoolId === '') {
    reader.reportMissing('user-pool-id', '');
  }
  const inputs: SweepInputs = {
    userPool: { region: readRegion(reader, userPoolId, run.awsRegion), userPoolId, role: readRole(reader) },
    usernameFormat: reader.choice('username-format', USERNAME_FORMATS),
    maxAgeInHours: reader.wholeNumber('max-age-hours', 0, LONGEST_AGE_IN_HOURS),
    dryRun: reader.flag('dry-run'),
    deletesPerSecond: reader.wholeNumber('deletes-per-second', 1, QUOTA_PER_SECOND),
    jobSummary: reader.flag('job-summary'),
  };
  const { sentences: problems, isAnyEmpty } = reader.problems;
  return problems.length === 0 ? { outcome: 'valid', inputs } : { outcome: 'invalid', problems, isAnyEmpty };
}

function sweepInputNames(): SweepInputName[] {
  return Object.keys(SWEEP_INPUT_DEFAULTS).filter(isSweepInputName);
}

function isSweepInputName(name: string): name is SweepInputName {
  return Object.hasOwn(SWEEP_INPUT_DEFAULTS, name);
}
