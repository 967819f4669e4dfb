import { expect, it } from '@jest/globals';
import { digestOf, readSavedUsers } from '../../../src/cleanup/saved-users.ts';
import { fakeRunner } from '../fakes.ts';
import { DELETE_IDENTITIES } from './tasks.ts';

const IDS = ['us-east-1:a', 'us-east-1:b'];
const TASK = { ...DELETE_IDENTITIES, identities: { path: '/temp/users.json', digest: digestOf(IDS) } };

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
