import { expect, it } from '@jest/globals';
import type { EphemeralUser } from '../../../src/ephemeral-user.ts';
import { Roster } from '../../../src/sign-in/roster.ts';
import type { PoolUser } from '../../../src/sign-in/signed-in.ts';

function start(count: number) {
  const users = Array.from({ length: count }, (_, index): EphemeralUser => {
    return { username: `gha-${index}`, temporaryPassword: 'a', permanentPassword: 'b', attributes: {} };
  });
  const reports: (readonly PoolUser[])[] = [];
  return { users, reports, roster: new Roster(users, (report) => reports.push(report)) };
}

it('reports the only user before and after its creation', () => {
  const { users, reports, roster } = start(1);
  for (const user of users) {
    roster.begin(user);
    roster.confirm(user, 'an-id');
  }
  roster.close();
  expect(reports).toStrictEqual([
    [{ username: 'gha-0', poolUsername: undefined }],
    [{ username: 'gha-0', poolUsername: 'an-id' }],
  ]);
});

it('reports nothing if no creation began', () => {
  const { reports, roster } = start(1);
  roster.close();
  expect(reports).toStrictEqual([]);
});

it('reports at the end what it knows of users whose creation is uncertain, and drops those that never began', () => {
  for (const [count, begun] of [
    [2, 2],
    [150, 1],
  ] as const) {
    const { users, reports, roster } = start(count);
    for (const user of users.slice(0, begun)) {
      roster.begin(user);
    }
    for (const user of users.slice(1, begun)) {
      roster.confirm(user, 'an-id');
    }
    roster.close();
    expect(reports.at(-1)?.map(({ poolUsername }) => poolUsername)).toStrictEqual([undefined, 'an-id'].slice(0, begun));
  }
});

it('reports nobody once Cognito has refused the only user', () => {
  const { users, reports, roster } = start(1);
  for (const user of users) {
    roster.begin(user);
    roster.refuse(user);
  }
  roster.close();
  expect(reports.at(-1)).toStrictEqual([]);
});

it('reports each user before its creation, in batches, so that the state stays small', () => {
  const { users, reports, roster } = start(250);
  for (const user of users) {
    roster.begin(user);
    expect(reports.at(-1)).toContainEqual({ username: user.username, poolUsername: undefined });
  }
  expect(reports.map(({ length }) => length)).toStrictEqual([100, 200, 250]);
});

it.each([[], ['gha-1']])('reports all users once Cognito has confirmed all but %j, whom it refused', (...refused) => {
  const { users, reports, roster } = start(3);
  for (const user of users) {
    roster.begin(user);
  }
  for (const user of users.toReversed()) {
    if (refused.includes(user.username)) {
      roster.refuse(user);
    } else {
      roster.confirm(user, user.username);
    }
  }
  expect(reports).toHaveLength(2);
  expect(reports.at(-1)?.map(({ poolUsername }) => poolUsername)).toStrictEqual(
    users.map(({ username }) => username).filter((username) => !refused.includes(username)),
  );
  roster.close();
  expect(reports).toHaveLength(2);
});

it('keeps users whose creation is uncertain, and drops those that were refused or never begun', () => {
  const { users, reports, roster } = start(150);
  const [confirmed, refused, uncertain] = users;
  for (const user of [confirmed, refused, uncertain]) {
    if (user !== undefined) {
      roster.begin(user);
    }
  }
  if (confirmed !== undefined && refused !== undefined) {
    roster.confirm(confirmed, 'an-id');
    roster.refuse(refused);
  }
  roster.close();
  expect(reports.at(-1)).toStrictEqual([
    { username: 'gha-0', poolUsername: 'an-id' },
    { username: 'gha-2', poolUsername: undefined },
  ]);
});
