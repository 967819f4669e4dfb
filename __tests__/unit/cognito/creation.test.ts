import { describe, expect, it } from '@jest/globals';
import { settleCreation } from '../../../src/cognito/creation.ts';
import { ActionError } from '../../../src/failures/action-error.ts';
import { type CallCode, serviceFailure } from '../fakes.ts';

/** Simulates a creation whose attempts fail one after the other. */
function create(failures: readonly ActionError[]) {
  return settleCreation((onAttemptFailed) => {
    for (const failure of failures) {
      // A failure to get credentials sends no request.
      const wasSent = 'call' in failure.failure && failure.failure.call.operation !== 'AssumeRoleWithWebIdentity';
      onAttemptFailed(failure, wasSent);
    }
    return Promise.reject(failures.at(-1));
  });
}

const throttledBySts = serviceFailure('throttled', 'Throttling', 'AssumeRoleWithWebIdentity');

describe('a creation', () => {
  it('reports a user that already exists', async () => {
    const failure = serviceFailure('call-refused', 'UsernameExistsException');
    expect(await create([serviceFailure('network-failed'), failure])).toStrictEqual({ outcome: 'already-exists' });
  });

  it.each<[string, readonly ActionError[]]>([
    ['is denied', [serviceFailure('access-denied')]],
    ['is never sent in two attempts', [serviceFailure('host-unknown'), serviceFailure('host-unknown')]],
    ['waits for a role and fails to assume it', [throttledBySts, serviceFailure('role-not-assumed')]],
    ['waits for an OIDC token', [new ActionError({ code: 'id-token-failed' })]],
  ])('counts as refused if it %s', async (_, failures) => {
    expect(await create(failures)).toStrictEqual({ outcome: 'refused', failure: failures.at(-1) });
  });

  it.each<[CallCode, ...earlier: CallCode[]]>([
    ['access-denied', 'network-failed'],
    ['message-not-sent'],
    ['lambda-trigger-failed'],
    ['throttled'],
    ['network-failed'],
    ['call-refused'],
  ])('rejects with %s: the user may exist', async (code, ...earlier) => {
    const failure = serviceFailure(code);
    await expect(create([...earlier.map((each) => serviceFailure(each)), failure])).rejects.toBe(failure);
  });
});
