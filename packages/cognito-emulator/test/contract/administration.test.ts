/** The calls of a user pool's owner: creating, changing and deleting users. */
import type { PasswordPolicyType } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import { decodeClaims } from '../../src/decode-claims.ts';
import { answers, invalid, NO_USER, refusalOf } from './answers.ts';
import { attributesOf, PASSWORD, type PoolRequest, TEMPORARY_PASSWORD, type Texts, UUID } from './pool.ts';
import { useService } from './service.ts';

const service = await useService();

describe('AdminCreateUser', () => {
  it('creates a user who must change the password', async () => {
    const pool = await service.createPool();
    const user = await pool.createUser('ada', { name: 'Ada' });
    expect(user).toStrictEqual({
      Username: 'ada',
      Enabled: true,
      UserStatus: 'FORCE_CHANGE_PASSWORD',
      UserCreateDate: expect.any(Date),
      UserLastModifiedDate: expect.any(Date),
      Attributes: expect.arrayContaining([
        { Name: 'sub', Value: expect.stringMatching(UUID) },
        { Name: 'name', Value: 'Ada' },
      ]),
    });
    expect(user?.Attributes).toHaveLength(2);
  });

  it('does not require the required attributes', async () => {
    const pool = await service.createPool({ Schema: [{ Name: 'name', Required: true, Mutable: true }] });
    expect(await pool.createUser('ada')).toHaveProperty('Username', 'ada');
  });

  answers(service.setUp, {
    'refuses RESEND for an unknown user': [
      ({ pool }) => pool.createUser('bob', {}, { MessageAction: 'RESEND' }),
      NO_USER,
    ],
    'refuses RESEND for a user with a permanent password': [
      ({ pool }) => pool.createUser('ada', {}, { MessageAction: 'RESEND' }),
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
    ['plain', {}, ['ada'], 'ada'],
    ['plain', {}, ['ada@example.com'], 'ada@example.com'],
    ['plain', {}, ['ada', 'ada'], TAKEN],
    ['plain', {}, ['ada', 'ADA'], TAKEN],
    ['case-sensitive', { UsernameConfiguration: { CaseSensitive: true } }, ['ada', 'ADA'], 'ADA'],
    ['e-mail', EMAIL, ['ada@example.com'], UUID],
    ['e-mail', EMAIL, ['ada'], invalid('Username should be an email.')],
    ['e-mail', EMAIL, ['ada@example.com', 'Ada@Example.com'], EMAIL_TAKEN],
    ['phone', PHONE, [NUMBER], UUID],
    ['phone', PHONE, ['ada@example.com'], invalid('Username should be a phone number.')],
    ['e-mail or phone', EITHER, [NUMBER], UUID],
    ['e-mail or phone', EITHER, ['ada'], invalid('Username should be either an email or a phone number.')],
    ['alias', { AliasAttributes: ['email', 'phone_number'] }, ['ada'], 'ada'],
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
    expect(Object.fromEntries(stored.map(({ Name, Value }) => [Name, Value]))).toStrictEqual({
      ...attributes,
      sub: expect.stringMatching(UUID),
    });
  });

  it('are refused if they contradict the username', async () => {
    const pool = await service.createPool({ UsernameAttributes: ['email'] });
    expect(await refusalOf(pool.createUser('ada@example.com', { email: 'bob@example.com' }))).toBe(
      invalid('Username and attribute email are not the same.'),
    );
  });
});

describe('the password policy refuses', () => {
  const ALL = { RequireUppercase: true, RequireLowercase: true, RequireNumbers: true, RequireSymbols: true };
  it.each<[string, PasswordPolicyType | undefined, string]>([
    ['Aa1-567', undefined, 'Password not long enough'],
    [`Aa1-${'x'.repeat(94)}`, { MinimumLength: 99, ...ALL }, 'Password not long enough'],
    ['12345', { MinimumLength: 6 }, 'Password not long enough'],
    ['aa1-5678', undefined, 'Password must have uppercase characters'],
    ['ÄÖÜa1-5678', undefined, 'Password must have uppercase characters'],
    ['AA1-5678', undefined, 'Password must have lowercase characters'],
    ['Aab-cdef', undefined, 'Password must have numeric characters'],
    ['Aa345678', undefined, 'Password must have symbol characters'],
    ['Aa3£5678', undefined, 'Password must have symbol characters'],
  ])('%s (case %#)', async (password, policy, message) => {
    const pool = await service.createPool(policy && { Policies: { PasswordPolicy: policy } });
    const refusal = `InvalidPasswordException: Password did not conform with policy: ${message}`;
    expect(await refusalOf(pool.createUser('ada', {}, { TemporaryPassword: password }))).toBe(refusal);
    await pool.createUser('bob', {}, { TemporaryPassword: `Aa1-${'x'.repeat(95)}` });
    expect(await refusalOf(pool.setPassword('bob', password))).toBe(refusal);
  });

  it('passwords in the history, including the temporary one', async () => {
    const policy = { ...ALL, MinimumLength: 8, PasswordHistorySize: 2 };
    const pool = await service.createPool({ Policies: { PasswordPolicy: policy } });
    await pool.createUser('ada');
    const refusal = /^PasswordHistoryPolicyViolationException/;
    expect(await refusalOf(pool.setPassword('ada', TEMPORARY_PASSWORD))).toMatch(refusal);
    await pool.setPassword('ada', 'Permanent-1');
    expect(await refusalOf(pool.setPassword('ada', TEMPORARY_PASSWORD))).toMatch(refusal);
    await pool.setPassword('ada', 'Permanent-2');
    await pool.setPassword('ada', TEMPORARY_PASSWORD);
  });

  it('a history in a pool with the Lite plan', async () => {
    const policy = { ...ALL, MinimumLength: 99, PasswordHistorySize: 1 };
    const call = service.createPool({ UserPoolTier: 'LITE', Policies: { PasswordPolicy: policy } });
    expect(await refusalOf(call)).toMatch(/^(?:InvalidParameter|FeatureUnavailableInTier)Exception: /);
  });
});

describe('the password policy', () => {
  it('counts its symbols only', async () => {
    const pool = await service.createPool();
    await pool.createUser('ada');
    for (const symbol of '^$*.[]{}()?"!@#%&/\\,><\':;|_~`=+-') {
      await pool.setPassword('ada', `Aa34567${symbol}`);
    }
  });

  it('requires no kind of characters that the pool does not require', async () => {
    const pool = await service.createPool({ Policies: { PasswordPolicy: { MinimumLength: 6 } } });
    await pool.createUser('ada', {}, { TemporaryPassword: '123456' });
  });
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

describe('an unknown user', () => {
  it('is refused by the operations on users', async () => {
    const pool = await service.createPool();
    await pool.createGroup('testers');
    for (const call of [
      () => pool.getUser('nobody'),
      () => pool.deleteUser('nobody'),
      () => pool.setPassword('nobody', PASSWORD),
      () => pool.confirmUser('nobody'),
      () => pool.addToGroup('testers', 'nobody'),
    ]) {
      expect(await refusalOf(call())).toBe(NO_USER);
    }
  });
});

it('a group is created once, and appears in the tokens of its users', async () => {
  const { pool, client } = await service.setUp();
  await pool.createGroup('admins');
  await pool.createGroup('testers');
  expect(await refusalOf(pool.createGroup('testers'))).toBe(
    'GroupExistsException: A group with the name already exists.',
  );
  await pool.addToGroup('testers', 'ada');
  await pool.addToGroup('testers', 'ada');
  expect(await refusalOf(pool.addToGroup('unknown', 'ada'))).toBe('ResourceNotFoundException: Group not found.');
  const { IdToken, AccessToken } = await client.tokens();
  expect(decodeClaims(IdToken)).toMatchObject({ 'cognito:groups': ['testers'] });
  expect(decodeClaims(AccessToken)).toMatchObject({ 'cognito:groups': ['testers'] });
});
