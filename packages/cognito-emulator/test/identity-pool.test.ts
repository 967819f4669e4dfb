import { CognitoIdentity, type CognitoIdentityClientConfig } from '@aws-sdk/client-cognito-identity';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { type IdentityPool, type IdentityPoolRequest, providerNameOf } from '../src/identity/identity-pool.ts';
import type { UserPool } from '../src/user-pool.ts';
import { invalid, refusalOf } from './contract/answers.ts';
import { PASSWORD } from './contract/pool.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { callsOn } from './sdk.ts';
import { setUpUser } from './user-fixture.ts';

const given = emulatorPerTest();
const READERS = 'arn:aws:iam::123456789012:role/readers';
const WRITERS = 'arn:aws:iam::123456789012:role/writers';

let fixture: ReturnType<typeof setUpUser>;
let identityPool: IdentityPool;

beforeEach(() => {
  fixture = setUpUser(given.emulator, { user: { groups: ['readers', 'writers'] } });
  identityPool = createIdentityPool();
});

function createIdentityPool(request: IdentityPoolRequest = {}): IdentityPool {
  return given.emulator.createIdentityPool({ providers: [fixture], ...request });
}

/** Creates an AWS SDK client, without credentials unless they are given. */
function identitySdk(config: CognitoIdentityClientConfig = {}): CognitoIdentity {
  return new CognitoIdentity({ endpoint: given.emulator.url, region: 'eu-west-1', maxAttempts: 1, ...config });
}

async function idToken(USERNAME = 'ada'): Promise<string> {
  return (await fixture.calls.tokens({ USERNAME })).IdToken;
}

function loginsOf(token: string, of: UserPool = fixture.pool) {
  return { [providerNameOf(of)]: token };
}

async function getId(token: string, IdentityPoolId = identityPool.id, of: UserPool = fixture.pool): Promise<string> {
  return (await identitySdk().getId({ IdentityPoolId, Logins: loginsOf(token, of) })).IdentityId ?? '';
}

/** Calls GetCredentialsForIdentity and returns the credentials as an SDK takes them. */
async function getCredentials(IdentityId: string, token: string, CustomRoleArn?: string) {
  const request = { IdentityId, Logins: loginsOf(token), CustomRoleArn };
  const { Credentials: credentials } = await identitySdk().getCredentialsForIdentity(request);
  return {
    accessKeyId: credentials?.AccessKeyId ?? '',
    secretAccessKey: credentials?.SecretKey ?? '',
    sessionToken: credentials?.SessionToken ?? '',
    ...(credentials?.Expiration && { expiration: credentials.Expiration }),
  };
}

/** Returns the refusal of AdminGetUser, which these credentials may not call. */
function deniedWith(credentials: Awaited<ReturnType<typeof getCredentials>>): Promise<string> {
  return refusalOf(callsOn(fixture.pool, given.emulator, { credentials }).getUser('ada'));
}

describe('an identity pool', () => {
  it('gives a user the same identity every time, and others another', async () => {
    fixture.pool.addUser({ username: 'bob', password: PASSWORD });
    const first = await getId(await idToken());
    expect(first).toMatch(/^eu-west-1:[0-9a-f-]{36}$/);
    expect(await getId(await idToken())).toBe(first);
    expect(await getId(await idToken('bob'))).not.toBe(first);
    expect(identityPool.identities).toHaveLength(2);
  });

  it('gives credentials of its role for an hour, which allow nothing in Cognito and are secrets', async () => {
    const token = await idToken();
    const credentials = await getCredentials(await getId(token), token);
    const { expiration, ...texts } = credentials;
    expect(expiration).toStrictEqual(new Date(Math.floor(given.now / 1000 + 3600) * 1000));
    for (const text of Object.values(texts)) {
      expect(given.emulator.secrets).toContainEqual({ kind: 'AWS credentials of a user', text });
    }
    expect(await deniedWith(credentials)).toMatch(
      /^AccessDeniedException: User: arn:aws:sts::123456789012:assumed-role\/signed-in-users\/CognitoIdentityCredentials is not authorized to perform: cognito-idp:AdminGetUser/,
    );
    given.now += 3_600_000;
    expect(await deniedWith(credentials)).toMatch(/^ExpiredTokenException/);
  });

  it.each([
    [
      'eu-west-1:1a2b3c4d-5e6f-7a8b-9c0d-1e2f3a4b5c6d',
      "ResourceNotFoundException: IdentityPool 'eu-west-1:1a2b3c4d-5e6f-7a8b-9c0d-1e2f3a4b5c6d' not found.",
    ],
    ['my-pool', invalid("1 validation error detected: Value 'my-pool' at 'identityPoolId' failed to satisfy")],
  ])('is unknown under the ID %s', async (id, refusal) => {
    expect((await refusalOf(getId(await idToken(), id))).slice(0, refusal.length)).toBe(refusal);
  });

  it('supports no guests', async () => {
    expect(await refusalOf(identitySdk().getId({ IdentityPoolId: identityPool.id }))).toBe(
      'NotAuthorizedException: Unauthenticated access is not supported for this identity pool.',
    );
  });
});

describe('a login', () => {
  const INVALID = 'NotAuthorizedException: Invalid login token.';

  it.each<[string, () => string | Promise<string>, string]>([
    ['an access token', async () => (await fixture.calls.tokens()).AccessToken, 'Missing a required claim: aud'],
    ['anything else', () => 'junk', 'Not a valid OpenId Connect identity token.'],
    ['a token that was changed', async () => (await idToken()).slice(0, -8), "Couldn't verify signed token."],
    [
      'an expired token',
      async () => {
        const token = await idToken();
        given.now += 3_600_000;
        return token;
      },
      'Token expired: NOW >= NOW',
    ],
  ])('with %s is refused', async (_, tokenOf, reason) => {
    const token = await tokenOf();
    const now = String(Math.floor(given.now / 1000));
    expect(await refusalOf(getId(token))).toBe(`${INVALID} ${reason.replaceAll('NOW', now)}`);
  });

  it('under the name of another user pool is refused', async () => {
    const call = getId(await idToken(), identityPool.id, given.emulator.createPool());
    expect(await refusalOf(call)).toBe(`${INVALID} Issuer doesn't match providerName`);
  });

  it('of an app client that the identity pool does not list is refused', async () => {
    const providers = [{ pool: fixture.pool, client: fixture.pool.createClient() }];
    expect(await refusalOf(getId(await idToken(), createIdentityPool({ providers }).id))).toBe(
      'NotAuthorizedException: Token is not from a supported provider of this identity pool.',
    );
  });

  it('of another user does not give credentials', async () => {
    fixture.pool.addUser({ username: 'bob', password: PASSWORD });
    expect(await refusalOf(getCredentials(await getId(await idToken()), await idToken('bob')))).toBe(
      "NotAuthorizedException: Logins don't match. Please include at least one valid login for this identity or identity pool.",
    );
  });

  it('that is missing does not give credentials', async () => {
    const id = await getId(await idToken());
    expect(await refusalOf(identitySdk().getCredentialsForIdentity({ IdentityId: id }))).toBe(
      `NotAuthorizedException: Access to Identity '${id}' is forbidden.`,
    );
  });
});

describe('the role of an identity', () => {
  const invalidConfiguration =
    'InvalidIdentityPoolConfigurationException: Invalid identity pool configuration. Check assigned IAM roles for this pool.';

  /** Returns the name of the role whose credentials the user gets, or the refusal. */
  const roleOf = async (request: IdentityPoolRequest, customRole?: string): Promise<string> => {
    const token = await idToken();
    const id = await getId(token, createIdentityPool(request).id);
    try {
      const denied = await deniedWith(await getCredentials(id, token, customRole));
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
    fixture.pool.groupRoles.set('readers', { arn: READERS, precedence: 1 });
    expect(await roleOf({}, READERS)).toBe('readers');
    expect(await roleOf({}, WRITERS)).toBe(`NotAuthorizedException: Access to Role '${WRITERS}' is forbidden.`);
  });

  it('is the preferred role of the token if the identity pool asks for it', async () => {
    const roleMapping = { kind: 'token', orElse: 'Deny' } as const;
    const denied = 'NotAuthorizedException: The ambiguous role mapping rules denied this request';
    expect(await roleOf({ roleMapping })).toBe(denied);
    expect(await roleOf({ roleMapping: { ...roleMapping, orElse: 'AuthenticatedRole' } })).toBe('signed-in-users');
    fixture.pool.groupRoles.set('readers', { arn: READERS, precedence: 2 });
    fixture.pool.groupRoles.set('writers', { arn: WRITERS, precedence: 1 });
    expect(await roleOf({ roleMapping })).toBe('writers');
    fixture.pool.groupRoles.set('readers', { arn: READERS, precedence: 1 });
    expect(await roleOf({ roleMapping })).toBe(denied);
  });
});

describe('deleting an identity', () => {
  const remove = (id: string, config: CognitoIdentityClientConfig = { credentials: given.emulator.credentials }) =>
    identitySdk(config).deleteIdentities({ IdentityIdsToDelete: [id] });

  it('forgets it, and nothing is left to delete the second time', async () => {
    const token = await idToken();
    const id = await getId(token);
    expect((await remove(id)).UnprocessedIdentityIds).toStrictEqual([]);
    expect(identityPool.identities).toStrictEqual([]);
    expect(await refusalOf(getCredentials(id, token))).toBe(`ResourceNotFoundException: Identity '${id}' not found.`);
    expect((await remove(id)).UnprocessedIdentityIds).toStrictEqual([]);
  });

  it('needs a permission on the identity pool', async () => {
    const id = await getId(await idToken());
    const principal = given.emulator.addPrincipal({ denied: ['DeleteIdentities'] });
    expect(await refusalOf(remove(id, { credentials: principal }))).toBe(
      `AccessDeniedException: User: arn:aws:iam::123456789012:user/ci is not authorized to perform: cognito-identity:DeleteIdentities on resource: arn:aws:cognito-identity:eu-west-1:123456789012:identitypool/${identityPool.id} because no identity-based policy allows the cognito-identity:DeleteIdentities action`,
    );
  });

  it('of another account is reported with status 200', async () => {
    const id = await getId(await idToken());
    const principal = given.emulator.addPrincipal({ account: '111122223333' });
    expect((await remove(id, { credentials: principal })).UnprocessedIdentityIds).toStrictEqual([
      { IdentityId: id, ErrorCode: 'AccessDenied' },
    ]);
    expect(identityPool.identities).toHaveLength(1);
  });
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
});
