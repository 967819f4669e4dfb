import { describe, expect, it } from '@jest/globals';
import { settleCreation } from '../../../src/cognito/creation.ts';
import { ActionError } from '../../../src/failures/action-error.ts';
import { type CallCode, serviceFailure } from '../fakes.ts';

/** Simulates a creation whose attempts fail one after the other, and then succeeds if there is a username. */
function create(failures: readonly ActionError[], username?: string) {
  return settleCreation((onAttemptFailed) => {
    for (const failure of failures) {
      // A failure to get credentials sends no request.
      const wasSent = 'call' in failure.failure && failure.failure.call.operation !== 'AssumeRoleWithWebIdentity';
      onAttemptFailed(failure, wasSent);
    }
    const last = failures.at(-1);
    return username === undefined && last !== undefined ? Promise.reject(last) : Promise.resolve(username ?? '');
  });
}

const unanswered = serviceFailure('network-failed');
const throttledBySts = serviceFailure('throttled', 'Throttling', 'AssumeRoleWithWebIdentity');

describe('a creation', () => {
  it("returns the user pool's own name for the user", async () => {
    expect(await create([], 'an-id')).toStrictEqual({ outcome: 'created', username: 'an-id' });
  });

  it('reports a user that already exists', async () => {
    const failure = serviceFailure('call-refused', 'UsernameExistsException');
    expect(await create([unanswered, failure])).toStrictEqual({ outcome: 'already-exists' });
  });

  it.each<[string, readonly ActionError[]]>([
    ['is denied', [serviceFailure('access-denied')]],
    ['has no credentials', [serviceFailure('credentials-missing')]],
    ['finds no user pool', [serviceFailure('user-pool-not-found')]],
    ['is never sent', [serviceFailure('certificate-untrusted')]],
    ['is never sent in two attempts', [serviceFailure('host-unknown'), serviceFailure('host-unknown')]],
    ['waits for a role', [throttledBySts, throttledBySts]],
    ['waits for a role and fails to assume it', [throttledBySts, serviceFailure('role-not-assumed')]],
    ['waits for an OIDC token', [new ActionError({ code: 'id-token-failed' })]],
  ])('counts as refused if it %s', async (_, failures) => {
    expect(await create(failures)).toStrictEqual({ outcome: 'refused', failure: failures.at(-1) });
  });

  it.each(['access-denied', 'host-unknown'] as const)(
    'rejects with %s after an unanswered attempt: the user may exist',
    async (code) => {
      const failure = serviceFailure(code);
      await expect(create([unanswered, failure])).rejects.toBe(failure);
    },
  );

  it.each<CallCode>(['message-not-sent', 'lambda-trigger-failed', 'network-failed', 'throttled', 'call-refused'])(
    'rejects with %s: the user may exist',
    async (code) => {
      const failure = serviceFailure(code);
      await expect(create([failure])).rejects.toBe(failure);
    },
  );
});
