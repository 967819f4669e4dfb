import { describe, expect, it } from '@jest/globals';
import { type EphemeralUserRule, generateEphemeralUser, isEphemeralUsername } from '../../src/ephemeral-user.ts';
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

function invent(changes: Partial<EphemeralUserRule> = {}, seed = 1) {
  return generateEphemeralUser({ ...rule, ...changes }, run, seededRandom(seed));
}

describe('the username', () => {
  it.each([
    [{}, /^gha-1658821493-2-[a-z2-7]{26}@example\.com$/],
    [{ emailDomain: 'mail.test' }, /^gha-1658821493-2-[a-z2-7]{26}@mail\.test$/],
    [{ emailDomain: 'simulator.amazonses.com' }, /^success\+gha-1658821493-2-[a-z2-7]{26}@simulator\.amazonses\.com$/],
    [{ usernameFormat: 'plain' }, /^gha-1658821493-2-[a-z2-7]{26}$/],
    [{ usernameFormat: 'phone-number' }, /^\+999[0-9]{12}$/],
  ] as const)('of %j has its form', (changes, form) => {
    for (const seed of seeds) {
      expect(invent(changes, seed).username).toMatch(form);
    }
  });

  it('is another one each time', () => {
    expect(new Set(seeds.map((seed) => invent({}, seed).username)).size).toBe(seeds.length);
  });

  it('uses each character that it may have', () => {
    const used = new Set(
      seeds.flatMap((seed) => [...(invent({ usernameFormat: 'plain' }, seed).username.split('-')[3] ?? '')]),
    );
    expect([...used].toSorted().join('')).toBe('234567abcdefghijklmnopqrstuvwxyz');
  });
});

describe('the attributes', () => {
  it('make an e-mail address the verified one of the user', () => {
    const { username, attributes } = invent();
    expect(attributes).toEqual({ email: username, email_verified: 'true' });
  });

  it('make a phone number the verified one of the user', () => {
    const { username, attributes } = invent({ usernameFormat: 'phone-number' });
    expect(attributes).toEqual({ phone_number: username, phone_number_verified: 'true' });
  });

  it('leave it unverified when the user signs up, who may not say that', () => {
    const { username, attributes } = invent({ createWith: 'sign-up' });
    expect(attributes).toEqual({ email: username });
    const phone = invent({ createWith: 'sign-up', usernameFormat: 'phone-number' });
    expect(phone.attributes).toEqual({ phone_number: phone.username });
  });

  it('are joined by those of the inputs, which win', () => {
    const { username, attributes } = invent({ userAttributes: { email_verified: 'false', 'custom:tenant': 'acme' } });
    expect(attributes).toEqual({ email: username, email_verified: 'false', 'custom:tenant': 'acme' });
  });

  it('are none for a plain username', () => {
    expect(invent({ usernameFormat: 'plain' }).attributes).toEqual({});
  });
});

describe('the recogniser', () => {
  const random = 'abcdefghijklmnopqrstuvwxyz'.replaceAll(/[a-f]/g, '2');

  it.each([
    [{}, 'email'],
    [{ emailDomain: 'mail.test' }, 'email'],
    [{ emailDomain: 'simulator.amazonses.com' }, 'email'],
    [{ usernameFormat: 'plain' }, 'plain'],
    [{ usernameFormat: 'phone-number' }, 'phone-number'],
  ] as const)('knows every username of %j', (changes, format) => {
    for (const seed of seeds) {
      expect(isEphemeralUsername(invent(changes, seed).username, format)).toBe(true);
    }
  });

  it.each([
    ['gha-1-1-short@example.com', 'email'],
    [`gha-1-1-${random}`, 'email'],
    [`GHA-1-1-${random}@example.com`, 'email'],
    [`gha-x-1-${random}@example.com`, 'email'],
    [`my-gha-1-1-${random}@example.com`, 'email'],
    [`gha-1-1-${random}9@example.com`, 'email'],
    [`gha-1-1-${random}@example.com@example.com`, 'email'],
    [`success+gha-1-1-${random}@example.com`, 'email'],
    [`gha-1-1-${random}@simulator.amazonses.com`, 'email'],
    [`bounce+gha-1-1-${random}@simulator.amazonses.com`, 'email'],
    [`gha-1-1-${random}@example.com`, 'plain'],
    [`gha-1-1-${random}x`, 'plain'],
    ['+99912345678901', 'phone-number'],
    ['+9991234567890123', 'phone-number'],
    ['+491234567890123', 'phone-number'],
  ] as const)('does not take %s for one of format %s', (username, format) => {
    expect(isEphemeralUsername(username, format)).toBe(false);
  });
});

describe('the passwords', () => {
  it.each([8, 64, 99, 256])(
    'of %d characters have that length, every class, and no character that needs quoting',
    (passwordLength) => {
      for (const seed of seeds) {
        const { temporaryPassword, permanentPassword } = invent({ passwordLength }, seed);
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

  it('differ although the random source repeats itself', () => {
    // Where in the alphabet each character stands; the first one is a letter.
    const password = [0, 26, 52, 62, 0, 26, 52, 62];
    const draws = [...Array<number>(26).fill(0), ...password, ...password, 1, ...password.slice(1)];
    const random = { integerBelow: () => draws.shift() ?? 0 };
    const user = generateEphemeralUser({ ...rule, passwordLength: 8 }, run, random);
    expect(user).toMatchObject({ temporaryPassword: 'Aa0-Aa0-', permanentPassword: 'Ba0-Aa0-' });
  });

  it('use each character that they may have', () => {
    const used = new Set(seeds.flatMap((seed) => [...invent({}, seed).permanentPassword]));
    expect(used.size).toBe(26 + 26 + 10 + 4);
  });
});
