/**
 * Assertions about users, secrets and the strict emulator.
 */
import assert from 'node:assert/strict';
import type { ListedUser } from '../cognito-local/user-pool.ts';
import { sightingIn } from '../lib/sighting.ts';
import { readFindings } from '../strict-emulator/strict-emulator.ts';
import type { DemoEnvironment } from './environment.ts';

/** Asserts that the API refuses a request without a token. */
export async function assertRefusedWithoutToken({ screen, baseUrl }: DemoEnvironment): Promise<void> {
  screen.step('Call the API without a token');
  const response = await fetch(new URL('/orders', baseUrl));
  screen.line(`    GET /orders → ${response.status} ${await response.text()}`);
  assert.equal(response.status, 401, 'the API should refuse a call without a token');
}

/** Asserts that a text contains no secret, nor a truncated one. */
export function assertContainsNoSecret({ secrets }: DemoEnvironment, text: string, what: string): void {
  assert.equal(sightingIn(text, [...secrets]), undefined, `a secret is in ${what}`);
}

/** Shows the users of the pool and asserts their number. */
export async function assertUsers(
  environment: DemoEnvironment,
  when: string,
  count: number,
): Promise<readonly ListedUser[]> {
  const users = await showUsers(environment, when);
  assert.equal(users.length, count, `users in the pool ${when}: ${users.length} instead of ${count}`);
  return users;
}

/** Asserts that only stored users are left, and that the strict emulator reported no violation. */
export async function assertClean(environment: DemoEnvironment): Promise<void> {
  const { screen, folder, storedUsernames } = environment;
  const left = (await showUsers(environment, 'after')).filter(({ email }) => !storedUsernames.has(email));
  assert.equal(left.length, 0, `users in the pool that should have been deleted: ${left.length}`);
  const { users, violations } = await readFindings(folder);
  assert.equal(users, 0, `users left in the strict emulator's pool: ${users}`);
  assert.equal(violations, 0, `violations reported by the strict emulator: ${violations}`);
  screen.checked('the strict emulator has no user left and reported no violation');
}

async function showUsers(
  { screen, poolOwner, userPoolId }: DemoEnvironment,
  when: string,
): Promise<readonly ListedUser[]> {
  const users = await poolOwner.listUsers(userPoolId);
  screen.step(`Users in the pool ${when}: ${users.length}`);
  if (users.length > 0) {
    screen.table([['sub', 'e-mail', 'status'], ...users.map((user) => [user.sub, shortened(user.email), user.status])]);
  }
  return users;
}

/** Truncates an e-mail address, which is a secret here, but keeps enough to tell users apart. */
function shortened(email: string): string {
  const [name = '', domain = ''] = email.split('@');
  return `${name.slice(0, 7)}…@${domain}`;
}
