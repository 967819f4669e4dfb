import { describe, expect, it } from '@jest/globals';
import { type EphemeralUserRule, inventEphemeralUser } from '../../src/ephemeral-user.ts';
import { seededRandom } from './fakes.ts';

const run = { runId: '1658821493', runAttempt: '2', awsRegion: '' };
const rule: EphemeralUserRule = { usernameFormat: 'email', emailDomain: 'example.com', passwordLength: 64 };

const seeds = Array.from({ length: 200 }, (_, index) => index);

function invent(changes: Partial<EphemeralUserRule> = {}, seed = 1) {
  return inventEphemeralUser({ ...rule, ...changes }, run, seededRandom(seed));
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

  it('are none for a plain username', () => {
    expect(invent({ usernameFormat: 'plain' }).attributes).toEqual({});
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

  it('use each character that they may have', () => {
    const used = new Set(seeds.flatMap((seed) => [...invent({}, seed).permanentPassword]));
    expect(used.size).toBe(26 + 26 + 10 + 4);
  });
});
