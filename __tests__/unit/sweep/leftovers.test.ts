import { describe, expect, it } from '@jest/globals';
import type { ListedUser } from '../../../src/cognito/types.ts';
import type { UsernameFormat } from '../../../src/ephemeral-user.ts';
import { isLeftover, leftoverSearches } from '../../../src/sweep/leftovers.ts';

const NAME = `gha-1658821493-1-${'a2'.repeat(13)}`;
const SUB = '3f0c1e5e-8b1a-4c3e-9d6f-0a1b2c3d4e5f';
const createdUntil = new Date('2026-01-02T00:00:00Z');

/** Returns the number of searches that recognise the user as a leftover. */
function countMatches(format: UsernameFormat, changes: Partial<ListedUser>): number {
  const user = { username: 'ada', sub: SUB, email: '', phoneNumber: '', createdAt: createdUntil, ...changes };
  const rule = { usernameFormat: format, createdUntil };
  return leftoverSearches(format).filter((search) => isLeftover(user, search, rule)).length;
}

describe('isLeftover', () => {
  it.each<[string, UsernameFormat, Partial<ListedUser>]>([
    ['an e-mail address as username', 'email', { username: `${NAME}@example.com`, email: `${NAME}@example.com` }],
    [
      'an e-mail address as username and another as attribute',
      'email',
      { username: `${NAME}@example.com`, email: 'ada@example.com' },
    ],
    ['an e-mail address as username attribute', 'email', { username: SUB, email: `${NAME}@example.com` }],
    [
      'an address at the mailbox simulator',
      'email',
      { username: SUB, email: `success+${NAME}@simulator.amazonses.com` },
    ],
    ['a plain username', 'plain', { username: NAME }],
    ['a phone number as username', 'phone-number', { username: '+999012345678901', phoneNumber: '+999012345678901' }],
    ['a phone number as username attribute', 'phone-number', { username: SUB, phoneNumber: '+999012345678901' }],
  ])('recognises a user with %s in exactly one search', (_, format, user) => {
    expect(countMatches(format, user)).toBe(1);
  });

  it.each<[string, UsernameFormat, Partial<ListedUser>]>([
    ['whose phone number is only an attribute', 'phone-number', { username: 'ada', phoneNumber: '+999012345678901' }],
    ['whose username is its sub', 'plain', { username: NAME, sub: NAME }],
    ['of an identity provider', 'email', { username: `Google_${NAME}@example.com`, email: `${NAME}@example.com` }],
  ])('rejects a user %s', (_, format, user) => {
    expect(countMatches(format, user)).toBe(0);
  });
});
