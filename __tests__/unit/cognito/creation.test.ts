import { describe, expect, it } from '@jest/globals';
import { settleCreation } from '../../../src/cognito/creation.ts';
import { ActionError } from '../../../src/failures/action-error.ts';
import { type CallCode, serviceFailure } from '../fakes.ts';

/** A creation whose tries fail so, one after the other, and the name that the user has in the end. */
function create(failures: readonly ActionError[], username?: string) {
  return settleCreation((watch) => {
    for (const failure of failures) {
      // What fails while credentials are looked for has sent nothing.
      if ('call' in failure.failure && failure.failure.call.operation !== 'AssumeRoleWithWebIdentity') {
        watch.onRequestSent();
      }
      watch.onAttemptFailed(failure);
    }
    const last = failures.at(-1);
    return username === undefined && last !== undefined ? Promise.reject(last) : Promise.resolve(username ?? '');
  });
}

const unanswered = serviceFailure('network-failed');
const throttledBySts = serviceFailure('throttled', 'Throttling', 'AssumeRoleWithWebIdentity');

describe('a creation', () => {
  it('gives the name that the user pool has for the user', async () => {
    expect(await create([], 'an-id')).toStrictEqual({ outcome: 'created', username: 'an-id' });
  });

  it('of a user that exists found it there', async () => {
    const failure = serviceFailure('call-refused', 'UsernameExistsException');
    expect(await create([unanswered, failure])).toStrictEqual({ outcome: 'already-exists' });
  });

  it.each<[string, readonly ActionError[]]>([
    ['is denied', [serviceFailure('access-denied')]],
    ['has no credentials', [serviceFailure('credentials-missing')]],
    ['is of no user pool', [serviceFailure('user-pool-not-found')]],
    ['never left', [serviceFailure('certificate-untrusted')]],
    ['never left, again and again', [serviceFailure('host-unknown'), serviceFailure('host-unknown')]],
    ['waits for a role', [throttledBySts, throttledBySts]],
    ['waits for a role, which never comes', [throttledBySts, serviceFailure('role-not-assumed')]],
    ['waits for an OIDC token', [new ActionError({ code: 'id-token-failed' })]],
  ])('that %s made nobody', async (_, failures) => {
    expect(await create(failures)).toStrictEqual({ outcome: 'refused', failure: failures.at(-1) });
  });

  it.each(['access-denied', 'host-unknown'] as const)(
    'that ends in %s after a try that nobody answered may have made a user',
    async (code) => {
      const failure = serviceFailure(code);
      await expect(create([unanswered, failure])).rejects.toBe(failure);
    },
  );

  it.each<CallCode>(['message-not-sent', 'lambda-trigger-failed', 'network-failed', 'throttled', 'call-refused'])(
    'that fails with %s may have made a user',
    async (code) => {
      const failure = serviceFailure(code);
      await expect(create([failure])).rejects.toBe(failure);
    },
  );
});
