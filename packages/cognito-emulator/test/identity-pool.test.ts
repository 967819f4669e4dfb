import {
  CognitoIdentityClient,
  type CognitoIdentityClientConfig,
  DeleteIdentitiesCommand,
  GetCredentialsForIdentityCommand,
  GetIdCommand,
} from '@aws-sdk/client-cognito-identity';
import { AdminGetUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { AppClient } from '../src/app-client.ts';
import { type IdentityPool, type IdentityPoolRequest, providerNameOf } from '../src/identity/identity-pool.ts';
import type { UserPool } from '../src/user-pool.ts';
import { refusalOf } from './contract/service.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { sdkFor, signIn } from './sdk.ts';

const given = emulatorPerTest();
const READERS = 'arn:aws:iam::123456789012:role/readers';
const WRITERS = 'arn:aws:iam::123456789012:role/writers';

let pool: UserPool;
let client: AppClient;
let identityPool: IdentityPool;

beforeEach(() => {
  pool = given.emulator.createPool();
  client = pool.createClient({ flows: ['ALLOW_USER_PASSWORD_AUTH'] });
  pool.addUser({ username: 'ada', password: 'Correct-1', groups: ['readers', 'writers'] });
  identityPool = createIdentityPool();
});

function createIdentityPool(request: IdentityPoolRequest = {}): IdentityPool {
  return given.emulator.createIdentityPool({ providers: [{ pool, client }], ...request });
}

/** Creates an AWS SDK client, without credentials unless they are given. */
function identitySdk(config: CognitoIdentityClientConfig = {}): CognitoIdentityClient {
  return new CognitoIdentityClient({ endpoint: given.emulator.url, region: 'eu-west-1', maxAttempts: 1, ...config });
}

async function tokensOf(username = 'ada') {
  const { AuthenticationResult } = await signIn(sdkFor(given.emulator), client.id, {
    USERNAME: username,
    PASSWORD: 'Correct-1',
  });
  return { idToken: AuthenticationResult?.IdToken ?? '', accessToken: AuthenticationResult?.AccessToken ?? '' };
}

function loginsOf(token: string, of: UserPool = pool) {
  return { [providerNameOf(of)]: token };
}

async function getId(token: string, target: IdentityPool = identityPool, of: UserPool = pool): Promise<string> {
  const command = new GetIdCommand({ IdentityPoolId: target.id, Logins: loginsOf(token, of) });
  return (await identitySdk().send(command)).IdentityId ?? '';
}

function getCredentials(IdentityId: string, token: string, role: object = {}) {
  return identitySdk().send(new GetCredentialsForIdentityCommand({ IdentityId, Logins: loginsOf(token), ...role }));
}

describe('an identity pool', () => {
  it('gives a user the same identity every time, and others another', async () => {
    pool.addUser({ username: 'bob', password: 'Correct-1' });
    const first = await getId((await tokensOf()).idToken);
    expect(first).toMatch(/^eu-west-1:[0-9a-f-]{36}$/);
    expect(await getId((await tokensOf()).idToken)).toBe(first);
    expect(await getId((await tokensOf('bob')).idToken)).not.toBe(first);
    expect(identityPool.identities).toHaveLength(2);
  });

  it('gives credentials of its role for an hour, which allow nothing in Cognito', async () => {
    const { idToken } = await tokensOf();
    const id = await getId(idToken);
    const { IdentityId, Credentials } = await getCredentials(id, idToken);
    expect(IdentityId).toBe(id);
    expect(Credentials?.Expiration).toStrictEqual(new Date(Math.floor(given.now / 1000 + 3600) * 1000));
    const credentials = {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    };
    const getUser = () =>
      sdkFor(given.emulator, { credentials }).send(new AdminGetUserCommand({ UserPoolId: pool.id, Username: 'ada' }));
    expect(await refusalOf(getUser())).toMatch(
      /^AccessDeniedException: User: arn:aws:sts::123456789012:assumed-role\/signed-in-users\/CognitoIdentityCredentials is not authorized to perform: cognito-idp:AdminGetUser/,
    );
    given.now += 3_600_000;
    expect(await refusalOf(getUser())).toMatch(/^ExpiredTokenException/);
  });

  it('is unknown under another ID', async () => {
    const { idToken } = await tokensOf();
    const other = 'eu-west-1:1a2b3c4d-5e6f-7a8b-9c0d-1e2f3a4b5c6d';
    const command = new GetIdCommand({ IdentityPoolId: other, Logins: loginsOf(idToken) });
    expect(await refusalOf(identitySdk().send(command))).toBe(
      `ResourceNotFoundException: IdentityPool '${other}' not found.`,
    );
  });

  it('accepts an ID in the form of the service model only', async () => {
    const command = new GetIdCommand({ IdentityPoolId: 'my-pool' });
    expect(await refusalOf(identitySdk().send(command))).toMatch(
      /^InvalidParameterException: 1 validation error detected: Value 'my-pool' at 'identityPoolId' failed to satisfy/,
    );
  });

  it('supports no guests', async () => {
    const command = new GetIdCommand({ IdentityPoolId: identityPool.id });
    expect(await refusalOf(identitySdk().send(command))).toBe(
      'NotAuthorizedException: Unauthenticated access is not supported for this identity pool.',
    );
  });
});

describe('a login', () => {
  const invalid = 'NotAuthorizedException: Invalid login token.';
  const unsupported = 'NotAuthorizedException: Token is not from a supported provider of this identity pool.';

  it('with an access token, which has no audience, is refused', async () => {
    const { accessToken } = await tokensOf();
    expect(await refusalOf(getId(accessToken))).toBe(`${invalid} Missing a required claim: aud`);
  });

  it('with anything else is refused', async () => {
    expect(await refusalOf(getId('junk'))).toBe(`${invalid} Not a valid OpenId Connect identity token.`);
  });

  it('under the name of another user pool is refused', async () => {
    const { idToken } = await tokensOf();
    const other = given.emulator.createPool();
    expect(await refusalOf(getId(idToken, identityPool, other))).toBe(`${invalid} Issuer doesn't match providerName`);
  });

  it('with a token that was changed is refused', async () => {
    const { idToken } = await tokensOf();
    expect(await refusalOf(getId(idToken.slice(0, -8)))).toBe(`${invalid} Couldn't verify signed token.`);
  });

  it('with an expired token is refused', async () => {
    const { idToken } = await tokensOf();
    given.now += 3_600_000;
    const now = Math.floor(given.now / 1000);
    expect(await refusalOf(getId(idToken))).toBe(`${invalid} Token expired: ${now} >= ${now}`);
  });

  it('of an app client that the identity pool does not list is refused', async () => {
    const { idToken } = await tokensOf();
    const otherClient = pool.createClient({ flows: ['ALLOW_USER_PASSWORD_AUTH'] });
    const target = createIdentityPool({ providers: [{ pool, client: otherClient }] });
    expect(await refusalOf(getId(idToken, target))).toBe(unsupported);
    expect(await refusalOf(getId(idToken, createIdentityPool({ providers: [] })))).toBe(unsupported);
  });

  it('of another user does not give credentials', async () => {
    pool.addUser({ username: 'bob', password: 'Correct-1' });
    const id = await getId((await tokensOf()).idToken);
    expect(await refusalOf(getCredentials(id, (await tokensOf('bob')).idToken))).toBe(
      "NotAuthorizedException: Logins don't match. Please include at least one valid login for this identity or identity pool.",
    );
  });

  it('that is missing does not give credentials', async () => {
    const id = await getId((await tokensOf()).idToken);
    expect(await refusalOf(identitySdk().send(new GetCredentialsForIdentityCommand({ IdentityId: id })))).toBe(
      `NotAuthorizedException: Access to Identity '${id}' is forbidden.`,
    );
  });
});

describe('the role of an identity', () => {
  const invalidConfiguration =
    'InvalidIdentityPoolConfigurationException: Invalid identity pool configuration. Check assigned IAM roles for this pool.';

  /** Returns the name of the role whose credentials the user gets, or the refusal. */
  const roleOf = async (request: IdentityPoolRequest, customRole?: string): Promise<string> => {
    const target = createIdentityPool(request);
    const { idToken } = await tokensOf();
    const id = await getId(idToken, target);
    try {
      const { Credentials } = await getCredentials(
        id,
        idToken,
        customRole === undefined ? {} : { CustomRoleArn: customRole },
      );
      const credentials = {
        accessKeyId: Credentials?.AccessKeyId ?? '',
        secretAccessKey: Credentials?.SecretKey ?? '',
        sessionToken: Credentials?.SessionToken ?? '',
      };
      const denied = await refusalOf(
        sdkFor(given.emulator, { credentials }).send(new AdminGetUserCommand({ UserPoolId: pool.id, Username: 'a' })),
      );
      return /assumed-role\/([\w-]+)\//.exec(denied)?.[1] ?? denied;
    } catch (error) {
      return String(error).replace(id, 'ID');
    }
  };

  beforeEach(() => {
    given.emulator.addIdentityRole({ arn: READERS });
    given.emulator.addIdentityRole({ arn: WRITERS });
  });

  it('is the authenticated role', async () => {
    expect(await roleOf({})).toBe('signed-in-users');
    expect(await roleOf({ authenticatedRole: READERS })).toBe('readers');
    expect(await roleOf({ authenticatedRole: false })).toBe(invalidConfiguration);
  });

  it('must exist and trust the identity pool', async () => {
    const arn = 'arn:aws:iam::123456789012:role/deleted';
    expect(await roleOf({ authenticatedRole: arn })).toBe(invalidConfiguration);
    given.emulator.addIdentityRole({ arn, trusts: identityPool.id });
    expect(await roleOf({ authenticatedRole: arn })).toBe(invalidConfiguration);
    given.emulator.addIdentityRole({ arn, amr: 'unauthenticated' });
    expect(await roleOf({ authenticatedRole: arn })).toBe(
      "NotAuthorizedException: Access to Identity 'ID' is forbidden.",
    );
  });

  it('can be one that the user asks for, out of those of its groups', async () => {
    expect(await roleOf({}, READERS)).toBe(`NotAuthorizedException: Access to Role '${READERS}' is forbidden.`);
    pool.groupRoles.set('readers', { arn: READERS, precedence: 1 });
    expect(await roleOf({}, READERS)).toBe('readers');
    expect(await roleOf({}, WRITERS)).toBe(`NotAuthorizedException: Access to Role '${WRITERS}' is forbidden.`);
  });

  it('is the preferred role of the token if the identity pool asks for it', async () => {
    const roleMapping = { kind: 'token', orElse: 'Deny' } as const;
    const denied = 'NotAuthorizedException: The ambiguous role mapping rules denied this request';
    expect(await roleOf({ roleMapping })).toBe(denied);
    expect(await roleOf({ roleMapping: { ...roleMapping, orElse: 'AuthenticatedRole' } })).toBe('signed-in-users');
    pool.groupRoles.set('readers', { arn: READERS, precedence: 2 });
    pool.groupRoles.set('writers', { arn: WRITERS, precedence: 1 });
    expect(await roleOf({ roleMapping })).toBe('writers');
    pool.groupRoles.set('readers', { arn: READERS, precedence: 1 });
    expect(await roleOf({ roleMapping })).toBe(denied);
  });

  it('is that of the first rule that matches a claim', async () => {
    const rules = [
      { claim: 'email', equals: 'ada@example.com', roleArn: WRITERS },
      { claim: 'cognito:groups', equals: 'readers', roleArn: READERS },
    ];
    const denied = 'NotAuthorizedException: The ambiguous role mapping rules denied this request';
    expect(await roleOf({ roleMapping: { kind: 'rules', rules, orElse: 'Deny' } })).toBe('readers');
    expect(await roleOf({ roleMapping: { kind: 'rules', rules: [], orElse: 'Deny' } })).toBe(denied);
  });
});

describe('deleting an identity', () => {
  const remove = (id: string, config: CognitoIdentityClientConfig = { credentials: given.emulator.credentials }) =>
    identitySdk(config).send(new DeleteIdentitiesCommand({ IdentityIdsToDelete: [id] }));

  it('forgets it, and nothing is left to delete the second time', async () => {
    const { idToken } = await tokensOf();
    const id = await getId(idToken);
    expect((await remove(id)).UnprocessedIdentityIds).toStrictEqual([]);
    expect(identityPool.identities).toStrictEqual([]);
    expect(await refusalOf(getCredentials(id, idToken))).toBe(`ResourceNotFoundException: Identity '${id}' not found.`);
    expect((await remove(id)).UnprocessedIdentityIds).toStrictEqual([]);
  });

  it('needs a permission on the identity pool', async () => {
    const id = await getId((await tokensOf()).idToken);
    const principal = given.emulator.addPrincipal({ denied: ['DeleteIdentities'] });
    expect(await refusalOf(remove(id, { credentials: principal }))).toBe(
      `AccessDeniedException: User: arn:aws:iam::123456789012:user/ci is not authorized to perform: cognito-identity:DeleteIdentities on resource: arn:aws:cognito-identity:eu-west-1:123456789012:identitypool/${identityPool.id} because no identity-based policy allows the cognito-identity:DeleteIdentities action`,
    );
  });

  it('of another account is reported with status 200', async () => {
    const id = await getId((await tokensOf()).idToken);
    const principal = given.emulator.addPrincipal({ account: '111122223333' });
    expect((await remove(id, { credentials: principal })).UnprocessedIdentityIds).toStrictEqual([
      { IdentityId: id, ErrorCode: 'AccessDenied' },
    ]);
    expect(identityPool.identities).toHaveLength(1);
  });

  it('needs a signature for this service', async () => {
    const id = await getId((await tokensOf()).idToken);
    await remove(id);
    expect(given.emulator.requests.at(-1)).toMatchObject({ operation: 'DeleteIdentities', signed: true, status: 200 });
    const { connection: _, ...seen } = given.emulator.requests.at(-1)?.headers ?? {};
    const { host: __, 'content-length': ___, ...headers } = seen;
    const authorization = headers['authorization']?.replace('cognito-identity/', 'cognito-idp/') ?? '';
    const response = await fetch(given.emulator.url, {
      method: 'POST',
      headers: { ...headers, authorization },
      body: JSON.stringify(given.emulator.requests.at(-1)?.body),
    });
    expect(await response.text()).toContain("Credential should be scoped to correct service: 'cognito-identity'.");
  });
});

it('credentials of users are secrets of their own kind', async () => {
  const { idToken } = await tokensOf();
  const { Credentials } = await getCredentials(await getId(idToken), idToken);
  for (const text of [Credentials?.AccessKeyId, Credentials?.SecretKey, Credentials?.SessionToken]) {
    expect(given.emulator.secrets).toContainEqual({ kind: 'AWS credentials of a user', text });
  }
});

it('each API knows its own operations only', async () => {
  const call = (target: string) =>
    fetch(given.emulator.url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target },
      body: '{}',
    }).then((response) => response.text());
  expect(await call('AWSCognitoIdentityService.InitiateAuth')).toContain('UnknownOperationException');
  expect(await call('AWSCognitoIdentityProviderService.GetId')).toContain('UnknownOperationException');
  expect(await call('SomeService.GetId')).toContain('did not understand');
});
