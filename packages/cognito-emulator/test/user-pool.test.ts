import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Emulator, startEmulator } from '../src/index.ts';
import type { PasswordPolicy, PoolRequest } from '../src/pool-settings.ts';
import { createUser, refusalOf, sdkFor } from './sdk.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

let emulator: Emulator;
let sdk: ReturnType<typeof sdkFor>;

beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.close());
beforeEach(() => {
  sdk = sdkFor(emulator);
});

const setPassword = (UserPoolId: string, Username: string, Password: string, Permanent = true) =>
  sdk.send(new AdminSetUserPasswordCommand({ UserPoolId, Username, Password, Permanent }));

describe('a new pool', () => {
  it('has an ID with the region and nine letters or digits', () => {
    expect(emulator.createPool({ region: 'us-gov-west-1' }).id).toMatch(/^us-gov-west-1_[A-Za-z0-9]{9}$/);
  });

  it.each<[PoolRequest, string]>([
    [{ passwordPolicy: { minimumLength: 5 } }, "A pool's minimumLength is 6 to 99, not 5."],
    [{ passwordPolicy: { minimumLength: 100 } }, "A pool's minimumLength is 6 to 99, not 100."],
    [{ passwordPolicy: { historySize: 25 } }, "A pool's historySize is 0 to 24, not 25."],
    [{ passwordPolicy: { historySize: 1 }, tier: 'LITE' }, 'Password history needs the Essentials or Plus tier.'],
    [
      { usernameAttributes: ['email'], aliasAttributes: ['email'] },
      'A pool has username attributes or alias attributes, not both.',
    ],
  ])('cannot be created with %j', (request, message) => {
    expect(() => emulator.createPool(request)).toThrow(new RangeError(message));
  });
});

describe('AdminCreateUser', () => {
  it('creates a user who must change the password', async () => {
    const pool = emulator.createPool();
    const { User } = await sdk.send(createUser(pool.id, 'ada', { UserAttributes: [{ Name: 'name', Value: 'Ada' }] }));
    expect(User).toMatchObject({ Username: 'ada', Enabled: true, UserStatus: 'FORCE_CHANGE_PASSWORD' });
    expect(User?.UserCreateDate).toStrictEqual(pool.users[0]?.createdAt);
    expect(User?.Attributes).toStrictEqual([
      { Name: 'sub', Value: expect.stringMatching(uuid) },
      { Name: 'name', Value: 'Ada' },
    ]);
    expect(pool.users).toMatchObject([
      { username: 'ada', status: 'FORCE_CHANGE_PASSWORD', enabled: true, attributes: { name: 'Ada' }, groups: [] },
    ]);
  });

  it('records parameters that send a message or create a passwordless user as violations', async () => {
    const own = await startEmulator();
    try {
      const pool = own.createPool({ passwordPolicy: { minimumLength: 99 } });
      await sdkFor(own).send(new AdminCreateUserCommand({ UserPoolId: pool.id, Username: 'ada' }));
      expect(own.violations).toStrictEqual([
        'AdminCreateUser without MessageAction SUPPRESS sends an invitation.',
        'AdminCreateUser without TemporaryPassword makes a passwordless user in some pools.',
      ]);
    } finally {
      await own.close();
    }
  });

  it('refuses RESEND for an unknown user and for one with a permanent password', async () => {
    const pool = emulator.createPool();
    pool.addUser({ username: 'ada', password: 'Correct-1' });
    const resend = { MessageAction: 'RESEND' };
    expect(await refusalOf(sdk.send(createUser(pool.id, 'bob', resend)))).toBe(
      'UserNotFoundException: User does not exist.',
    );
    expect(await refusalOf(sdk.send(createUser(pool.id, 'ada', resend)))).toBe(
      'UnsupportedUserStateException: Resend not possible. ada status is not FORCE_CHANGE_PASSWORD',
    );
  });

  it('sets a new temporary password with RESEND', async () => {
    const pool = emulator.createPool();
    await sdk.send(createUser(pool.id, 'ada'));
    await sdk.send(createUser(pool.id, 'ada', { MessageAction: 'RESEND', TemporaryPassword: 'Temporary-2' }));
    expect(pool.users).toHaveLength(1);
  });
});

describe('usernames', () => {
  const taken = 'UsernameExistsException: User account already exists';
  it.each<[string, PoolRequest, string[], string | RegExp]>([
    ['plain', {}, ['ada'], 'ada'],
    ['plain', {}, ['ada@example.com'], 'ada@example.com'],
    ['plain', {}, ['ada', 'ada'], taken],
    ['plain', {}, ['ada', 'ADA'], taken],
    ['case-sensitive', { caseSensitive: true }, ['ada', 'ADA'], 'ADA'],
    ['e-mail', { usernameAttributes: ['email'] }, ['ada@example.com'], uuid],
    ['e-mail', { usernameAttributes: ['email'] }, ['ada'], 'InvalidParameterException: Username should be an email.'],
    [
      'e-mail',
      { usernameAttributes: ['email'] },
      ['ada@example.com', 'Ada@Example.com'],
      'UsernameExistsException: An account with the given email already exists.',
    ],
    ['phone', { usernameAttributes: ['phone_number'] }, ['+999123456789012'], uuid],
    [
      'phone',
      { usernameAttributes: ['phone_number'] },
      ['ada@example.com'],
      'InvalidParameterException: Username should be a phone number.',
    ],
    ['e-mail or phone', { usernameAttributes: ['email', 'phone_number'] }, ['+999123456789012'], uuid],
    [
      'e-mail or phone',
      { usernameAttributes: ['email', 'phone_number'] },
      ['ada'],
      'InvalidParameterException: Username should be either an email or a phone number.',
    ],
    ['alias', { aliasAttributes: ['email', 'phone_number'] }, ['ada'], 'ada'],
    [
      'alias',
      { aliasAttributes: ['email'] },
      ['ada@example.com'],
      'InvalidParameterException: Username cannot be of email format, since user pool is configured for email alias.',
    ],
    [
      'alias',
      { aliasAttributes: ['phone_number'] },
      ['+999123456789012'],
      'InvalidParameterException: Username cannot be of phone number format, since user pool is configured for phone number alias.',
    ],
  ])('follow the rules of the pool (%s, %j): %j', async (_, request, names, expected) => {
    const pool = emulator.createPool(request);
    const create = async (name: string): Promise<string> => {
      try {
        return (await sdk.send(createUser(pool.id, name))).User?.Username ?? '';
      } catch (error) {
        return String(error);
      }
    };
    let last = '';
    for (const name of names) {
      last = await create(name);
    }
    expect(last).toStrictEqual(typeof expected === 'string' ? expected : expect.stringMatching(expected));
  });

  it('of an e-mail pool are the UUID and the e-mail address in Admin operations', async () => {
    const pool = emulator.createPool({ usernameAttributes: ['email'] });
    const { User } = await sdk.send(createUser(pool.id, 'ada@example.com'));
    const user = await sdk.send(new AdminGetUserCommand({ UserPoolId: pool.id, Username: 'ADA@example.com' }));
    expect(user.Username).toBe(User?.Username);
    expect(user.UserAttributes).toStrictEqual([
      { Name: 'sub', Value: User?.Username },
      { Name: 'email', Value: 'ada@example.com' },
    ]);
    await sdk.send(new AdminDeleteUserCommand({ UserPoolId: pool.id, Username: User?.Username }));
    expect(pool.users).toStrictEqual([]);
  });

  const email = (verified: string) => ({
    UserAttributes: [
      { Name: 'email', Value: 'ada@example.com' },
      { Name: 'email_verified', Value: verified },
    ],
  });

  it('of an alias pool include verified aliases, which change hands only with ForceAliasCreation', async () => {
    const pool = emulator.createPool({ aliasAttributes: ['email'] });
    await sdk.send(createUser(pool.id, 'ada', email('true')));
    await sdk.send(createUser(pool.id, 'bob', email('false')));
    expect(await refusalOf(sdk.send(createUser(pool.id, 'cyd', email('true'))))).toBe(
      'UsernameExistsException: An account with the given email already exists.',
    );
    await sdk.send(createUser(pool.id, 'cyd', { ...email('true'), ForceAliasCreation: true }));
    expect(pool.users.map((user) => [user.username, user.attributes['email_verified']])).toStrictEqual([
      ['ada', 'false'],
      ['bob', 'false'],
      ['cyd', 'true'],
    ]);
  });
});

describe('attributes', () => {
  const notConforming = 'Attributes did not conform to the schema: ';
  it.each([
    ['sub', 'abc', 'Cannot modify the non-mutable attribute sub'],
    ['custom:role', 'x', `${notConforming}Type for attribute {custom:role} could not be determined`],
    ['email', 'ada', 'Invalid email address format.'],
    ['phone_number', '12345', 'Invalid phone number format.'],
    ['birthdate', '1815', `${notConforming}birthdate: String must be no shorter than 10 characters`],
    ['birthdate', '1815-12-100', `${notConforming}birthdate: String must be no longer than 10 characters`],
    ['birthdate', '1815-02-30', `${notConforming}birthdate: String must be a date of the form YYYY-MM-DD`],
    ['email_verified', 'perhaps', `${notConforming}email_verified: Value must be true or false`],
  ])('are refused if invalid: %s=%s', async (Name, Value, message) => {
    const pool = emulator.createPool();
    expect(await refusalOf(sdk.send(createUser(pool.id, 'ada', { UserAttributes: [{ Name, Value }] })))).toBe(
      `InvalidParameterException: ${message}`,
    );
    expect(pool.users).toStrictEqual([]);
  });

  it('are stored if they conform to the schema', async () => {
    const pool = emulator.createPool({ customAttributes: ['custom:role'] });
    const attributes = {
      'custom:role': 'admin',
      email: 'success+gha-1@simulator.amazonses.com',
      email_verified: 'true',
      phone_number: '+999123456789012',
      birthdate: '1815-12-10',
    };
    const UserAttributes = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
    await sdk.send(createUser(pool.id, 'ada', { UserAttributes }));
    expect(pool.users[0]?.attributes).toStrictEqual({ ...attributes, sub: expect.stringMatching(uuid) });
  });

  it('are refused if they contradict the username', async () => {
    const pool = emulator.createPool({ usernameAttributes: ['email'] });
    const UserAttributes = [{ Name: 'email', Value: 'bob@example.com' }];
    expect(await refusalOf(sdk.send(createUser(pool.id, 'ada@example.com', { UserAttributes })))).toBe(
      'InvalidParameterException: Username and attribute email are not the same.',
    );
  });
});

describe('the password policy', () => {
  const lenient = {
    minimumLength: 6,
    requireUppercase: false,
    requireLowercase: false,
    requireNumbers: false,
    requireSymbols: false,
  };
  const cases: [string, Partial<PasswordPolicy>, string][] = [
    ['Aa1-567', {}, 'Password not long enough'],
    [`Aa1-${'x'.repeat(94)}`, { minimumLength: 99 }, 'Password not long enough'],
    ['12345', lenient, 'Password not long enough'],
    ['aa1-5678', {}, 'Password must have uppercase characters'],
    ['ÄÖÜa1-5678', {}, 'Password must have uppercase characters'],
    ['AA1-5678', {}, 'Password must have lowercase characters'],
    ['Aab-cdef', {}, 'Password must have numeric characters'],
    ['Aa345678', {}, 'Password must have symbol characters'],
    ['Aa3£5678', {}, 'Password must have symbol characters'],
  ];
  it.each(cases)('refuses %s (case %#)', async (password, passwordPolicy, message) => {
    const pool = emulator.createPool({ passwordPolicy });
    const refusal = `InvalidPasswordException: Password did not conform with policy: ${message}`;
    expect(await refusalOf(sdk.send(createUser(pool.id, 'ada', { TemporaryPassword: password })))).toBe(refusal);
    pool.addUser({ username: 'bob', password: 'Correct-1' });
    expect(await refusalOf(setPassword(pool.id, 'bob', password))).toBe(refusal);
  });

  it.each([...'^$*.[]{}()?"!@#%&/\\,><\':;|_~`=+-'])('counts %s as a symbol', async (symbol) => {
    const pool = emulator.createPool();
    pool.addUser({ username: 'ada', password: 'Correct-1' });
    await expect(setPassword(pool.id, 'ada', `Aa34567${symbol}`)).resolves.toBeDefined();
  });

  it('refuses passwords in the history, including the temporary one', async () => {
    const pool = emulator.createPool({ passwordPolicy: { historySize: 2 } });
    await sdk.send(createUser(pool.id, 'ada'));
    const refusal = /^PasswordHistoryPolicyViolationException/;
    expect(await refusalOf(setPassword(pool.id, 'ada', 'Temporary-1'))).toMatch(refusal);
    await setPassword(pool.id, 'ada', 'Permanent-1');
    expect(await refusalOf(setPassword(pool.id, 'ada', 'Temporary-1'))).toMatch(refusal);
    await setPassword(pool.id, 'ada', 'Permanent-2');
    await expect(setPassword(pool.id, 'ada', 'Temporary-1')).resolves.toBeDefined();
  });
});

describe('AdminSetUserPassword', () => {
  it.each([
    [true, 'CONFIRMED'],
    [false, 'FORCE_CHANGE_PASSWORD'],
  ])('with Permanent %s sets the status %s', async (permanent, status) => {
    const pool = emulator.createPool();
    pool.addUser({ username: 'ada', password: 'Correct-1', status: 'UNCONFIRMED' });
    await setPassword(pool.id, 'ada', 'Correct-2', permanent);
    expect(pool.users).toMatchObject([{ status }]);
  });
});

describe('an unknown user', () => {
  it.each(['AdminGetUser', 'AdminDeleteUser', 'AdminSetUserPassword'])('is refused by %s', async (operation) => {
    const user = { UserPoolId: emulator.createPool().id, Username: 'nobody' };
    const calls: Record<string, () => Promise<unknown>> = {
      AdminGetUser: () => sdk.send(new AdminGetUserCommand(user)),
      AdminDeleteUser: () => sdk.send(new AdminDeleteUserCommand(user)),
      AdminSetUserPassword: () => setPassword(user.UserPoolId, 'nobody', 'Correct-1'),
    };
    expect(await refusalOf(calls[operation]?.() ?? Promise.resolve())).toBe(
      'UserNotFoundException: User does not exist.',
    );
  });
});
