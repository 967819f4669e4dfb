import { expect, it } from '@jest/globals';
import { type Given, invalidityOf, parseSweep } from '../given-inputs.ts';

const required: Given = { 'user-pool-id': 'eu-west-1_AbCdEf123' };

it('applies defaults to all inputs of the sweep except the user pool', () => {
  expect(parseSweep(required)).toEqual({
    userPool: { region: 'eu-west-1', userPoolId: 'eu-west-1_AbCdEf123', role: undefined },
    usernameFormat: 'email',
    maxAgeHours: 24,
    dryRun: false,
    deletesPerSecond: 10,
    jobSummary: false,
  });
});

it('parses all inputs of the sweep', () => {
  const arn = 'arn:aws:iam::111122223333:role/sweep';
  const given: Given = {
    ...required,
    'aws-region': 'eu-west-1',
    'username-format': 'phone-number',
    'max-age-hours': '0',
    'dry-run': 'true',
    'deletes-per-second': '25',
    'role-to-assume': arn,
    audience: 'my-audience',
    'job-summary': 'true',
  };
  expect(parseSweep(given)).toEqual({
    userPool: { region: 'eu-west-1', userPoolId: 'eu-west-1_AbCdEf123', role: { arn, audience: 'my-audience' } },
    usernameFormat: 'phone-number',
    maxAgeHours: 0,
    dryRun: true,
    deletesPerSecond: 25,
    jobSummary: true,
  });
});

it.each<[Given, string]>([
  [{}, 'user-pool-id is required, but is empty.'],
  [{ ...required, 'max-age-hours': '-1' }, 'max-age-hours is "-1", but must be a whole number from 0 to 8760.'],
  [{ ...required, 'max-age-hours': '8761' }, 'max-age-hours is "8761", but must be a whole number from 0 to 8760.'],
  [{ ...required, 'deletes-per-second': '0' }, 'deletes-per-second is "0", but must be a whole number from 1 to 25.'],
  [{ ...required, 'deletes-per-second': '26' }, 'deletes-per-second is "26", but must be a whole number from 1 to 25.'],
  [{ ...required, audience: '$AUDIENCE' }, 'audience is "$AUDIENCE", but shell variables'],
])('the sweep rejects %j', (given, problem) => {
  const problems = [expect.stringContaining(problem)];
  expect(invalidityOf(() => parseSweep(given))).toMatchObject({
    problems,
    isAnyEmpty: given['user-pool-id'] === undefined,
  });
});
