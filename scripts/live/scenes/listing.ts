import { setTimeout as sleep } from 'node:timers/promises';
import { ListUsersCommand, type UserType } from '@aws-sdk/client-cognito-identity-provider';
import type { PreparedPool } from '../pools/prepared.ts';

/** ListUsers is eventually consistent (service model, ListUsers). */
const MAX_WAIT_MS = 15_000;
const PAUSE_MS = 500;

/** Returns the pool's own usernames of all users. */
export async function listUsernames(pool: PreparedPool): Promise<ReadonlySet<string>> {
  return new Set((await listUsers(pool)).map(({ Username: username = '' }) => username));
}

/** Waits until ListUsers returns a new user, or until a time limit. */
export function untilListed(pool: PreparedPool, username: string): Promise<void> {
  return until(async () =>
    (await listUsers(pool)).some(
      ({ Username: name, Attributes: attributes = [] }) =>
        name === username || attributes.some(({ Name, Value }) => Name === 'email' && Value === username),
    ),
  );
}

/** Counts the other users, once there are none or their number has been stable for a while. */
export async function countOthers(pool: PreparedPool, known: ReadonlySet<string>): Promise<number> {
  let others: number = Number.NaN;
  await until(async () => {
    others = [...(await listUsernames(pool))].filter((name) => !known.has(name)).length;
    return others === 0;
  });
  return others;
}

async function listUsers({ side, id }: PreparedPool): Promise<readonly UserType[]> {
  const users: UserType[] = [];
  let token: string | undefined;
  do {
    const page = await side.cognito.send(
      new ListUsersCommand({ UserPoolId: id, ...(token !== undefined && { PaginationToken: token }) }),
    );
    users.push(...(page.Users ?? []));
    token = page.PaginationToken;
  } while (token !== undefined && token !== '');
  return users;
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + MAX_WAIT_MS;
  while (!(await condition()) && performance.now() < end) {
    await sleep(PAUSE_MS);
  }
}
