import { describe, expect, it, jest } from '@jest/globals';
import { type EphemeralUserRule, generateEphemeralUser, isEphemeralUsername } from '../../src/ephemeral-user.ts';
import { random as cryptoRandom } from '../../src/platform/random.ts';
import { seededRandom } from './fakes.ts';

const run = { runId: '1658821493', runAttempt: '2' };
const rule: EphemeralUserRule = {
  usernameFormat: 'email',
  createWith: 'admin',
  emailDomain: 'example.com',
  passwordLength: 64,
  userAttributes: {},
};

const seeds = Array.from({ length: 200 }, (_, index) => index);

function generate(changes: Partial<EphemeralUserRule> = {}, seed = 1) {
  return generateEphemeralUser({ ...rule, ...changes }, run, seededRandom(seed));
}

describe('username', () => {
  it.each([
    ['email', {}, /^gha-1658821493-2-[a-z2-7]{26}@example\.com$/],
    [
      'email',
      { emailDomain: 'simulator.amazonses.com' },
      /^success\+gha-1658821493-2-[a-z2-7]{26}@simulator\.amazonses\.com$/,
    ],
    ['plain', {}, /^gha-1658821493-2-[a-z2-7]{26}$/],
    ['phone-number', {}, /^\+999[0-9]{12}$/],
  ] as const)('a username of the format %s and %j has that format, and is recognised', (format, changes, pattern) => {
    for (const seed of seeds) {
      const { username } = generate({ usernameFormat: format, ...changes }, seed);
      expect(username).toMatch(pattern);
      expect(isEphemeralUsername(username, format)).toBe(true);
    }
  });

  it('usernames use all allowed characters', () => {
    const used = new Set(
      seeds.flatMap((seed) => [...(generate({ usernameFormat: 'plain' }, seed).username.split('-')[3] ?? '')]),
    );
    expect([...used].toSorted().join('')).toBe('234567abcdefghijklmnopqrstuvwxyz');
  });
});

it.each<[string, Partial<EphemeralUserRule>, (username: string) => object]>([
  ['the verified e-mail address', {}, (username) => ({ email: username, email_verified: 'true' })],
  [
    'the unverified number after self-sign-up',
    { createWith: 'sign-up', usernameFormat: 'phone-number' },
    (username) => ({ phone_number: username }),
  ],
  [
    'what the inputs override',
    { userAttributes: { email_verified: 'false', 'custom:tenant': 'acme' } },
    (username) => ({ email: username, email_verified: 'false', 'custom:tenant': 'acme' }),
  ],
  ['nothing for a plain username', { usernameFormat: 'plain' }, () => ({})],
])('the attributes are %s', (_, changes, attributesOf) => {
  const { username, attributes } = generate(changes);
  expect(attributes).toEqual(attributesOf(username));
});

const random = 'abcdefghijklmnopqrstuvwxyz'.replaceAll(/[a-f]/g, '2');

it.each([
  ['gha-1-1-short@example.com', 'email'],
  [`GHA-1-1-${random}@example.com`, 'email'],
  [`gha-x-1-${random}@example.com`, 'email'],
  [`my-gha-1-1-${random}@example.com`, 'email'],
  [`gha-1-1-${random}9@example.com`, 'email'],
  [`gha-1-1-${random}`, 'email'],
  [`gha-1-1-${random}@example.com@example.com`, 'email'],
  [`success+gha-1-1-${random}@example.com`, 'email'],
  [`gha-1-1-${random}@simulator.amazonses.com`, 'email'],
  [`bounce+gha-1-1-${random}@simulator.amazonses.com`, 'email'],
  [`gha-1-1-${random}@example.com`, 'plain'],
  [`gha-1-1-${random}x`, 'plain'],
  ['+99912345678901', 'phone-number'],
  ['+9991234567890123', 'phone-number'],
] as const)('does not recognise %s in format %s', (username, format) => {
  expect(isEphemeralUsername(username, format)).toBe(false);
});

describe('passwords', () => {
  it.each([8, 64, 99, 256])(
    'passwords of %d characters contain every character class and nothing that needs quoting',
    (passwordLength) => {
      for (const seed of seeds) {
        const { temporaryPassword, permanentPassword } = generate({ passwordLength }, seed);
        expect(temporaryPassword).not.toBe(permanentPassword);
        for (const password of [temporaryPassword, permanentPassword]) {
          expect(password).toHaveLength(passwordLength);
          expect(password).toMatch(/^[A-Za-z][A-Za-z0-9-_.~]*$/);
          expect(password).toMatch(/[A-Z]/);
          expect(password).toMatch(/[a-z]/);
          expect(password).toMatch(/[0-9]/);
          expect(password).toMatch(/[-_.~]/);
        }
      }
    },
  );

  it('passwords are drawn from a cryptographic source, which gives every number of its range', () => {
    const mathRandom = jest.spyOn(Math, 'random');
    const drawn = new Set(Array.from({ length: 1_000 }, () => cryptoRandom.integerBelow(8)));
    expect([...drawn].toSorted()).toStrictEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(mathRandom).not.toHaveBeenCalled();
    mathRandom.mockRestore();
  });

  it('both passwords differ even if the random source repeats itself', () => {
    // Indexes into the alphabet. The first character is a letter.
    const password = [0, 26, 52, 62, 0, 26, 52, 62];
    const draws = [...Array<number>(26).fill(0), ...password, ...password, 1, ...password.slice(1)];
    const random = { integerBelow: () => draws.shift() ?? 0 };
    const user = generateEphemeralUser({ ...rule, passwordLength: 8 }, run, random);
    expect(user).toMatchObject({ temporaryPassword: 'Aa0-Aa0-', permanentPassword: 'Ba0-Aa0-' });
  });

  it('passwords use all allowed characters', () => {
    const used = new Set(seeds.flatMap((seed) => [...generate({}, seed).permanentPassword]));
    expect(used.size).toBe(26 + 26 + 10 + 4);
  });
});
