/**
 * Reads the inputs that choose the user pool, its region and the role to call it with. The action and the sweep share
 * them.
 */
import type { UserPoolTarget } from '../cognito/types.ts';
import { REGION, USER_POOL_ID } from './formats/user-pool.ts';
import { formatProblem } from './reading/format.ts';
import type { InputReader } from './reading/reader.ts';

/**
 * Takes the region from `aws-region`, else from the user pool ID, else from the job's environment.
 *
 * @param canBeReplica if the user pool may be called in another region: its replica there has the same ID
 */
export function readRegion(reader: InputReader, canBeReplica: boolean): string | undefined {
  const { awsRegion: jobRegion } = reader.context;
  const poolRegion = USER_POOL_ID.pattern.exec(reader.value('user-pool-id'))?.groups?.['region'];
  const region = reader.optional('aws-region');
  if (poolRegion !== undefined && region !== undefined && region !== poolRegion) {
    const contradiction = `is ${region}, but the user pool is in ${poolRegion}.`;
    if (canBeReplica) {
      reader.addNotice('aws-region', `${contradiction} The calls go to its replica. Without one, remove aws-region.`);
    } else {
      reader.addProblem('aws-region', `${contradiction} Remove aws-region, or correct user-pool-id.`);
    }
  }
  const givenRegion = region ?? poolRegion;
  if (givenRegion === undefined && jobRegion !== undefined && !reader.hasProblem('user-pool-id')) {
    const problem = formatProblem(jobRegion, REGION, true);
    const source = "comes from the job's AWS_REGION or AWS_DEFAULT_REGION";
    reader.addProblem('aws-region', problem && `${source}, which ${problem}`);
  }
  return givenRegion ?? jobRegion;
}

export function requireRegion(reader: InputReader, region: string | undefined): string {
  // An invalid user pool ID may have been meant to contain it.
  if (region === undefined && !reader.hasProblem('user-pool-id')) {
    reader.addMissing(
      'aws-region',
      'is empty, and there is no region in user-pool-id, AWS_REGION or AWS_DEFAULT_REGION. Set aws-region.',
    );
  }
  return region ?? '';
}

/** Without `role-to-assume`, the user pool is called with the job's own credentials. */
export function readUserPool(reader: InputReader, region: string): UserPoolTarget {
  const arn = reader.optional('role-to-assume');
  const role = arn === undefined ? undefined : { arn, audience: reader.value('audience') };
  return { region, userPoolId: reader.value('user-pool-id'), role };
}
