import { CognitoIdentity } from '@aws-sdk/client-cognito-identity';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { type IdentityPool, type IdentityPoolRequest, providerNameOf } from '../src/identity/identity-pool.ts';
import type { IamCredentials } from '../src/principals.ts';
import { invalid, refusalOf } from './contract/answers.ts';
import { PASSWORD } from './contract/pool.ts';
import { callsOn, emulatorPerTest, setUpUser } from './fixture.ts';

const given = emulatorPerTest();
const READERS = 'arn:aws:iam::123456789012:role/readers';
const WRITERS = 'arn:aws:iam::123456789012:role/writers';

let fixture: ReturnType<typeof setUpUser>;
let identityPool: IdentityPool;

beforeEach(() => {
  fixture = setUpUser(given.emulator, { user: { groups: ['readers', 'writers'] } });
  fixture.pool.addUser({ username: 'bob', password: PASSWORD });
  identityPool = given.emulator.createIdentityPool({ providers: [fixture] });
});

/** Creates an AWS SDK client, without credentials unless they are given. */
function identitySdk(credentials?: IamCredentials): CognitoIdentity {
  const config = { endpoint: given.emulator.url, region: 'eu-west-1', maxAttempts: 1 };
  return new CognitoIdentity(credentials ? { ...config, credentials } : config);
}

async function idToken(USERNAME = 'ada'): Promise<string> {
  return (await fixture.calls.tokens({ USERNAME })).IdToken;
}

async function getId(token: string, IdentityPoolId = identityPool.id, of = fixture.pool): Promise<string> {
  return (await identitySdk().getId({ IdentityPoolId, Logins: { [providerNameOf(of)]: token } })).IdentityId ?? '';
}

/** Calls GetCredentialsForIdentity and returns the credentials as an SDK takes them. */
async function getCredentials(IdentityId: string, token: string, CustomRoleArn?: string) {
  const request = { IdentityId, Logins: { [providerNameOf(fixture.pool)]: token }, CustomRoleArn };
  const { Credentials: credentials } = await identitySdk().getCredentialsForIdentity(request);
  return {
    accessKeyId: credentials?.AccessKeyId ?? '',
    secretAccessKey: credentials?.SecretKey ?? '',
    sessionToken: credentials?.SessionToken ?? '',
    ...(credentials?.Expiration && { expiration: credentials.Expiration }),
  };
}

/** Returns the refusal of AdminGetUser, which these credentials may not call. */
function deniedWith(credentials: IamCredentials): Promise<string> {
  return refusalOf(callsOn(fixture.pool, given.emulator, { credentials }).getUser());
}

it('an identity gets credentials of its role for an hour, which allow nothing in Cognito and are secrets', async () => {
  const token = await idToken();
  const id = await getId(token);
  expect(id).toMatch(/^eu-west-1:[0-9a-f-]{36}$/);
  expect(await getId(await idToken('bob'))).not.toBe(id);
  const credentials = await getCredentials(await getId(token), token);
  expect(identityPool.identities).toHaveLength(2);
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

async function expired(): Promise<string> {
  const token = await idToken();
  given.now += 3_600_000;
  return token;
}

const UNKNOWN = 'eu-west-1:1a2b3c4d-5e6f-7a8b-9c0d-1e2f3a4b5c6d';
const NOT_AUTHORIZED = 'NotAuthorizedException:';
const INVALID = `${NOT_AUTHORIZED} Invalid login token.`;
const INVALID_ID = invalid("1 validation error detected: Value 'my-pool' at 'identityPoolId' failed to satisfy");
it.each<[string, () => Promise<unknown>, string]>([
  [
    'an unknown identity pool',
    () => getId('', UNKNOWN),
    `ResourceNotFoundException: IdentityPool '${UNKNOWN}' not found.`,
  ],
  ['an invalid ID of an identity pool', () => getId('', 'my-pool'), INVALID_ID],
  [
    'a guest',
    () => identitySdk().getId({ IdentityPoolId: identityPool.id }),
    `${NOT_AUTHORIZED} Unauthenticated access is not supported for this identity pool.`,
  ],
  ['anything but a token', () => getId('junk'), `${INVALID} Not a valid OpenId Connect identity token.`],
  [
    'an access token',
    async () => getId((await fixture.calls.tokens()).AccessToken),
    `${INVALID} Missing a required cl`,
  ],
  ['a changed token', async () => getId((await idToken()).slice(0, -8)), `${INVALID} Couldn't verify signed token.`],
  ['an expired token', async () => getId(await expired()), `${INVALID} Token expired: `],
  [
    'a token under the name of another user pool',
    async () => getId(await idToken(), identityPool.id, given.emulator.createPool()),
    `${INVALID} Issuer doesn't match providerName`,
  ],
  [
    'a token of an app client that the identity pool does not list',
    async () => getId(await idToken(), given.emulator.createIdentityPool().id),
    `${NOT_AUTHORIZED} Token is not from a supported provider of this identity pool.`,
  ],
  [
    'credentials for the token of another user',
    async () => getCredentials(await getId(await idToken()), await idToken('bob')),
    `${NOT_AUTHORIZED} Logins don't match. Please include at least one valid login for this identity or identity pool.`,
  ],
  [
    'credentials without a token',
    async () => identitySdk().getCredentialsForIdentity({ IdentityId: await getId(await idToken()) }),
    `${NOT_AUTHORIZED} Access to Identity '`,
  ],
])('%s is refused', async (_, call, refusal) => {
  expect((await refusalOf(call())).slice(0, refusal.length)).toBe(refusal);
});

describe('the role of an identity', () => {
  const invalidConfiguration =
    'InvalidIdentityPoolConfigurationException: Invalid identity pool configuration. Check assigned IAM roles for this pool.';

  /** Returns the name of the role whose credentials the user gets, or the refusal. */
  const roleOf = async (request: IdentityPoolRequest, customRole?: string): Promise<string> => {
    const token = await idToken();
    const id = await getId(token, given.emulator.createIdentityPool({ providers: [fixture], ...request }).id);
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

  it('is the authenticated role, which must exist and trust the identity pool', async () => {
    expect(await roleOf({ authenticatedRole: READERS })).toBe('readers');
    expect(await roleOf({ authenticatedRole: false })).toBe(invalidConfiguration);
    const arn = 'arn:aws:iam::123456789012:role/deleted';
    expect(await roleOf({ authenticatedRole: arn })).toBe(invalidConfiguration);
    given.emulator.addIdentityRole({ arn, trusts: identityPool.id });
    expect(await roleOf({ authenticatedRole: arn })).toBe(invalidConfiguration);
    given.emulator.addIdentityRole({ arn, amr: 'unauthenticated' });
    expect(await roleOf({ authenticatedRole: arn })).toBe(`${NOT_AUTHORIZED} Access to Identity 'ID' is forbidden.`);
  });

  it('can be one that the user asks for, out of those of its groups', async () => {
    fixture.pool.groupRoles.set('readers', { arn: READERS, precedence: 1 });
    expect(await roleOf({}, READERS)).toBe('readers');
    expect(await roleOf({}, WRITERS)).toBe(`${NOT_AUTHORIZED} Access to Role '${WRITERS}' is forbidden.`);
  });

  it('is the preferred role of the token if the identity pool asks for it', async () => {
    const roleMapping = { kind: 'token', orElse: 'Deny' } as const;
    const denied = `${NOT_AUTHORIZED} The ambiguous role mapping rules denied this request`;
    expect(await roleOf({ roleMapping: { ...roleMapping, orElse: 'AuthenticatedRole' } })).toBe('signed-in-users');
    fixture.pool.groupRoles.set('readers', { arn: READERS, precedence: 2 });
    fixture.pool.groupRoles.set('writers', { arn: WRITERS, precedence: 1 });
    expect(await roleOf({ roleMapping })).toBe('writers');
    fixture.pool.groupRoles.set('readers', { arn: READERS, precedence: 1 });
    expect(await roleOf({ roleMapping })).toBe(denied);
  });
});

describe('DeleteIdentities', () => {
  const remove = (id: string, credentials: IamCredentials = given.emulator.credentials) =>
    identitySdk(credentials).deleteIdentities({ IdentityIdsToDelete: [id] });

  it('forgets an identity, and does nothing the second time', async () => {
    const token = await idToken();
    const id = await getId(token);
    expect((await remove(id)).UnprocessedIdentityIds).toStrictEqual([]);
    expect(identityPool.identities).toStrictEqual([]);
    expect(await refusalOf(getCredentials(id, token))).toBe(`ResourceNotFoundException: Identity '${id}' not found.`);
    expect((await remove(id)).UnprocessedIdentityIds).toStrictEqual([]);
  });

  it('needs a permission on the identity pool, and reports another account with status 200', async () => {
    const id = await getId(await idToken());
    expect(await refusalOf(remove(id, given.emulator.addPrincipal({ denied: ['DeleteIdentities'] })))).toBe(
      `AccessDeniedException: User: arn:aws:iam::123456789012:user/ci is not authorized to perform: cognito-identity:DeleteIdentities on resource: arn:aws:cognito-identity:eu-west-1:123456789012:identitypool/${identityPool.id} because no identity-based policy allows the cognito-identity:DeleteIdentities action`,
    );
    const foreign = given.emulator.addPrincipal({ account: '111122223333' });
    const UnprocessedIdentityIds = [{ IdentityId: id, ErrorCode: 'AccessDenied' }];
    expect(await remove(id, foreign)).toMatchObject({ UnprocessedIdentityIds });
    expect(identityPool.identities).toHaveLength(1);
  });
});
