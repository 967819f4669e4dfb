import { expect, it } from '@jest/globals';
import { packUsernames, unpackUsernames } from '../../../src/cleanup/usernames.ts';
import { generateEphemeralUser, type UsernameFormat } from '../../../src/ephemeral-user.ts';
import { seededRandom } from '../fakes.ts';

function generate(usernameFormat: UsernameFormat, count: number): string[] {
  const random = seededRandom(7);
  const rule = {
    usernameFormat,
    createWith: 'admin',
    emailDomain: 'example.com',
    passwordLength: 20,
    userAttributes: {},
  };
  const run = { runId: '16588214930', runAttempt: '2' };
  return Array.from(
    { length: count },
    () => generateEphemeralUser({ ...rule, createWith: 'admin' }, run, random).username,
  );
}

it.each([
  [['gha-1-1-abc@example.com']],
  [['gha-1-1-abc@example.com', 'gha-1-1-def@example.com']],
  [['aa', 'aaa', 'a']],
  [['ab', 'cd']],
  [['same', 'same']],
  [generate('email', 50)],
  [generate('phone-number', 50)],
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

it.each<UsernameFormat>(['email', 'plain', 'phone-number'])(
  'packs 1,000 usernames of format %s into an environment variable of Windows',
  (format) => {
    expect(JSON.stringify(packUsernames(generate(format, 1000))).length).toBeLessThan(27_200);
  },
);
