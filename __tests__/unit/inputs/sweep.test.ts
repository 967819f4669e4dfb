import { describe, expect, it } from '@jest/globals';
import { parseSweepInputs } from '../../../src/inputs/sweep.ts';
import { fakeRunner } from '../fakes.ts';
import { type Given, invalidityOf } from '../given-inputs.ts';

const required: Given = { 'user-pool-id': 'eu-west-1_AbCdEf123' };

function parse(given: Given) {
  return parseSweepInputs(fakeRunner([], { inputs: given }));
}

function problemsOf(given: Given): readonly string[] {
  return invalidityOf(() => parse(given))?.problems ?? [];
}

describe('parseSweepInputs', () => {
  it('applies defaults to all inputs except the user pool', () => {
    expect(parse(required)).toEqual({
      userPool: { region: 'eu-west-1', userPoolId: 'eu-west-1_AbCdEf123', role: undefined },
      usernameFormat: 'email',
      maxAgeHours: 24,
      dryRun: false,
      deletesPerSecond: 10,
      jobSummary: false,
    });
  });

  it('parses all inputs', () => {
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
    expect(parse(given)).toEqual({
      userPool: { region: 'eu-west-1', userPoolId: 'eu-west-1_AbCdEf123', role: { arn, audience: 'my-audience' } },
      usernameFormat: 'phone-number',
      maxAgeHours: 0,
      dryRun: true,
      deletesPerSecond: 25,
      jobSummary: true,
    });
  });
});

it('removes white space around a value, and treats a blank input as not set', () => {
  const given: Given = { 'user-pool-id': ' eu-west-1_AbCdEf123\n', 'max-age-hours': '\n' };
  expect(parse(given)).toEqual(parse(required));
  expect(parse({ 'user-pool-id': 'eu-west-1_AbCdEf123\r\n', 'dry-run': 'false\r\n' })).toEqual(parse(required));
});

describe('problems', () => {
  it.each<[Given, string]>([
    [{}, 'user-pool-id is required, but is empty.'],
    [{ 'user-pool-id': ' \n' }, 'user-pool-id is required, but is only white space.'],
    [{ 'user-pool-id': 'my-pool' }, 'user-pool-id is "my-pool", but must be the ID of a user pool'],
    [{ 'user-pool-id': `\${{ vars.POOL }}` }, 'user-pool-id contains an expression'],
    [{ ...required, 'aws-region': 'us-east-1' }, 'aws-region is us-east-1, but the user pool is in eu-west-1.'],
    [{ ...required, 'username-format': 'Email' }, 'or phone-number. Did you mean email?'],
    [{ ...required, 'max-age-hours': '-1' }, 'max-age-hours is "-1", but must be a whole number from 0 to 8760.'],
    [{ ...required, 'deletes-per-second': '0' }, 'deletes-per-second is "0", but must be a whole number from 1 to 25.'],
    [{ ...required, 'deletes-per-second': '26' }, 'deletes-per-second is "26", but must be a whole number from 1'],
    [{ ...required, 'dry-run': 'yes' }, 'dry-run is "yes", but must be true or false. Did you mean true?'],
    [{ ...required, 'role-to-assume': 'sweep' }, 'role-to-assume is "sweep", but must be the ARN of a role'],
    [{ ...required, audience: '$AUDIENCE' }, 'audience is "$AUDIENCE", but shell variables'],
  ])('rejects %j', (given, problem) => {
    expect(problemsOf(given)).toEqual([expect.stringContaining(problem)]);
  });

  it('lists all problems together', () => {
    expect(problemsOf({ 'max-age-hours': 'x', 'deletes-per-second': 'x', 'job-summary': 'x' })).toHaveLength(4);
  });

  it.each<[Given, boolean]>([
    [{}, true],
    [{ 'user-pool-id': '\n' }, true],
    [{ 'user-pool-id': 'my-pool' }, false],
  ])('knows whether a needed input is empty: %j', (given, isAnyEmpty) => {
    expect(invalidityOf(() => parse(given))).toMatchObject({ isAnyEmpty });
  });
});
