import { describe, expect, it } from '@jest/globals';
import { settleCreation } from '../../../src/cognito/creation.ts';
import { serviceFailure } from '../fakes.ts';

/** A creation that ends so after a number of tries, each of which sends its request unless it is told otherwise. */
const create = (tries: number, end: () => Promise<string>, sends: (index: number) => boolean = () => true) =>
  settleCreation((watch) => {
    for (let index = 1; index <= tries; index++) {
      watch.tryBegins();
      if (sends(index)) {
        watch.requestLeaves();
      }
    }
    return end();
  });

describe('a creation', () => {
  it('gives the name that the user pool has for the user', async () => {
    expect(await create(1, () => Promise.resolve('an-id'))).toEqual({ outcome: 'created', username: 'an-id' });
  });

  it('of a user that exists found it there', async () => {
    const failure = serviceFailure('call-refused', 'UsernameExistsException');
    expect(await create(2, () => Promise.reject(failure))).toEqual({ outcome: 'already-exists' });
  });

  it.each(['access-denied', 'credentials-missing', 'user-pool-not-found', 'role-not-assumed'] as const)(
    'that is refused outright with %s made nobody',
    async (code) => {
      const failure = serviceFailure(code);
      expect(await create(1, () => Promise.reject(failure))).toEqual({ outcome: 'refused', failure });
    },
  );

  it('that is refused after a try that nobody answered may have made a user', async () => {
    const failure = serviceFailure('access-denied');
    await expect(create(2, () => Promise.reject(failure))).rejects.toBe(failure);
  });

  it('that is refused after tries that sent nothing made nobody', async () => {
    const failure = serviceFailure('role-not-assumed');
    expect(
      await create(
        3,
        () => Promise.reject(failure),
        () => false,
      ),
    ).toStrictEqual({ outcome: 'refused', failure });
  });

  it('that is refused before its second request left may have made a user', async () => {
    const failure = serviceFailure('credentials-expired');
    await expect(
      create(
        2,
        () => Promise.reject(failure),
        (index) => index === 1,
      ),
    ).rejects.toBe(failure);
  });

  it.each(['message-not-sent', 'lambda-trigger-failed', 'network-failed', 'throttled', 'call-refused'] as const)(
    'that fails with %s may have made a user',
    async (code) => {
      const failure = serviceFailure(code);
      await expect(create(1, () => Promise.reject(failure))).rejects.toBe(failure);
    },
  );
});
