import { describe, expect, it } from '@jest/globals';
import type { ListedUser } from '../../../src/cognito/types.ts';
import type { UsernameFormat } from '../../../src/ephemeral-user.ts';
import { isLeftover, leftoverSearches } from '../../../src/sweep/leftovers.ts';

const NAME = `gha-1658821493-1-${'a2'.repeat(13)}`;
const SUB = '3f0c1e5e-8b1a-4c3e-9d6f-0a1b2c3d4e5f';
const createdUntil = new Date('2026-01-02T00:00:00Z');

/** How many searches take the user for a leftover. */
function finds(format: UsernameFormat, changes: Partial<ListedUser>): number {
  const user = { username: 'ada', sub: SUB, email: '', phoneNumber: '', createdAt: createdUntil, ...changes };
  const rule = { usernameFormat: format, createdUntil };
  return leftoverSearches(format).filter((search) => isLeftover(user, search, rule)).length;
}

describe('a leftover is found by one search and no other', () => {
  it.each<[string, UsernameFormat, Partial<ListedUser>]>([
    ['e-mail address as username', 'email', { username: `${NAME}@example.com`, email: `${NAME}@example.com` }],
    ['the same with another address', 'email', { username: `${NAME}@example.com`, email: 'ada@example.com' }],
    ['e-mail address as username attribute', 'email', { username: SUB, email: `${NAME}@example.com` }],
    ['address at the mailbox simulator', 'email', { username: SUB, email: `success+${NAME}@simulator.amazonses.com` }],
    ['plain username', 'plain', { username: NAME }],
    ['phone number as username', 'phone-number', { username: '+999012345678901', phoneNumber: '+999012345678901' }],
    ['phone number as username attribute', 'phone-number', { username: SUB, phoneNumber: '+999012345678901' }],
  ])('%s', (_, format, user) => {
    expect(finds(format, user)).toBe(1);
  });
});

describe('no leftover is', () => {
  it.each<[string, UsernameFormat, Partial<ListedUser>]>([
    ['one that is too young', 'plain', { username: NAME, createdAt: new Date(createdUntil.getTime() + 1) }],
    ['one of another format', 'email', { username: NAME }],
    ['one whose name goes on', 'plain', { username: `${NAME}a` }],
    ['one in capital letters', 'plain', { username: NAME.toUpperCase() }],
    ['one who signs in by another name', 'email', { username: 'ada', email: `${NAME}@example.com` }],
    ['one who has such a phone number', 'phone-number', { username: 'ada', phoneNumber: '+999012345678901' }],
    ['one whose sub looks like it', 'plain', { username: NAME, sub: NAME }],
    ['a federated user', 'email', { username: `Google_${NAME}@example.com`, email: `${NAME}@example.com` }],
  ])('%s', (_, format, user) => {
    expect(finds(format, user)).toBe(0);
  });
});
