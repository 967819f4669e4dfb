import { describe, expect, it } from '@jest/globals';
import type { AppClient } from '../src/app-client.ts';
import { formatSrpTimestamp } from '../src/sign-in/srp-timestamp.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { refusalOf, respond, sdkFor, start } from './sdk.ts';

const wrongPassword = 'NotAuthorizedException: Incorrect username or password.';
const timestampForm = 'InvalidParameterException: TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.';

const given = emulatorPerTest();

/** Creates an app client for SRP in a pool with the user `ada`. */
const setUp = (): AppClient => {
  const pool = given.emulator.createPool();
  pool.addUser({ username: 'ada', password: 'Correct-1' });
  return pool.createClient({ flows: ['ALLOW_USER_SRP_AUTH'] });
};

describe('TIMESTAMP', () => {
  it.each([
    [0, 'Thu Jan 1 00:00:00 UTC 1970'],
    [Date.UTC(2026, 1, 3, 4, 5, 6), 'Tue Feb 3 04:05:06 UTC 2026'],
    [Date.UTC(2026, 11, 31, 23, 59, 59), 'Thu Dec 31 23:59:59 UTC 2026'],
  ])('is formatted as Cognito requires (%i)', (milliseconds, text) => {
    expect(formatSrpTimestamp(milliseconds)).toBe(text);
  });

  it.each([
    ['Tue Feb 03 04:05:06 UTC 2026', timestampForm],
    ['Wed Feb 3 04:05:06 UTC 2026', timestampForm],
    ['Tue Feb 3 4:05:06 UTC 2026', timestampForm],
    ['Tue Feb 3 04:05:06 GMT 2026', timestampForm],
    ['Di Feb 3 04:05:06 UTC 2026', timestampForm],
    ['Tue Feb 30 04:05:06 UTC 2026', timestampForm],
    ['2026-02-03T04:05:06Z', timestampForm],
    ['Tue Feb 3 04:05:06 UTC 2026', wrongPassword],
  ])('refuses %s', async (TIMESTAMP, refusal) => {
    given.now = Date.UTC(2026, 1, 3, 4, 8, 7);
    const client = setUp();
    const sdk = sdkFor(given.emulator);
    const started = await start(sdk, client, 'USER_SRP_AUTH', { USERNAME: 'ada', SRP_A: '2' });
    const PASSWORD_CLAIM_SECRET_BLOCK = started.ChallengeParameters?.['SECRET_BLOCK'] ?? '';
    const call = respond(sdk, client, 'PASSWORD_VERIFIER', undefined, {
      USERNAME: 'ada',
      PASSWORD_CLAIM_SECRET_BLOCK,
      PASSWORD_CLAIM_SIGNATURE: 'AAAA',
      TIMESTAMP,
    });
    expect(await refusalOf(call)).toBe(refusal);
  });
});

describe('SRP_A', () => {
  /** Computes the modulus of the 3072-bit group by the formula in RFC 3526, section 4. */
  const piTimes2To2942 = (): bigint => {
    const arctan = (inverse: bigint, scale: bigint): bigint => {
      let sum = 0n;
      for (let term = scale / inverse, divisor = 1n; term !== 0n; term = -term / (inverse * inverse), divisor += 2n) {
        sum += term / divisor;
      }
      return sum;
    };
    const guardBits = 64n;
    const one = 1n << (2942n + guardBits);
    return (4n * (4n * arctan(5n, one) - arctan(239n, one))) >> guardBits;
  };
  const modulus = 2n ** 3072n - 2n ** 3008n - 1n + 2n ** 64n * (piTimes2To2942() + 1_690_314n);

  it.each([
    ['zero', '0'],
    ['zero bytes', '0000'],
    ['the modulus', modulus.toString(16)],
    ['twice the modulus', (2n * modulus).toString(16)],
    ['not hexadecimal', 'xyz'],
  ])('is refused if it is %s', async (_, SRP_A) => {
    const client = setUp();
    expect(await refusalOf(start(sdkFor(given.emulator), client, 'USER_SRP_AUTH', { USERNAME: 'ada', SRP_A }))).toBe(
      'InvalidParameterException: SRP_A is not valid.',
    );
  });

  it('is required', async () => {
    const client = setUp();
    expect(await refusalOf(start(sdkFor(given.emulator), client, 'USER_SRP_AUTH', { USERNAME: 'ada' }))).toBe(
      'InvalidParameterException: Missing required parameter SRP_A',
    );
  });
});
