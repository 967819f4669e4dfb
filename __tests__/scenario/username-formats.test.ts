// Verify that each username format works with the user pools that accept it, and that the others refuse it.
import { describe, expect, it } from '@jest/globals';
import type { PoolRequest } from 'cognito-emulator/pool-settings';
import { useFixtures } from '../support/fixture.ts';
import { sampleByKind } from '../support/sample.ts';

const startFixture = useFixtures();

const POOLS = {
  'signs in by username': {},
  'signs in by e-mail': { usernameAttributes: ['email'] },
  'signs in by phone number': { usernameAttributes: ['phone_number'] },
  'signs in by e-mail or phone number': { usernameAttributes: ['email', 'phone_number'] },
  'has e-mail as alias': { aliasAttributes: ['email'] },
  'has phone number as alias': { aliasAttributes: ['phone_number'] },
  'is case-sensitive': { caseSensitive: true },
} satisfies Record<string, PoolRequest>;

const PATTERNS = {
  email: /^gha-1658821493-1-[a-z2-7]{26}@example\.com$/,
  plain: /^gha-1658821493-1-[a-z2-7]{26}$/,
  'phone-number': /^\+999[0-9]{12}$/,
};

type Pool = keyof typeof POOLS;
type Format = keyof typeof PATTERNS;

const ACCEPTED: readonly (readonly [Pool, Format])[] = [
  ['signs in by username', 'email'],
  ['signs in by username', 'plain'],
  ['signs in by username', 'phone-number'],
  ['signs in by e-mail', 'email'],
  ['signs in by phone number', 'phone-number'],
  ['signs in by e-mail or phone number', 'email'],
  ['signs in by e-mail or phone number', 'phone-number'],
  ['has e-mail as alias', 'plain'],
  ['has e-mail as alias', 'phone-number'],
  ['has phone number as alias', 'plain'],
  ['has phone number as alias', 'email'],
  ['is case-sensitive', 'email'],
];

const REFUSED: readonly (readonly [Pool, Format, suggested: Format])[] = [
  ['signs in by e-mail', 'plain', 'email'],
  ['signs in by e-mail', 'phone-number', 'email'],
  ['signs in by phone number', 'plain', 'phone-number'],
  ['signs in by phone number', 'email', 'phone-number'],
  ['signs in by e-mail or phone number', 'plain', 'email'],
  ['has e-mail as alias', 'email', 'plain'],
  ['has phone number as alias', 'phone-number', 'plain'],
];

describe('main', () => {
  it.each(sampleByKind(ACCEPTED, ([, format]) => format))(
    'signs in to a user pool that %s with username-format %s',
    async (kind, format) => {
      const { pool, job, inputs } = await startFixture({ pool: POOLS[kind] });
      const main = await job.uses({ with: { ...inputs, 'username-format': format } });
      expect(main).toMatchObject({ outcome: 'success', annotations: [] });
      expect(main.outputs['USERNAME']).toMatch(PATTERNS[format]);
      expect(pool.users).toHaveLength(1);

      await job.post();
      expect(pool.users).toStrictEqual([]);
    },
  );

  it.each(sampleByKind(REFUSED, ([, format]) => format))(
    'fails for a user pool that %s with username-format %s, and suggests %s',
    async (kind, format, suggested) => {
      const { pool, job, inputs } = await startFixture({ pool: POOLS[kind] });
      const main = await job.uses({ with: { ...inputs, 'username-format': format } });
      expect(main).toMatchObject({ outcome: 'failure' });
      expect(main.outputs).toStrictEqual({});
      expect(main.annotations).toStrictEqual([
        {
          level: 'error',
          message: expect.stringMatching(new RegExp(` Set username-format: ${suggested}\\b.*#username-format-wrong$`)),
        },
      ]);
      expect(pool.users).toStrictEqual([]);
    },
  );
});

it('main uses email-domain as the domain of the e-mail address', async () => {
  const { job, inputs } = await startFixture();
  const main = await job.uses({ with: { ...inputs, 'email-domain': 'mail.test' } });
  expect(main.outputs['USERNAME']).toMatch(/^gha-.*@mail\.test$/);
});
