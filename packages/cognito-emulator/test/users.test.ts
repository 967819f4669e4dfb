/** Users as only the emulator can be asked: messages, violations, triggers that fail, clocks and settings. */
import { paginateListUsers } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import type { PoolRequest } from '../src/pool-settings.ts';
import type { TriggerFailure, TriggerSource } from '../src/triggers.ts';
import { invalid, NO_USER, refusalOf } from './contract/answers.ts';
import { attributesOf, type ContractPool, PASSWORD } from './contract/pool.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { callsOn } from './sdk.ts';
import { setUpClient } from './user-fixture.ts';

const given = emulatorPerTest();

function setUp(pool: PoolRequest = {}) {
  return setUpClient(given.emulator, { pool });
}

describe('AdminCreateUser', () => {
  it('records parameters that send a message or create a passwordless user as violations', async () => {
    const { owner } = setUp({ passwordPolicy: { minimumLength: 99 } });
    await owner.sdk.adminCreateUser({ UserPoolId: owner.id, Username: 'ada' });
    expect(given.emulator.violations).toStrictEqual([
      'AdminCreateUser without MessageAction SUPPRESS sends an invitation.',
      'AdminCreateUser without TemporaryPassword makes a passwordless user in some pools.',
    ]);
  });

  // AWS would send a message.
  it('sets a new temporary password with RESEND', async () => {
    const { owner, calls } = setUp();
    await owner.createUser('ada');
    await owner.createUser('ada', {}, { MessageAction: 'RESEND', TemporaryPassword: 'Temporary-2' });
    expect(await calls.signIn({ PASSWORD: 'Temporary-2' })).toHaveProperty('ChallengeName', 'NEW_PASSWORD_REQUIRED');
  });
});

describe('SignUp', () => {
  it('sends a code to the attribute that the pool verifies automatically', async () => {
    const { pool, calls } = setUp({ usernameAttributes: ['email'], autoVerifiedAttributes: ['email'] });
    const { CodeDeliveryDetails } = await calls.signUp('ada@example.com');
    expect(CodeDeliveryDetails).toStrictEqual({
      AttributeName: 'email',
      DeliveryMedium: 'EMAIL',
      Destination: 'a***@e***',
    });
    expect(pool.messages).toStrictEqual([
      { medium: 'EMAIL', to: 'ada@example.com', code: expect.stringMatching(/^\d{6}$/), occasion: 'SignUp' },
    ]);
  });

  it('sends no code if the user lacks that attribute', async () => {
    const { pool, calls } = setUp({ autoVerifiedAttributes: ['email'] });
    expect(await calls.signUp()).not.toHaveProperty('CodeDeliveryDetails');
    expect(pool.messages).toStrictEqual([]);
  });

  it('shows the last four digits of the phone number that gets a code', async () => {
    const { calls } = setUp({ usernameAttributes: ['phone_number'], autoVerifiedAttributes: ['phone_number'] });
    const { CodeDeliveryDetails } = await calls.signUp('+15550104477');
    expect(CodeDeliveryDetails).toMatchObject({ DeliveryMedium: 'SMS', Destination: '+*******4477' });
  });

  it('can let the attribute win, so that only the sub and the attribute find the user', async () => {
    const { pool, owner, calls } = setUp({
      usernameAttributes: ['email'],
      differentUsernameAttribute: 'attribute-wins',
    });
    const UserAttributes = attributesOf({ email: 'grace@example.com' });
    const { UserSub } = await calls.signUp('ada@example.com', { UserAttributes });
    expect(await refusalOf(owner.confirmUser('ada@example.com'))).toBe(NO_USER);
    await owner.confirmUser(UserSub);
    expect(pool.users).toMatchObject([{ username: UserSub, status: 'CONFIRMED' }]);
  });

  it('can refuse a user without the required attributes in the older wording', async () => {
    const { calls } = setUp({ requiredAttributes: ['email', 'given_name'], wording: 'older' });
    expect(await refusalOf(calls.signUp())).toBe(
      invalid(
        'Attributes did not conform to the schema: email: The attribute is required\ngiven_name: The attribute is required',
      ),
    );
  });
});

it.each<[TriggerSource, TriggerFailure, string]>([
  [
    'PreSignUp_SignUp',
    { kind: 'error', message: 'no such plan' },
    'UserLambdaValidationException: PreSignUp failed with error no such plan.',
  ],
  [
    'PostConfirmation_ConfirmSignUp',
    { kind: 'timeout' },
    'UnexpectedLambdaException: PostConfirmation invocation failed due to error Socket timeout while invoking Lambda function.',
  ],
  [
    'TokenGeneration_Authentication',
    { kind: 'bad-output' },
    'InvalidLambdaResponseException: Invalid lambda function output : Invalid JSON',
  ],
  [
    'PostAuthentication_Authentication',
    { kind: 'error', message: 'boom' },
    'UserLambdaValidationException: PostAuthentication failed with error boom.',
  ],
])('a request fails if its Lambda trigger %s fails', async (source, failure, refusal) => {
  const { pool, owner, calls } = setUp();
  pool.triggers.fail(source, failure);
  const register = async () => {
    await calls.signUp();
    await owner.confirmUser();
    await calls.signIn();
  };
  expect(await refusalOf(register())).toBe(refusal);
  expect(pool.users.map(({ status }) => status)).toStrictEqual(source === 'PreSignUp_SignUp' ? [] : ['CONFIRMED']);
});

describe('ListUsers', () => {
  /** Creates a pool with this number of users. `list` calls ListUsers at the emulator's time. */
  function setUpUsers(count: number, request: PoolRequest = {}) {
    const pool = given.emulator.createPool(request);
    for (let index = 0; index < count; index += 1) {
      pool.addUser({ username: `user-${index}`, password: PASSWORD });
    }
    const list: ContractPool['listUsers'] = (more) =>
      callsOn(pool, given.emulator, { systemClockOffset: given.now - Date.now() }).listUsers(more);
    return { owner: callsOn(pool, given.emulator), list };
  }

  it('returns at most 60 users per page', async () => {
    const { list } = setUpUsers(70);
    expect((await list()).Users).toHaveLength(60);
  });

  it('continues after the last page, even if users have been deleted since', async () => {
    const { owner, list } = setUpUsers(4);
    const first = await list({ Limit: 2 });
    await owner.deleteUser('user-0');
    await owner.deleteUser('user-1');
    const second = await list({ Limit: 2, PaginationToken: first.PaginationToken });
    expect(second.Users?.map(({ Username }) => Username)).toStrictEqual(['user-2', 'user-3']);
    const last = await list({ Limit: 2, PaginationToken: second.PaginationToken });
    expect(last).toMatchObject({ Users: [] });
    expect(last.PaginationToken).toBeUndefined();
  });

  it('can return empty pages with a token', async () => {
    const { owner } = setUpUsers(3, { emptyPages: 2 });
    const sizes: (number | undefined)[] = [];
    for await (const { Users } of paginateListUsers({ client: owner.sdk }, { UserPoolId: owner.id, Limit: 2 })) {
      sizes.push(Users?.length);
    }
    expect(sizes).toStrictEqual([0, 0, 2, 0, 0, 1]);
  });

  it('accepts a token for an hour', async () => {
    const { list } = setUpUsers(3);
    const { PaginationToken } = await list({ Limit: 1 });
    given.now += 3_599_999;
    expect((await list({ Limit: 1, PaginationToken })).Users).toHaveLength(1);
    given.now += 1;
    expect(await refusalOf(list({ Limit: 1, PaginationToken }))).toBe(invalid('Invalid pagination token given.'));
  });
});
