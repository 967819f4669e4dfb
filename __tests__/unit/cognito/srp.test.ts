import { constants, createPublicKey, getDiffieHellman, publicEncrypt, randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { createDeviceVerifier } from 'cognito-srp-helper';
import {
  generateDeviceVerifier,
  type PasswordChallenge,
  type PasswordClaim,
  SrpError,
  startSrp,
} from '../../../src/cognito/srp.ts';
import { expectSameAsHelper, helperSession, helperSignature, now, startWith } from './srp-cases.ts';

const N = BigInt(`0x${getDiffieHellman('modp15').getPrime('hex')}`);

const challenge: PasswordChallenge = {
  userPoolId: 'eu-west-1_AbCdEf123',
  userIdForSrp: 'user-1',
  password: 'pässword',
  salt: '9b'.repeat(16),
  srpB: 'e3'.repeat(384),
  secretBlock: Buffer.from('secret block').toString('base64'),
};

const base64url = (number: bigint) => Buffer.from(number.toString(16), 'hex').toString('base64url');

function answerTo(changes: Partial<PasswordChallenge>, at = now): PasswordClaim {
  return startSrp(randomBytes).answer({ ...challenge, ...changes }, at);
}

describe('an SRP exchange', () => {
  // npm run test:faults tries two hundred.
  it('sends what cognito-srp-helper sends, in five random cases', () => {
    expectSameAsHelper(5);
  });

  const session = helperSession(challenge);

  it.each(
    ['0', '7', '8', 'f', '00', '008', 'F'].flatMap((start) => [
      [start, 'even', start.padEnd(32, '5')],
      [start, 'odd', start.padEnd(31, '5')],
    ]),
  )('pads numbers that start with %s and have an %s count of digits as cognito-srp-helper does', (_, __, number) => {
    const given = { ...challenge, salt: number, srpB: number };
    expect(startWith(session.smallA).answer(given, now).signature).toBe(helperSignature(session, given));
  });

  /**
   * Computed by a Python script with the prime from its formula in RFC 3526 section 4 and the k of AWS's own clients:
   * 538282c4354742d7cbbde2359fcf67f9f5b3a6b08791e5011b43b8a5b66d9ee6.
   */
  it('computes a known signature', () => {
    expect(startWith('1f'.repeat(128)).answer(challenge, now)).toEqual({
      signature: 'DH4YebGVtvm/xSCKWMLsbwuIkm9FanJlLUi1ghKMjYQ=',
      timestamp: 'Tue Feb 3 04:05:06 UTC 2026',
    });
  });

  it('starts with a private number of 32 bytes', () => {
    const sizes: number[] = [];
    const exchange = startSrp((size) => {
      sizes.push(size);
      return Buffer.from([5]);
    });
    expect(sizes).toEqual([32]);
    expect(exchange.srpA).toBe('20');
  });

  it('computes the same power if OpenSSL refuses the exponent, which must be less than the modulus', () => {
    const exponent = N + 4n;
    const jwk = { kty: 'RSA', n: base64url(N), e: base64url(exponent) };
    const key = { key: createPublicKey({ key: jwk, format: 'jwk' }), padding: constants.RSA_NO_PADDING };
    expect(() => publicEncrypt(key, Buffer.alloc(384, 1))).toThrow('bad e value');
    // The power N - 1 is 1 (Fermat), so this is the power 5.
    expect(startWith(exponent.toString(16)).srpA).toBe('20');
  });
});

it.each(['-AbCdEf12', ''])(
  'a device verifier equals that of cognito-srp-helper for the same password and salt in the group "%s"',
  (groupKey) => {
    const key = 'eu-west-1_0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0';
    const { DeviceRandomPassword, DeviceSecretVerifierConfig } = createDeviceVerifier(key, groupKey);
    const { Salt: salt = '', PasswordVerifier: passwordVerifier } = DeviceSecretVerifierConfig;
    const drawn = new Map([
      [40, DeviceRandomPassword],
      [16, salt],
    ]);
    const draw = (size: number) => Buffer.from(drawn.get(size) ?? '', 'base64');
    expect(generateDeviceVerifier({ key, groupKey }, draw)).toStrictEqual({ salt, passwordVerifier });
  },
);

it.each([
  ['2026-02-10T14:15:16Z', 'Tue Feb 10 14:15:16 UTC 2026'],
  ['2026-12-31T23:59:59.999Z', 'Thu Dec 31 23:59:59 UTC 2026'],
  ['2026-05-30T00:30:00+05:30', 'Fri May 29 19:00:00 UTC 2026'],
  ['2026-09-20T20:30:00-08:00', 'Mon Sep 21 04:30:00 UTC 2026'],
])('the timestamp of %s is %s', (at, timestamp) => {
  expect(answerTo({}, new Date(at)).timestamp).toBe(timestamp);
});

describe('an SRP challenge', () => {
  it.each([
    ['0', '0', 'B is zero'],
    ['2N', (2n * N).toString(16), 'B is zero'],
    ['nothing', '', 'B is not a hexadecimal number'],
    ['-1', '-1', 'B is not a hexadecimal number'],
    ['0x12', '0x12', 'B is not a hexadecimal number'],
  ])('is rejected with %s as B', (_, srpB, reason) => {
    expect(() => answerTo({ srpB })).toThrow(new SrpError(reason));
  });

  it.each(['', 'salt'])('is rejected with the salt "%s"', (salt) => {
    expect(() => answerTo({ salt })).toThrow(new SrpError('salt is not a hexadecimal number'));
  });
});
