import { IDENTITY_POOL_ID } from './formats/user-pool.ts';
import type { InputReader } from './reading/reader.ts';

/**
 * Reads which identity pool to get AWS credentials from.
 *
 * @returns undefined without `identity-pool-id`
 */
export function readIdentityPool(reader: InputReader) {
  const identityPoolId = reader.optional('identity-pool-id');
  const roleArn = reader.optional('identity-role');
  if (identityPoolId === undefined) {
    if (roleArn !== undefined) {
      reader.addMissing('identity-pool-id', 'is empty, but identity-role is set. Set it, or remove identity-role.');
    }
    return undefined;
  }
  reader.require('user-pool-id', 'with identity-pool-id');
  const { region = '' } = IDENTITY_POOL_ID.pattern.exec(identityPoolId)?.groups ?? {};
  return {
    target: { region, identityPoolId },
    userPoolId: reader.value('user-pool-id'),
    /** The role to ask for. Undefined for the one that the identity pool chooses. */
    roleArn,
  };
}
