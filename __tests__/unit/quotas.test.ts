import { expect, it } from '@jest/globals';
import { minSecondsFor, type UserRecipe } from '../../src/quotas.ts';

const plain: UserRecipe = {
  createWith: 'admin',
  groups: [],
  authFlow: { name: 'USER_PASSWORD_AUTH' },
  identityPool: undefined,
};

it.each<[number, Partial<UserRecipe>, number]>([
  [1, {}, 1],
  [60, {}, 2],
  [1000, {}, 34],
  [1000, { createWith: 'sign-up' }, 40],
  [1000, { groups: ['a'] }, 40],
  [1000, { groups: ['a', 'b', 'c'] }, 120],
  [1000, { identityPool: {} }, 79],
  [1000, { createWith: 'sign-up', authFlow: { name: 'AUTHORIZATION_CODE' } }, 40],
])('%d users with %j take at least %d seconds', (users, changes, seconds) => {
  expect(minSecondsFor(users, { ...plain, ...changes })).toBe(seconds);
});
