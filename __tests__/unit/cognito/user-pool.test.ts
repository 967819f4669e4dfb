import { describe, expect, it } from '@jest/globals';
import { connectUserPool, type UserPool } from '../../../src/cognito/user-pool.ts';
import { type FakeAnswer, fakeService, refusal, SERVICE_FAILS } from './fake-service.ts';

const target = { region: 'eu-west-1', userPoolId: 'eu-west-1_AbCdEf123', role: undefined };
const user = { username: 'gha-1-1-abc', password: 'Engine-1843', attributes: {}, clientMetadata: {} };

type Act = (pool: UserPool) => Promise<unknown>;

const CALLS: readonly (readonly [operation: string, Act])[] = [
  ['AdminCreateUser', (pool) => pool.createUser(user)],
  ['AdminSetUserPassword', (pool) => pool.setPermanentPassword('gha-1-1-abc', 'Engine-1843')],
  ['AdminConfirmSignUp', (pool) => pool.confirmSignUp('gha-1-1-abc', {})],
  ['AdminAddUserToGroup', (pool) => pool.addToGroup('gha-1-1-abc', 'admins')],
  ['AdminDeleteUser', (pool) => pool.deleteUser('gha-1-1-abc')],
];

it.each(CALLS)('sends %s, and finishes only a creation when the run is cancelled', async (operation, act) => {
  const { client, operations, options, asked } = fakeService([{ output: { User: { Username: 'an-id' } } }]);
  await act(connectUserPool(client, target, options));
  expect(operations).toStrictEqual([operation]);
  expect(asked).toMatchObject([{ operation }]);
  expect(asked.map((retry) => retry.finishOnCancel ?? false)).toStrictEqual([operation === 'AdminCreateUser']);
});

/** Connects a user pool to a service that gives these answers, one after the other. */
function connect(answers?: Parameters<typeof fakeService>[0], tries = 1) {
  const { client, requests, options } = fakeService(answers, tries);
  return { pool: connectUserPool(client, target, options), requests };
}

it.each<[string, FakeAnswer, Act]>([
  ['the invitation of nobody', refusal('UserNotFoundException'), (pool) => pool.resendInvitation('nobody')],
  [
    'a password that was set before',
    refusal('PasswordHistoryPolicyViolationException'),
    (pool) => pool.setPermanentPassword('gha-1-1-abc', 'Engine-1843'),
  ],
  [
    'a user who was confirmed before',
    refusal('NotAuthorizedException', 'User cannot be confirmed. Current status is CONFIRMED'),
    (pool) => pool.confirmSignUp('gha-1-1-abc', { ticket: '7' }),
  ],
])('takes %s for success, and no other failure', async (_, answer, act) => {
  const { pool } = connect([answer, refusal('AccessDeniedException')]);
  await expect(act(pool)).resolves.toBeUndefined();
  await expect(act(pool)).rejects.toMatchObject({ failure: { code: 'access-denied' } });
});

it('names the group that it does not find', async () => {
  const { pool } = connect([refusal('ResourceNotFoundException', 'Group not found.')]);
  await expect(pool.addToGroup('gha-1-1-abc', 'admins')).rejects.toMatchObject({
    failure: { call: { operation: 'AdminAddUserToGroup', about: 'group admins' } },
  });
});

it('repeats an invitation, in the request', async () => {
  const { pool, requests } = connect();
  await pool.resendInvitation('nobody');
  expect(requests).toMatchObject([
    { body: { UserPoolId: target.userPoolId, Username: 'nobody', MessageAction: 'RESEND' } },
  ]);
});

it.each([
  [{ User: {} }, { outcome: 'created', username: 'gha-1-1-abc' }],
  [{}, { code: 'answer-unreadable' }],
])('creates a user with the answer %j: %j', async (output, expected) => {
  const { pool } = connect([{ output }]);
  expect(await pool.createUser(user).catch(({ failure }) => ({ code: failure.code }))).toStrictEqual(expected);
});

describe('a page of users', () => {
  const SEARCH = { field: 'phone-number', prefix: '+999' } as const;

  it.each([
    [{}, { Limit: 60 }],
    [
      { pageToken: 'a-token', limit: 7 },
      { Limit: 7, PaginationToken: 'a-token' },
    ],
  ])('is asked for with the options %j', async (options, fields) => {
    const attributes = { sub: 'a-sub', email: 'a@b.c', phone_number: '+9991' };
    const Attributes = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
    const users = [
      { Username: 'an-id', UserCreateDate: 30, Attributes },
      { Username: 'no-date' },
      { UserCreateDate: 30 },
    ];
    const { pool, requests } = connect([{ output: { Users: users, PaginationToken: 'next' } }]);
    expect(await pool.listUsers(SEARCH, options)).toStrictEqual({
      users: [{ username: 'an-id', sub: 'a-sub', email: 'a@b.c', phoneNumber: '+9991', createdAt: new Date(30_000) }],
      nextPageToken: 'next',
      listedAt: new Date(59_000 - 999),
    });
    const body = { UserPoolId: target.userPoolId, Filter: 'phone_number ^= "+999"', ...fields };
    expect(requests[0]?.body).toStrictEqual(body);
  });

  it.each([
    ['users', {}, 59_000],
    ["the service's date", { Users: [] }, undefined],
  ])('is unreadable without %s', async (_, output, time) => {
    const { client, options } = fakeService([{ output }]);
    const clock = { ...options.clock, serviceTime: () => (time === undefined ? time : new Date(time)) };
    const pool = connectUserPool(client, target, { ...options, clock });
    await expect(pool.listUsers(SEARCH, {})).rejects.toMatchObject({ failure: { code: 'answer-unreadable' } });
  });
});

it.each([
  [undefined, true],
  ['shh', false],
])('names a call with the client secret %s as one without a secret: %s', async (clientSecret, withoutSecret) => {
  const { pool, requests } = connect([refusal('InternalErrorException')]);
  const { start } = pool.adminAuthFlows({ region: 'eu-west-1', clientId: '4kfr83e5pagh', clientSecret });
  const request = {
    flow: { name: 'ADMIN_USER_PASSWORD_AUTH', userPool: target },
    username: 'ada',
    password: 'p',
    clientMetadata: {},
  } as const;
  await expect(start(request)).rejects.toMatchObject({
    failure: { call: { operation: 'AdminInitiateAuth', about: 'ADMIN_USER_PASSWORD_AUTH', target: { withoutSecret } } },
  });
  expect(requests).toMatchObject([{ body: { UserPoolId: target.userPoolId, ClientId: '4kfr83e5pagh' } }]);
});

it('rejects a creation that fails with an unknown error once the request was sent: the user may exist', async () => {
  const { pool } = connect([new Error('canary')]);
  await expect(pool.createUser(user)).rejects.toMatchObject({ failure: { code: 'network-failed' } });
});

it.each([
  ['not-found', []],
  ['no-longer-found', [SERVICE_FAILS]],
])('a user who is not found is %s after the answers %j', async (deletion, earlier) => {
  const answers = [...earlier, refusal('UserNotFoundException', 'User does not exist.')];
  const { pool, requests } = connect(answers, answers.length);
  expect(await pool.deleteUser('gha-1-1-abc')).toBe(deletion);
  expect(requests).toHaveLength(answers.length);
});
