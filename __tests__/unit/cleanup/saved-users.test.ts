import { expect, it } from '@jest/globals';
import { digestOf, readSavedUsers } from '../../../src/cleanup/saved-users.ts';
import type { CleanupTask } from '../../../src/cleanup/state.ts';
import { fakeRunner } from '../fakes.ts';

const IDS = ['us-east-1:a', 'us-east-1:b'];
const TASK: CleanupTask = {
  kind: 'delete-identities',
  identityPool: { region: 'us-east-1', identityPoolId: 'us-east-1:a-pool' },
  identities: { path: '/temp/users.json', digest: digestOf(IDS) },
  userPool: { region: 'eu-west-1', userPoolId: 'eu-west-1_AbCdEf123', role: undefined },
};

async function identityIdsIn(users: unknown): Promise<readonly string[]> {
  const runner = { ...fakeRunner([]), readFile: () => Promise.resolve(JSON.stringify(users)) };
  return (await readSavedUsers(runner, [TASK])).identityIds;
}

it('reads the identities of many users from the users file', async () => {
  expect(await identityIdsIn(IDS.map((identityId) => ({ identityId })))).toStrictEqual(IDS);
});

it.each([
  ['other identities', [{ identityId: 'us-east-1:a' }, { identityId: 'us-east-1:canary' }]],
  ['fewer identities', [{ identityId: 'us-east-1:a' }]],
  ['no list', { identityId: 'us-east-1:a' }],
])('ignores the identities if a later step left %s in the users file', async (_, users) => {
  expect(await identityIdsIn(users)).toStrictEqual([]);
});
