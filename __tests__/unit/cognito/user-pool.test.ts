import { describe, expect, it } from '@jest/globals';
import type { UserPool } from '../../../src/cognito/user-pool.ts';
import { connectUserPool } from '../../../src/cognito/user-pool.ts';
import { fakeCalls, fakeService } from './fake-service.ts';

const target = { region: 'eu-west-1', userPoolId: 'eu-west-1_AbCdEf123', role: undefined };
const user = { username: 'gha-1-1-abc', password: 'Engine-1843', attributes: {}, clientMetadata: {} };

type Act = (pool: UserPool) => Promise<unknown>;

const CALLS: readonly (readonly [operation: string, finishOnCancel: boolean, Act])[] = [
  ['AdminCreateUser', true, (pool) => pool.createUser(user)],
  ['AdminSetUserPassword', false, (pool) => pool.setPermanentPassword('gha-1-1-abc', 'Engine-1843')],
  ['AdminConfirmSignUp', false, (pool) => pool.confirmSignUp('gha-1-1-abc', {})],
  ['AdminAddUserToGroup', false, (pool) => pool.addToGroup('gha-1-1-abc', 'admins')],
  ['AdminDeleteUser', false, (pool) => pool.deleteUser('gha-1-1-abc')],
];

it.each(CALLS)('sends %s with finishOnCancel %s', async (operation, finishOnCancel, act) => {
  const { client, operations } = fakeService(() => ({ output: { User: { Username: 'an-id' } } }));
  const { options, asked } = fakeCalls();
  await act(connectUserPool(client, target, options));
  expect(operations).toStrictEqual([operation]);
  expect(asked.map((retry) => retry.finishOnCancel ?? false)).toStrictEqual([finishOnCancel]);
});

it('rejects a creation that fails with an unknown error once the request was sent: the user may exist', async () => {
  const { client } = fakeService(() => {
    throw new Error('canary');
  });
  const pool = connectUserPool(client, target, fakeCalls().options);
  await expect(pool.createUser(user)).rejects.toMatchObject({ failure: { code: 'network-failed' } });
});

it('rejects a creation that is refused after a lost answer: the user may exist', async () => {
  const answers = [
    { status: 500, output: { __type: 'InternalErrorException', message: '' } },
    { status: 400, output: { __type: 'AccessDeniedException', message: '' } },
  ];
  const { client } = fakeService(() => answers.shift() ?? { output: {} });
  const { options } = fakeCalls({ tries: 2 });
  const pool = connectUserPool(client, target, options);
  await expect(pool.createUser(user)).rejects.toMatchObject({ failure: { code: 'access-denied' } });
});

describe('a user who is not found', () => {
  const NOT_FOUND = { status: 400, output: { __type: 'UserNotFoundException', message: 'User does not exist.' } };

  it.each([
    ['not-found', []],
    ['no-longer-found', [{ status: 500, output: { __type: 'InternalErrorException', message: '' } }]],
    ['not-found', [{ status: 400, output: { __type: 'TooManyRequestsException', message: '' } }]],
  ] as const)('is %s after the answers %j', async (deletion, earlier) => {
    const answers = [...earlier, NOT_FOUND];
    const { client, operations } = fakeService(() => answers.shift() ?? NOT_FOUND);
    const pool = connectUserPool(client, target, fakeCalls({ tries: earlier.length + 1 }).options);
    expect(await pool.deleteUser('gha-1-1-abc')).toBe(deletion);
    expect(operations).toHaveLength(earlier.length + 1);
  });
});
