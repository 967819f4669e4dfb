// Verify that nothing of any hostile answer to any call is shown, even if answers stay unreadable until the deadline.
import { describe, expect, it } from '@jest/globals';
import { type Fixture, useFixtures } from '../support/fixture.ts';
import { UNREADABLE } from '../support/hostile-answers.ts';
import { expectNothingShown, HOSTILE_CALLS } from '../support/hostile-jobs.ts';
import { SOON } from '../support/hostile-paths.ts';

const startFixture = useFixtures();

describe('hostile answers', () => {
  it('reach every call', () => {
    expect(HOSTILE_CALLS.filter(({ hostilities }) => Object.keys(hostilities).length === 0)).toStrictEqual([]);
  });

  it.each(HOSTILE_CALLS)(
    '$step shows nothing of a hostile answer to $operation',
    async ({ operation, path, hostilities }) => {
      await expectNothingShown(startFixture, path, operation, hostilities);
    },
  );

  const retriedOperations = ['InitiateAuth', 'AssumeRoleWithWebIdentity', 'oauth2/token', 'RevokeToken'];
  it.each(HOSTILE_CALLS.filter(({ operation }) => retriedOperations.includes(operation)))(
    '$step shows nothing of answers to $operation that stay unreadable until the deadline',
    async ({ operation, path }) => {
      const inputs = async (fixture: Fixture) => ({ ...(await path.inputs(fixture)), ...SOON });
      await expectNothingShown(startFixture, { ...path, inputs }, operation, UNREADABLE);
    },
  );
});
