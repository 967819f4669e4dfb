import { expect, it } from '@jest/globals';
import type { EphemeralUser } from '../../../src/ephemeral-user.ts';
import { Roster } from '../../../src/sign-in/roster.ts';

/**
 * Keeps a roster of users who are named by numbers.
 *
 * @param steps as `begin 0 close`
 * @returns the reports, in which a question mark follows a user whose creation is uncertain
 */
function play(count: number, steps: string): string[][] {
  const users = Array.from({ length: count }, (_, index): EphemeralUser => {
    return { username: String(index), temporaryPassword: 'a', permanentPassword: 'b', attributes: {} };
  });
  const reports: string[][] = [];
  const roster = new Roster(users, (report) => {
    reports.push(report.map(({ username, poolUsername }) => poolUsername ?? `${username}?`));
  });
  for (const [, step, username] of steps.matchAll(/(begin|confirm|refuse|close) ?(\d*)/g)) {
    const user = users.find((candidate) => candidate.username === username);
    if (user === undefined) {
      roster.close();
    } else if (step === 'confirm') {
      roster.confirm(user, `id-${username}`);
    } else if (step === 'begin' || step === 'refuse') {
      roster[step](user);
    }
  }
  return reports;
}

it.each([
  ['the only user before and after its creation', 1, 'begin 0 confirm 0 close', 2, ['id-0']],
  ['a user whose creation is uncertain', 1, 'begin 0 close', 1, ['0?']],
  ['nothing if no creation began', 1, 'close', 0, undefined],
  ['nobody once Cognito has refused the only user', 1, 'begin 0 refuse 0 close', 2, []],
  ['all users before the first creation', 3, 'begin 0 begin 1', 1, ['0?', '1?', '2?']],
  ['all users once Cognito has confirmed them', 2, 'begin 0 begin 1 confirm 1 confirm 0', 2, ['id-0', 'id-1']],
  ['all but a refused user once that is certain', 2, 'begin 0 begin 1 refuse 1 confirm 0', 2, ['id-0']],
  ['them only once', 2, 'begin 0 begin 1 confirm 1 confirm 0 close', 2, ['id-0', 'id-1']],
  ['at the end what it knows of uncertain users', 2, 'begin 0 begin 1 confirm 1 close', 2, ['0?', 'id-1']],
  ['at the end only those whose creation began', 150, 'begin 0 close', 2, ['0?']],
  ['at the end no refused user', 150, 'begin 0 begin 1 begin 2 confirm 0 refuse 1 close', 2, ['id-0', '2?']],
])('reports %s', (_, count, steps, reports, last) => {
  const played = play(count, steps);
  expect(played).toHaveLength(reports);
  expect(played.at(-1)).toStrictEqual(last);
});

it('reports each user before its creation, in batches, so that the state stays small', () => {
  const all = Array.from({ length: 250 }, (_, index) => `${index}?`);
  const reports = [1, 100, 101, 200, 201, 250].map((begun) => {
    const steps = Array.from({ length: begun }, (_, index) => `begin ${index}`);
    return play(250, steps.join(' ')).at(-1);
  });
  expect(reports).toStrictEqual([100, 100, 200, 200, 250, 250].map((listed) => all.slice(0, listed)));
});
