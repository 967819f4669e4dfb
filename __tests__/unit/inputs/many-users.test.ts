import { expect, it } from '@jest/globals';
import { ephemeral, type Given, parse, stored } from '../given-inputs.ts';
import { itRejects } from './rejections.ts';

itRejects(stored, 'users', {
  2: 'belongs to mode ephemeral, but mode is stored. Set mode: ephemeral, or remove users.',
});

itRejects({ ...ephemeral, groups: 'a, b' }, 'users', {
  1000: "is 1000, which takes at least 80 seconds at Cognito's default request quotas. Raise timeout-seconds, or lower users.",
});

itRejects({ ...ephemeral, users: '2' }, 'user-attributes', {
  'email=ada@example.com': 'sets email, which would be the same for all 2 users. Remove it.',
});

itRejects({ ...ephemeral, users: '2', 'username-format': 'phone-number' }, 'user-attributes', {
  'phone_number=+15550100': 'sets phone_number, which would be the same for all 2 users. Remove it.',
});

it.each<[string, Given]>([
  ['as many users as the quotas allow', { users: '1000' }],
  ['a longer timeout', { users: '1000', groups: 'a, b', 'timeout-seconds': '80' }],
  ['one user with an e-mail address of its own', { users: '1', 'user-attributes': 'email=ada@example.com' }],
  [
    'an e-mail address that is not the username',
    { users: '2', 'username-format': 'plain', 'user-attributes': 'email=ada@example.com' },
  ],
])('users is accepted with %s', (_, given) => {
  expect(parse({ ...ephemeral, ...given })).toMatchObject({ userCount: Number(given.users) });
});
