/**
 * What the acts look at besides the steps' own results.
 */
import assert from 'node:assert/strict';
import type { StepResult } from '../../__tests__/support/runner.ts';
import type { ListedUser } from '../cognito-local/user-pool.ts';
import { readFindings } from '../strict-emulator/strict-emulator.ts';
import type { Stage } from './stage.ts';

/** Fails the act unless the step ended as told. */
export function assertOutcome({ outcome }: StepResult, expected: StepResult['outcome'], what: string): void {
  assert.equal(outcome, expected, `${what} should end in ${expected}`);
}

/** Fails the act unless the API refuses a caller without a token. */
export async function assertRefusedWithoutToken({ screen, baseUrl }: Stage): Promise<void> {
  screen.step('The API, called without a token');
  const response = await fetch(new URL('/orders', baseUrl));
  screen.line(`    GET /orders → ${response.status} ${await response.text()}`);
  assert.equal(response.status, 401, 'the API should refuse a call without a token');
}

/** Fails the act unless the strict emulator has no user left, and nothing to complain about. */
export async function assertStrictEmulatorIsContent({ screen, strict }: Stage): Promise<void> {
  const { users, violations } = await readFindings(strict.descriptionUrl);
  assert.equal(users, 0, `users left in the strict emulator's pool: ${users}`);
  assert.equal(violations, 0, `violations that the strict emulator saw: ${violations}`);
  screen.seen('the strict emulator has no user left, and saw nothing against the rules');
}

/** Fails the act if a text holds one of the secrets. By number: a message that quotes a secret would print it. */
export function assertHoldsNoSecret({ secrets }: Stage, text: string, what: string): void {
  const found = [...secrets].filter((secret) => text.includes(secret));
  assert.equal(found.length, 0, `${found.length} secrets in ${what}`);
}

/** Shows the users of the pool; fails the act unless there are as many as told. */
export async function assertUsers(stage: Stage, when: string, count: number): Promise<readonly ListedUser[]> {
  const users = await showUsers(stage, when);
  assert.equal(users.length, count, `users in the pool ${when}: ${users.length} instead of ${count}`);
  return users;
}

/** Shows the users of the pool; fails the act if there is one that is not meant to stay. */
export async function assertOnlyStoredUsers(stage: Stage, when: string): Promise<void> {
  const users = await showUsers(stage, when);
  const others = users.filter(({ email }) => !stage.storedUsernames.has(email));
  assert.equal(others.length, 0, `users in the pool ${when} that should have been deleted: ${others.length}`);
}

async function showUsers({ screen, poolOwner, userPoolId }: Stage, when: string): Promise<readonly ListedUser[]> {
  const users = await poolOwner.listUsers(userPoolId);
  screen.step(`Users in the pool ${when}: ${users.length}`);
  if (users.length > 0) {
    screen.table([['sub', 'e-mail', 'status'], ...users.map((user) => [user.sub, shortened(user.email), user.status])]);
  }
  return users;
}

/** An e-mail address is a secret here: enough of it to tell whose it is. */
function shortened(email: string): string {
  const [name = '', domain = ''] = email.split('@');
  return `${name.slice(0, 7)}…@${domain}`;
}
