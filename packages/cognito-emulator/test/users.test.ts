/** Users as only the emulator can be asked: messages, violations, triggers, clocks and settings. */
import { type CognitoIdentityProviderClient, paginateListUsers } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import type { AppClientRequest } from '../src/app-client.ts';
import type { PoolRequest } from '../src/pool-settings.ts';
import type { CustomAuthTriggers, TriggerFailure, TriggerSource } from '../src/triggers.ts';
import { totpCode } from '../src/users.ts';
import { invalid, NO_USER, refusalOf } from './contract/answers.ts';
import { attributesOf, type ContractPool, PASSWORD } from './contract/pool.ts';
import { UNSIGNED } from './contract/service.ts';
import { callsOn, emulatorPerTest, sdkFor, setUpClient, setUpUser, TOTP_SECRET } from './fixture.ts';

const given = emulatorPerTest();

function setUp(pool: PoolRequest = {}) {
  return setUpClient(given.emulator, { pool });
}

it('AdminCreateUser records parameters that send a message or create a passwordless user as violations', async () => {
  const { owner } = setUp({ passwordPolicy: { minimumLength: 99 } });
  await owner.sdk.adminCreateUser({ UserPoolId: owner.id, Username: 'ada' });
  expect(given.emulator.violations).toStrictEqual([
    'AdminCreateUser without MessageAction SUPPRESS sends an invitation.',
    'AdminCreateUser without TemporaryPassword makes a passwordless user in some pools.',
  ]);
});

// AWS would send a message.
it('AdminCreateUser sets a new temporary password with RESEND', async () => {
  const { owner, calls } = setUp();
  await owner.createUser('ada');
  await owner.createUser('ada', {}, { MessageAction: 'RESEND', TemporaryPassword: 'Temporary-2' });
  expect(await calls.signIn({ PASSWORD: 'Temporary-2' })).toHaveProperty('ChallengeName', 'NEW_PASSWORD_REQUIRED');
});

describe('SignUp', () => {
  it('sends a code to the attribute that the pool verifies automatically, if the user has it', async () => {
    const { pool, calls } = setUp({ usernameAttributes: ['email'], autoVerifiedAttributes: ['email'] });
    const { CodeDeliveryDetails } = await calls.signUp('ada@example.com');
    const delivery = { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'a***@e***' };
    expect(CodeDeliveryDetails).toStrictEqual(delivery);
    const code = expect.stringMatching(/^\d{6}$/);
    expect(pool.messages).toStrictEqual([{ medium: 'EMAIL', to: 'ada@example.com', code, occasion: 'SignUp' }]);
    const plain = setUp({ autoVerifiedAttributes: ['email'] });
    expect(await plain.calls.signUp()).not.toHaveProperty('CodeDeliveryDetails');
    expect(plain.pool.messages).toStrictEqual([]);
  });

  it('shows the last four digits of the phone number that gets a code', async () => {
    const { calls } = setUp({ usernameAttributes: ['phone_number'], autoVerifiedAttributes: ['phone_number'] });
    const { CodeDeliveryDetails } = await calls.signUp('+15550104477');
    expect(CodeDeliveryDetails).toMatchObject({ DeliveryMedium: 'SMS', Destination: '+*******4477' });
  });

  it('can let the attribute win, so that only the sub and the attribute find the user', async () => {
    const different: PoolRequest = { differentUsernameAttribute: 'attribute-wins' };
    const { pool, owner, calls } = setUp({ usernameAttributes: ['email'], ...different });
    const UserAttributes = attributesOf({ email: 'grace@example.com' });
    const { UserSub } = await calls.signUp('ada@example.com', { UserAttributes });
    expect(await refusalOf(owner.confirmUser('ada@example.com'))).toBe(NO_USER);
    await owner.confirmUser(UserSub);
    expect(pool.users).toMatchObject([{ username: UserSub, status: 'CONFIRMED' }]);
  });

  it('can refuse a user without the required attributes in the older wording', async () => {
    const { calls } = setUp({ requiredAttributes: ['email', 'given_name'], wording: 'older' });
    const missing = 'email: The attribute is required\ngiven_name: The attribute is required';
    expect(await refusalOf(calls.signUp())).toBe(invalid(`Attributes did not conform to the schema: ${missing}`));
  });
});

const TIMEOUT =
  'UnexpectedLambdaException: PostConfirmation invocation failed due to error Socket timeout while invoking Lambda function.';
it.each<[TriggerSource, TriggerFailure, string]>([
  [
    'PreSignUp_SignUp',
    { kind: 'error', message: 'no such plan' },
    'UserLambdaValidationException: PreSignUp failed with error no such plan.',
  ],
  ['PostConfirmation_ConfirmSignUp', { kind: 'timeout' }, TIMEOUT],
  [
    'TokenGeneration_Authentication',
    { kind: 'bad-output' },
    'InvalidLambdaResponseException: Invalid lambda function output : Invalid JSON',
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
    expect((await setUpUsers(70).list()).Users).toHaveLength(60);
  });

  it('continues after the last page, even if users have been deleted since', async () => {
    const { owner, list } = setUpUsers(4);
    const first = await list({ Limit: 2 });
    await owner.deleteUser('user-0');
    await owner.deleteUser('user-1');
    const second = await list({ Limit: 2, PaginationToken: first.PaginationToken });
    expect(second.Users).toMatchObject([{ Username: 'user-2' }, { Username: 'user-3' }]);
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

const ONE_CHALLENGE: CustomAuthTriggers = {
  define: (event) => {
    event.response.issueTokens = event.request.session.length === 1;
    event.response.challengeName = 'CUSTOM_CHALLENGE';
    return event;
  },
  create: (event) => event,
  verify: (event) => {
    event.response.answerCorrect = true;
    return event;
  },
};
const MACHINE: AppClientRequest = { secret: true, flows: ['ALLOW_CLIENT_TOKEN_AUTH'], scopes: ['orders/read'] };

/** Adds ClientMetadata to every call. */
function addClientMetadata<S extends CognitoIdentityProviderClient>(sdk: S): S {
  sdk.middlewareStack.add(
    (next) => (call) => next({ ...call, input: { ...call.input, ClientMetadata: { tenant: 'acme' } } }),
    { step: 'initialize' },
  );
  return sdk;
}

function setUpTriggers() {
  const fixture = setUpUser(given.emulator, {
    pool: { customAuth: ONE_CHALLENGE, autoVerifiedAttributes: ['email'], mfa: 'OPTIONAL', softwareTokenMfa: true },
  });
  addClientMetadata(fixture.owner.sdk);
  fixture.pool.addUser({ username: 'eve', password: PASSWORD, totpSecret: TOTP_SECRET });
  const attributes = {
    UserAttributes: attributesOf({ email: 'b@b.example' }),
    ValidationData: attributesOf({ a: 'b' }),
  };
  return { ...fixture, signUp: () => fixture.calls.signUp('bob', attributes) };
}

/** Makes a call, or prepares it and returns the function that makes it. */
type Call = (fixture: ReturnType<typeof setUpTriggers>) => Promise<unknown>;

const answerCode: Call = async ({ calls }) => {
  const { Session } = await calls.signIn({ USERNAME: 'eve' });
  const SOFTWARE_TOKEN_MFA_CODE = totpCode(TOTP_SECRET, given.now);
  return () => calls.respond('SOFTWARE_TOKEN_MFA', Session, { USERNAME: 'eve', SOFTWARE_TOKEN_MFA_CODE });
};
const answerCustom: Call = async ({ calls }) => {
  const { Session } = await calls.initiate('CUSTOM_AUTH', { USERNAME: 'ada' });
  return () => calls.respond('CUSTOM_CHALLENGE', Session, { USERNAME: 'ada', ANSWER: 'anything' });
};
const getClientToken: Call = ({ pool }) => {
  const { id: ClientId, secret: Secret } = pool.createClient(MACHINE);
  return addClientMetadata(sdkFor(given.emulator, UNSIGNED)).getClientToken({ ClientId, Secret });
};

const AFTER_SIGN_IN = ['PostAuthentication', 'TokenGeneration'];
// As the API reference says for each operation: the triggers with it as clientMetadata, and those as validationData.
it.each<[string, Call, readonly string[], validationData?: readonly string[]]>([
  ['AdminCreateUser', ({ owner }) => owner.createUser('bob'), ['PreSignUp']],
  ['SignUp', ({ signUp }) => signUp(), ['PreSignUp', 'CustomMessage'], ['PreSignUp']],
  [
    'AdminConfirmSignUp',
    ({ owner, signUp }) => signUp().then(() => () => owner.confirmUser('bob')),
    ['PostConfirmation'],
  ],
  ['InitiateAuth', ({ calls }) => calls.signIn(), [], ['PreAuthentication']],
  [
    'AdminInitiateAuth',
    ({ calls }) => calls.adminInitiate('CUSTOM_AUTH', { USERNAME: 'ada' }),
    [],
    ['PreAuthentication'],
  ],
  ['the answer to SOFTWARE_TOKEN_MFA', answerCode, AFTER_SIGN_IN],
  [
    'the answer to a custom challenge',
    answerCustom,
    ['VerifyAuthChallengeResponse', 'DefineAuthChallenge', ...AFTER_SIGN_IN],
  ],
  [
    'GetTokensFromRefreshToken',
    ({ pool, client, calls }) => calls.refresh(pool.addSignIn(client, 'ada')),
    ['TokenGeneration'],
  ],
  ['GetClientToken', getClientToken, ['TokenGeneration']],
])('ClientMetadata of %s reaches its triggers', async (_, call, clientMetadata, validationData = []) => {
  const fixture = setUpTriggers();
  const made = await call(fixture);
  const before = typeof made === 'function' ? fixture.pool.triggers.calls.length : 0;
  await (typeof made === 'function' && made());
  const triggerCalls = fixture.pool.triggers.calls.slice(before);
  const triggersWith = (place: 'clientMetadata' | 'validationData') =>
    triggerCalls.filter((trigger) => trigger[place] !== undefined).map(({ source }) => source.split('_')[0]);
  expect(triggersWith('clientMetadata')).toStrictEqual(clientMetadata);
  expect(triggersWith('validationData')).toStrictEqual(validationData);
});
