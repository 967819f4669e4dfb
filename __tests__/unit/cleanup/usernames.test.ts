import { expect, it } from '@jest/globals';
import { packUsernames, unpackUsernames } from '../../../src/cleanup/usernames.ts';
import { USERNAME_FORMATS } from '../../../src/ephemeral-user.ts';
import { usernamesOf } from '../given-inputs.ts';

it.each([
  [['gha-1-1-abc@example.com']],
  [['gha-1-1-abc@example.com', 'gha-1-1-def@example.com']],
  [['aa', 'aaa', 'a']],
  [['ab', 'cd']],
  [['same', 'same']],
  [usernamesOf({ users: '50' })],
  [usernamesOf({ users: '50', 'username-format': 'phone-number' })],
])('unpacks %j as it was packed', (usernames) => {
  expect(unpackUsernames(packUsernames(usernames))).toStrictEqual(usernames);
});

it('holds only once what the usernames share', () => {
  expect(packUsernames(['gha-1-1-abc@example.com', 'gha-1-1-def@example.com'])).toStrictEqual({
    prefix: 'gha-1-1-',
    parts: 'abc def',
    suffix: '@example.com',
  });
});

it.each(USERNAME_FORMATS)('packs 1,000 usernames of format %s into an environment variable of Windows', (format) => {
  const usernames = usernamesOf({ users: '1000', 'username-format': format });
  expect(usernames).toHaveLength(1000);
  expect(JSON.stringify(packUsernames(usernames)).length).toBeLessThan(27_200);
});
