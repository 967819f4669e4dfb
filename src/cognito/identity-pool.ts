/**
 * The operations on an identity pool, which exchanges a user's ID token for AWS credentials. Loaded on demand, because
 * few workflows use it.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow.html
 */
import {
  CognitoIdentityClient,
  type CognitoIdentityClientConfig,
  type Credentials,
  DeleteIdentitiesCommand,
  GetCredentialsForIdentityCommand,
  GetIdCommand,
} from '@aws-sdk/client-cognito-identity';
import { partition } from '@aws-sdk/core/client';
import { fieldOf, textIn } from '../json.ts';
import { type ApiOptions, createCaller } from './calls.ts';
import { toActionError } from './errors/failures.ts';
import { createClockMiddleware } from './service-clock.ts';
import { identityPoolTarget } from './targets.ts';
import type { AwsCredentials, IdentityPoolTarget, UserPoolLogin } from './types.ts';

/**
 * The identities that one call can delete.
 *
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_DeleteIdentities.html
 */
const MAX_DELETIONS = 60;

export type IdentityPool = ReturnType<typeof connectIdentityPool>;

/**
 * Connects an identity pool. Every operation rejects with an `ActionError`.
 *
 * @param config has the AWS credentials that sign `deleteIdentities`. The other operations are not signed.
 */
export function connectIdentityPool(
  config: CognitoIdentityClientConfig,
  { region, identityPoolId }: IdentityPoolTarget,
  { retry, mask, clock }: ApiOptions,
) {
  const client = new CognitoIdentityClient({ ...config, region });
  client.middlewareStack.use(createClockMiddleware(clock));
  const target = identityPoolTarget({ region, identityPoolId });
  const call = createCaller(client, target, retry);

  /** Returns the ID of the user's identity, which Cognito creates on the first call. */
  async function findIdentity(login: UserPoolLogin): Promise<string> {
    const input = { IdentityPoolId: identityPoolId, Logins: loginsField(login) };
    const answer = await call('GetId', () => new GetIdCommand(input), {
      finishOnCancel: true,
      isComplete: (output) => textIn(output, 'IdentityId') !== '',
    });
    return textIn(answer, 'IdentityId');
  }

  /** @param roleArn the role to ask for. The identity pool chooses one if it is undefined. */
  async function fetchCredentials(
    identityId: string,
    login: UserPoolLogin,
    roleArn: string | undefined,
  ): Promise<AwsCredentials> {
    const role = roleArn === undefined ? {} : { CustomRoleArn: roleArn };
    const input = { IdentityId: identityId, Logins: loginsField(login), ...role };
    const answer = await call('GetCredentialsForIdentity', () => new GetCredentialsForIdentityCommand(input), {
      isComplete: ({ Credentials: fields }) => isComplete(readCredentials(fields)),
    });
    const credentials = readCredentials(answer.Credentials);
    const { accessKeyId, secretAccessKey, sessionToken } = credentials;
    [accessKeyId, secretAccessKey, sessionToken].forEach(mask);
    return credentials;
  }

  async function deleteIdentities(identityIds: readonly string[]): Promise<void> {
    for (let start = 0; start < identityIds.length; start += MAX_DELETIONS) {
      await deleteSome(identityIds.slice(start, start + MAX_DELETIONS));
    }
  }

  async function deleteSome(identityIds: string[]): Promise<void> {
    const operation = 'DeleteIdentities';
    const input = { IdentityIdsToDelete: identityIds };
    const { UnprocessedIdentityIds: unprocessed = [] } = await call(
      operation,
      () => new DeleteIdentitiesCommand(input),
    );
    // Cognito also reports a denial with HTTP 200.
    if (unprocessed.length > 0) {
      const isDenied = unprocessed.some(({ ErrorCode }) => ErrorCode === 'AccessDenied');
      const name = isDenied ? 'AccessDeniedException' : 'InternalErrorException';
      throw toActionError({ name }, { operation, target }, true);
    }
  }

  return { findIdentity, fetchCredentials, deleteIdentities };
}

/** Names the user pool as identity pools know it: its issuer without the scheme. */
function loginsField({ userPoolId, idToken }: UserPoolLogin): Record<string, string> {
  const region = userPoolId.slice(0, userPoolId.lastIndexOf('_'));
  return { [`cognito-idp.${region}.${partition(region).dnsSuffix}/${userPoolId}`]: idToken };
}

/** The SDK does not check types, so neither are they trusted here. */
function readCredentials(fields: Credentials | undefined): AwsCredentials {
  const expiration = fieldOf(fields, 'Expiration');
  return {
    accessKeyId: textIn(fields, 'AccessKeyId'),
    secretAccessKey: textIn(fields, 'SecretKey'),
    sessionToken: textIn(fields, 'SessionToken'),
    expiresAt: expiration instanceof Date ? expiration : new Date(Number.NaN),
  };
}

function isComplete({ accessKeyId, secretAccessKey, sessionToken, expiresAt }: AwsCredentials): boolean {
  const texts = [accessKeyId, secretAccessKey, sessionToken];
  return texts.every((text) => text !== '') && !Number.isNaN(expiresAt.getTime());
}
