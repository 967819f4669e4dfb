/**
 * The inputs that say which user pool is meant and with which role it is called: those of the action and of its sweep are the same.
 */
import type { InputReader } from './input-reader.ts';
import type { RoleToAssume } from './ports.ts';

type Reader = InputReader<'user-pool-id' | 'aws-region' | 'role-to-assume' | 'audience'>;

/** UserPoolIdType: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolType.html */
const USER_POOL_ID = /^(?=.{1,55}$)(?<region>[\w-]+)_[0-9a-zA-Z]+$/;
const REGION = /^[a-z0-9-]+$/;
const ROLE = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/;

export function readUserPoolId(reader: Reader): string {
  return reader.formed('user-pool-id', USER_POOL_ID, 'the ID of a user pool, like eu-west-1_AbCdEf123');
}

/** The region that the user pool's ID begins with; else the input; else the job's environment; else empty. */
export function readRegion(reader: Reader, userPoolId: string, awsRegion: string): string {
  const region = reader.formed('aws-region', REGION, 'the name of a region, like eu-west-1');
  const regionOfPool = USER_POOL_ID.exec(userPoolId)?.groups?.['region'];
  if (regionOfPool !== undefined && region !== '' && region !== regionOfPool) {
    reader.problems.push(
      `aws-region is ${region}, and user-pool-id is of a user pool in ${regionOfPool}: leave aws-region out.`,
    );
  }
  if (regionOfPool === undefined && region === '' && awsRegion !== '' && !REGION.test(awsRegion)) {
    reader.problems.push(
      `AWS_REGION or AWS_DEFAULT_REGION of the job is ${JSON.stringify(awsRegion)}, and must be the name of a region, like eu-west-1.`,
    );
  }
  return regionOfPool ?? (region || awsRegion);
}

/** Undefined to call the user pool with the job's own credentials. */
export function readRole(reader: Reader): RoleToAssume | undefined {
  const arn = reader.formed('role-to-assume', ROLE, 'the ARN of a role, like arn:aws:iam::111122223333:role/api-tests');
  return arn === '' ? undefined : { arn, audience: reader.text('audience') };
}
