import { expect, it } from '@jest/globals';
import { ephemeral, type Given, parse, problemsOf, stored } from '../given-inputs.ts';

it.each<[string, Given, string]>([
  [
    'a number out of range',
    { ...ephemeral, users: '1001' },
    'users is "1001", but must be a whole number from 1 to 1000.',
  ],
  [
    'another mode',
    { ...stored, users: '2' },
    'users belongs to mode ephemeral, but mode is stored. Set mode: ephemeral, or remove users.',
  ],
  [
    'more users than the quotas allow until the timeout',
    { ...ephemeral, users: '1000', groups: 'a, b' },
    "users is 1000, which takes at least 80 seconds at Cognito's default request quotas. Raise timeout-seconds, or lower users.",
  ],
  [
    'an e-mail address for all users',
    { ...ephemeral, users: '2', 'user-attributes': 'email=ada@example.com' },
    'user-attributes sets email, which would be the same for all 2 users. Remove it.',
  ],
  [
    'a phone number for all users',
    { ...ephemeral, users: '2', 'username-format': 'phone-number', 'user-attributes': 'phone_number=+15550100' },
    'user-attributes sets phone_number, which would be the same for all 2 users. Remove it.',
  ],
])('users is rejected with %s', (_, given, problem) => {
  expect(problemsOf(given)).toStrictEqual([problem]);
});

it.each<[string, Given]>([
  ['as many users as the quotas allow', { users: '1000' }],
  ['a longer timeout', { users: '1000', groups: 'a, b', 'timeout-seconds': '80' }],
  ['one user with an e-mail address of its own', { users: '1', 'user-attributes': 'email=ada@example.com' }],
  [
    'an e-mail address that is not the username',
    {
      users: '2',
      'username-format': 'plain',
      'user-attributes': 'email=ada@example.com',
    },
  ],
])('users is accepted with %s', (_, given) => {
  expect(parse({ ...ephemeral, ...given })).toMatchObject({ userCount: Number(given.users) });
});
