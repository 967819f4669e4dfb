/** Creating, changing and deleting users: the calls of a user pool's owner, and SignUp. */
import type { PasswordPolicyType, SignUpCommandInput } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import { decodeClaims } from '../../src/decode-claims.ts';
import { answers, invalid, NO_USER, NOT_CONFIRMED, refusalOf } from './answers.ts';
import { attributesOf, PASSWORD, type PoolRequest, TEMPORARY_PASSWORD, type Texts, UUID } from './pool.ts';
import { type Given, type Requests, useService } from './service.ts';

const service = await useService();

describe('AdminCreateUser', () => {
  it('creates a user who must change the password', async () => {
    const pool = await service.createPool();
    const user = await pool.createUser('ada', { name: 'Ada' });
    const sub = { Name: 'sub', Value: expect.stringMatching(UUID) };
    expect(user).toStrictEqual({
      Username: 'ada',
      Enabled: true,
      UserStatus: 'FORCE_CHANGE_PASSWORD',
      UserCreateDate: expect.any(Date),
      UserLastModifiedDate: expect.any(Date),
      Attributes: expect.arrayContaining([sub, { Name: 'name', Value: 'Ada' }]),
    });
    expect(user?.Attributes).toHaveLength(2);
  });

  const resend = (username: string) => {
    return ({ pool }: Given) => pool.createUser(username, {}, { MessageAction: 'RESEND' });
  };
  answers(service.setUp, {
    'refuses RESEND for an unknown user': [resend('bob'), NO_USER],
    'refuses RESEND for a user with a permanent password': [
      resend('ada'),
      'UnsupportedUserStateException: Resend not possible. ada status is not FORCE_CHANGE_PASSWORD',
    ],
    'refuses a user pool that does not exist': [
      ({ pool }) => pool.createUser('ada', {}, { UserPoolId: `${service.region}_AbCdEfGhI` }),
      `ResourceNotFoundException: User pool ${service.region}_AbCdEfGhI does not exist.`,
    ],
  });
});

describe('usernames', () => {
  const TAKEN = 'UsernameExistsException: User account already exists';
  const EMAIL_TAKEN = 'UsernameExistsException: An account with the given email already exists.';
  const EMAIL: PoolRequest = { UsernameAttributes: ['email'] };
  const PHONE: PoolRequest = { UsernameAttributes: ['phone_number'] };
  const EITHER: PoolRequest = { UsernameAttributes: ['email', 'phone_number'] };
  const NUMBER = '+999123456789012';
  const noAlias = (form: string, alias: string) =>
    invalid(`Username cannot be of ${form} format, since user pool is configured for ${alias} alias.`);
  it.each<[string, PoolRequest, string[], string | RegExp]>([
    ['plain', {}, ['ada@example.com'], 'ada@example.com'],
    ['plain', {}, ['ada', 'ADA'], TAKEN],
    ['case-sensitive', { UsernameConfiguration: { CaseSensitive: true } }, ['ada', 'ADA'], 'ADA'],
    ['e-mail', EMAIL, ['ada'], invalid('Username should be an email.')],
    ['e-mail', EMAIL, ['ada@example.com', 'Ada@Example.com'], EMAIL_TAKEN],
    ['phone', PHONE, ['ada@example.com'], invalid('Username should be a phone number.')],
    ['e-mail or phone', EITHER, [NUMBER], UUID],
    ['e-mail or phone', EITHER, ['ada'], invalid('Username should be either an email or a phone number.')],
    ['alias', { AliasAttributes: ['email'] }, ['ada@example.com'], noAlias('email', 'email')],
    ['alias', { AliasAttributes: ['phone_number'] }, [NUMBER], noAlias('phone number', 'phone number')],
  ])('follow the rules of the pool (%s, %j): %j', async (_, request, names, expected) => {
    const pool = await service.createPool(request);
    let last = '';
    for (const name of names) {
      last = await pool.createUser(name).then((user) => user?.Username ?? '', String);
    }
    expect(last).toStrictEqual(typeof expected === 'string' ? expected : expect.stringMatching(expected));
  });

  it('of an e-mail pool are the UUID and the e-mail address in Admin operations', async () => {
    const pool = await service.createPool(EMAIL);
    const created = await pool.createUser('ada@example.com');
    const user = await pool.getUser('ADA@example.com');
    expect(user.Username).toBe(created?.Username);
    expect(user.UserAttributes).toStrictEqual(expect.arrayContaining(attributesOf({ email: 'ada@example.com' })));
    await pool.deleteUser(created?.Username);
    expect(await refusalOf(pool.getUser('ada@example.com'))).toBe(NO_USER);
  });

  it('of an alias pool include verified aliases, which change hands only with ForceAliasCreation', async () => {
    const pool = await service.createPool({ AliasAttributes: ['email'] });
    const email = (email_verified: string) => ({ email: 'ada@example.com', email_verified });
    await pool.createUser('ada', email('true'));
    await pool.createUser('bob', email('false'));
    expect(await refusalOf(pool.createUser('cyd', email('true')))).toBe(EMAIL_TAKEN);
    await pool.createUser('cyd', email('true'), { ForceAliasCreation: true });
    for (const [name, verified] of Object.entries({ ada: 'false', bob: 'false', cyd: 'true' })) {
      const { UserAttributes } = await pool.getUser(name);
      expect(UserAttributes).toContainEqual({ Name: 'email_verified', Value: verified });
    }
  });
});

describe('attributes', () => {
  const SCHEMA = 'Attributes did not conform to the schema: ';
  it.each([
    ['sub', 'abc', 'Cannot modify the non-mutable attribute sub'],
    ['custom:role', 'x', `${SCHEMA}Type for attribute {custom:role} could not be determined`],
    ['email', 'ada', 'Invalid email address format.'],
    ['phone_number', '12345', 'Invalid phone number format.'],
    ['birthdate', '1815', `${SCHEMA}birthdate: String must be no shorter than 10 characters`],
    ['birthdate', '1815-12-100', `${SCHEMA}birthdate: String must be no longer than 10 characters`],
    ['birthdate', '1815-02-30', `${SCHEMA}birthdate: String must be a date of the form YYYY-MM-DD`],
    ['email_verified', 'perhaps', `${SCHEMA}email_verified: Value must be true or false`],
  ])('are refused if invalid: %s=%s', async (name, value, message) => {
    const pool = await service.createPool();
    expect(await refusalOf(pool.createUser('ada', { [name]: value }))).toBe(invalid(message));
    expect(await refusalOf(pool.getUser())).toBe(NO_USER);
  });

  it('are stored if they conform to the schema', async () => {
    const pool = await service.createPool({ Schema: [{ Name: 'role', AttributeDataType: 'String', Mutable: true }] });
    const attributes: Texts = {
      'custom:role': 'admin',
      email: 'success+gha-1@simulator.amazonses.com',
      email_verified: 'true',
      phone_number: '+999123456789012',
      birthdate: '1815-12-10',
    };
    await pool.createUser('ada', attributes);
    const { UserAttributes: stored = [] } = await pool.getUser();
    const sub = expect.stringMatching(UUID);
    expect(Object.fromEntries(stored.map(({ Name, Value }) => [Name, Value]))).toStrictEqual({ ...attributes, sub });
  });

  it('are refused if they contradict the username', async () => {
    const pool = await service.createPool({ UsernameAttributes: ['email'] });
    expect(await refusalOf(pool.createUser('ada@example.com', { email: 'bob@example.com' }))).toBe(
      invalid('Username and attribute email are not the same.'),
    );
  });
});

describe('the password policy refuses', () => {
  const withPolicy = (PasswordPolicy: PasswordPolicyType): PoolRequest => ({ Policies: { PasswordPolicy } });
  it.each<[string, string, PoolRequest?]>([
    ['Aa1-567', 'Password not long enough'],
    ['12345', 'Password not long enough', withPolicy({ MinimumLength: 6 })],
    ['ÄÖÜa1-5678', 'Password must have uppercase characters'],
    ['AA1-5678', 'Password must have lowercase characters'],
    ['Aab-cdef', 'Password must have numeric characters'],
    ['Aa3£5678', 'Password must have symbol characters'],
  ])('%s', async (password, message, request = {}) => {
    const pool = await service.createPool(request);
    const refusal = `InvalidPasswordException: Password did not conform with policy: ${message}`;
    expect(await refusalOf(pool.createUser('ada', {}, { TemporaryPassword: password }))).toBe(refusal);
    await pool.createUser('bob');
    expect(await refusalOf(pool.setPassword('bob', password))).toBe(refusal);
  });

  it('passwords in the history, including the temporary one', async () => {
    const pool = await service.createPool(withPolicy({ PasswordHistorySize: 2 }));
    await pool.createUser('ada');
    const refusal = /^PasswordHistoryPolicyViolationException/;
    expect(await refusalOf(pool.setPassword('ada', TEMPORARY_PASSWORD))).toMatch(refusal);
    await pool.setPassword('ada', 'Permanent-1');
    expect(await refusalOf(pool.setPassword('ada', TEMPORARY_PASSWORD))).toMatch(refusal);
    await pool.setPassword('ada', 'Permanent-2');
    await pool.setPassword('ada', TEMPORARY_PASSWORD);
  });

  it('a history in a pool with the Lite plan', async () => {
    const call = service.createPool({ UserPoolTier: 'LITE', ...withPolicy({ PasswordHistorySize: 1 }) });
    expect(await refusalOf(call)).toMatch(/^(?:InvalidParameter|FeatureUnavailableInTier)Exception: /);
  });
});

it('the password policy accepts every symbol, and requires no others than those of the pool', async () => {
  const pool = await service.createPool();
  await pool.createUser('ada');
  for (const symbol of '^$*.[]{}()?"!@#%&/\\,><\':;|_~`=+-') {
    await pool.setPassword('ada', `Aa34567${symbol}`);
  }
  const lax = await service.createPool({ Policies: { PasswordPolicy: { MinimumLength: 6 } } });
  await lax.createUser('ada', {}, { TemporaryPassword: '123456' });
});

it.each([
  [true, 'CONFIRMED'],
  [false, 'FORCE_CHANGE_PASSWORD'],
])('AdminSetUserPassword with Permanent %s sets the status %s', async (permanent, status) => {
  const pool = await service.createPool();
  await pool.createUser('ada');
  await pool.setPassword('ada', PASSWORD, permanent);
  expect(await pool.getUser()).toMatchObject({ UserStatus: status });
});

it('the operations on users refuse an unknown user', async () => {
  const pool = await service.createPool();
  await pool.createGroup('testers');
  expect(await refusalOf(pool.getUser())).toBe(NO_USER);
  expect(await refusalOf(pool.deleteUser())).toBe(NO_USER);
  expect(await refusalOf(pool.setPassword('ada', PASSWORD))).toBe(NO_USER);
  expect(await refusalOf(pool.confirmUser())).toBe(NO_USER);
  expect(await refusalOf(pool.addToGroup('testers', 'ada'))).toBe(NO_USER);
});

it('a group is created once, and appears in the tokens of its users', async () => {
  const { pool, client } = await service.setUp();
  await pool.createGroup('admins');
  await pool.createGroup('testers');
  const TAKEN = 'GroupExistsException: A group with the name already exists.';
  expect(await refusalOf(pool.createGroup('testers'))).toBe(TAKEN);
  await pool.addToGroup('testers', 'ada');
  await pool.addToGroup('testers', 'ada');
  expect(await refusalOf(pool.addToGroup('unknown', 'ada'))).toBe('ResourceNotFoundException: Group not found.');
  const { IdToken, AccessToken } = await client.tokens();
  expect(decodeClaims(IdToken)).toMatchObject({ 'cognito:groups': ['testers'] });
  expect(decodeClaims(AccessToken)).toMatchObject({ 'cognito:groups': ['testers'] });
});

const withAttributes = (texts: Texts) => ({ UserAttributes: attributesOf(texts) });

describe('SignUp', () => {
  const EMAIL: Requests = { pool: { UsernameAttributes: ['email'] } };
  const CONFIDENTIAL: Requests = { client: { GenerateSecret: true } };
  const NOT_PERMITTED = 'NotAuthorizedException: SignUp is not permitted for this user pool';
  const NOT_WRITABLE = 'NotAuthorizedException: A client attempted to write unauthorized attribute';

  /** Creates a pool and an app client, without a user. */
  function setUp(requests: Requests = {}) {
    return service.setUp({ ...requests, username: '' });
  }

  it('creates a user whom an administrator must confirm', async () => {
    const { pool, client } = await setUp();
    const { UserConfirmed, UserSub, CodeDeliveryDetails } = await client.signUp();
    expect([UserConfirmed, CodeDeliveryDetails]).toStrictEqual([false, undefined]);
    const user = await pool.getUser();
    expect(user.UserStatus).toBe('UNCONFIRMED');
    expect(user.UserAttributes).toContainEqual({ Name: 'sub', Value: UserSub });
    expect(await refusalOf(client.signIn())).toBe(NOT_CONFIRMED);
    await pool.confirmUser();
    expect(await refusalOf(pool.confirmUser())).toBe(
      'NotAuthorizedException: User cannot be confirmed. Current status is CONFIRMED',
    );
    expect(await client.signIn()).toHaveProperty('AuthenticationResult');
  });

  const twice = (username: string) => {
    return ({ client }: Given) => client.signUp(username).then(() => client.signUp(username));
  };
  const EMAIL_TAKEN = 'UsernameExistsException: An account with the given email already exists.';
  answers(setUp, {
    'accepts the secret hash of a client with a secret': [
      ({ client }) => client.signUp('ada', { SecretHash: client.hash('ada') }),
      { UserSub: expect.any(String) },
      CONFIDENTIAL,
    ],
    'refuses a name that is taken': [twice('ada'), 'UsernameExistsException: User already exists'],
    'refuses an address that is taken': [twice('ada@example.com'), EMAIL_TAKEN, EMAIL],
    'refuses a username that differs from the username attribute': [
      ({ client }) => client.signUp('ada@example.com', withAttributes({ email: 'bob@example.com' })),
      invalid('Username and attribute email are not the same.'),
      EMAIL,
    ],
  });

  const Schema = ['email', 'name', 'gender'].map((Name) => ({ Name, Required: true, Mutable: true }));
  const ADMIN_ONLY: Requests = { pool: { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } } };
  const MISSING_ATTRIBUTES =
    'InvalidParameterException: Attributes did not conform to the schema: emails: The attribute emails is required, name.formatted: The attribute name.formatted is required, gender: The attribute gender is required';
  const VERIFIED = withAttributes({ email: 'ada@example.com', email_verified: 'true' });
  const NAME_ONLY: Requests = { client: { WriteAttributes: ['name'] } };
  it.each<[string, Requests, Partial<SignUpCommandInput>, string | RegExp]>([
    ['a pool where only administrators create users', ADMIN_ONLY, {}, NOT_PERMITTED],
    ['a password against the policy', {}, { Password: 'permanent-1' }, /^InvalidPasswordException: /],
    ['a user without the required attributes', { pool: { Schema } }, {}, MISSING_ATTRIBUTES],
    ['a verified address', {}, VERIFIED, NOT_WRITABLE],
    ['an attribute that the client may not write', NAME_ONLY, withAttributes({ email: 'a@b.example' }), NOT_WRITABLE],
    ['a username that does not fit the pool', EMAIL, {}, invalid('Username should be an email.')],
    ['a client with a secret without its hash', CONFIDENTIAL, {}, / SECRET_HASH was not received$/],
  ])('refuses %s', async (_, requests, more, refusal) => {
    const { pool, client } = await setUp(requests);
    expect(await refusalOf(client.signUp('ada', more))).toMatch(refusal);
    expect(await refusalOf(pool.getUser())).toBe(NO_USER);
  });
});
