import { getDiffieHellman, randomBytes, randomInt } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { createSrpSession, signSrpSession } from 'cognito-srp-helper';
import { type PasswordChallenge, type PasswordClaim, SrpError, startSrp } from '../../../src/cognito/srp.ts';

const now = new Date('2026-02-03T04:05:06Z');
const N = BigInt(`0x${getDiffieHellman('modp15').getPrime('hex')}`);

const challenge: PasswordChallenge = {
  userPoolId: 'eu-west-1_AbCdEf123',
  userIdForSrp: 'user-1',
  password: 'pässword',
  salt: '9b'.repeat(16),
  srpB: 'e3'.repeat(384),
  secretBlock: Buffer.from('secret block').toString('base64'),
};

function answerTo(changes: Partial<PasswordChallenge>, at = now): PasswordClaim {
  return startSrp(randomBytes).answer({ ...challenge, ...changes }, at);
}

type HelperSession = ReturnType<typeof createSrpSession>;

/** What `cognito-srp-helper` sends in the same place: with the same private number, and at the same time. */
function helperSession({ userIdForSrp, password, userPoolId }: PasswordChallenge): HelperSession {
  return createSrpSession(userIdForSrp, password, userPoolId, false);
}

function helperSignature(session: HelperSession, { salt, srpB, secretBlock, userIdForSrp }: PasswordChallenge): string {
  const signed = signSrpSession(
    { ...session, timestamp: 'Tue Feb 3 04:05:06 UTC 2026' },
    { ChallengeParameters: { SALT: salt, SRP_B: srpB, SECRET_BLOCK: secretBlock, USER_ID_FOR_SRP: userIdForSrp } },
  );
  return signed.passwordSignature;
}

function startWith(privateNumberHex: string) {
  return startSrp((size) => Buffer.from(privateNumberHex.padStart(2 * size, '0'), 'hex'));
}

function randomHex(digits: number): string {
  return randomBytes(digits).toString('hex').slice(0, digits);
}

function randomChallenge(): PasswordChallenge {
  return {
    userPoolId: `us-east-1_${randomHex(9)}`,
    userIdForSrp: randomHex(randomInt(1, 40)),
    password: randomBytes(randomInt(6, 64)).toString('latin1'),
    salt: randomHex(randomInt(1, 40)),
    srpB: randomHex(randomInt(700, 769)),
    secretBlock: randomBytes(randomInt(1, 1024)).toString('base64'),
  };
}

describe('an exchange', () => {
  it.each(['first', 'second', 'third', 'fourth'])(
    'sends what cognito-srp-helper sends, in the %s 50 of 200 random cases',
    () => {
      for (let count = 0; count < 50; count += 1) {
        const given = randomChallenge();
        const session = helperSession(given);
        const exchange = startWith(session.smallA);
        const facts = { given, privateNumber: session.smallA };
        expect({ ...facts, srpA: exchange.srpA, signature: exchange.answer(given, now).signature }).toEqual({
          ...facts,
          srpA: session.largeA,
          signature: helperSignature(session, given),
        });
      }
    },
    120_000,
  );

  const session = helperSession(challenge);

  it.each(
    ['0', '1', '7', '8', '9', 'a', 'f', '00', '008', 'F'].flatMap((start) => [
      [start, 'even', start.padEnd(32, '5')],
      [start, 'odd', start.padEnd(31, '5')],
    ]),
  )('pads numbers that start with %s and have an %s count of digits as cognito-srp-helper does', (_, __, number) => {
    const given = { ...challenge, salt: number, srpB: number };
    expect(startWith(session.smallA).answer(given, now).signature).toBe(helperSignature(session, given));
  });

  /**
   * By a script in Python that takes the prime from its formula in RFC 3526 section 4, and k as the number that Cognito's own clients
   * have: 538282c4354742d7cbbde2359fcf67f9f5b3a6b08791e5011b43b8a5b66d9ee6.
   */
  it('gives a known signature', () => {
    expect(startWith('1f'.repeat(128)).answer(challenge, now)).toEqual({
      signature: 'DH4YebGVtvm/xSCKWMLsbwuIkm9FanJlLUi1ghKMjYQ=',
      timestamp: 'Tue Feb 3 04:05:06 UTC 2026',
    });
  });

  it('starts with a private number of 128 bytes', () => {
    const sizes: number[] = [];
    const exchange = startSrp((size) => {
      sizes.push(size);
      return Buffer.from([5]);
    });
    expect(sizes).toEqual([128]);
    expect(exchange.srpA).toBe('20');
  });
});

describe('the timestamp', () => {
  it.each([
    ['2026-02-03T04:05:06Z', 'Tue Feb 3 04:05:06 UTC 2026'],
    ['2026-02-10T14:15:16Z', 'Tue Feb 10 14:15:16 UTC 2026'],
    ['2026-01-01T00:00:00Z', 'Thu Jan 1 00:00:00 UTC 2026'],
    ['2026-12-31T23:59:59.999Z', 'Thu Dec 31 23:59:59 UTC 2026'],
    ['2028-02-29T12:00:00Z', 'Tue Feb 29 12:00:00 UTC 2028'],
    ['2026-05-30T00:30:00+05:30', 'Fri May 29 19:00:00 UTC 2026'],
    ['2026-09-20T20:30:00-08:00', 'Mon Sep 21 04:30:00 UTC 2026'],
  ])('of %s is %s', (at, timestamp) => {
    expect(answerTo({}, new Date(at)).timestamp).toBe(timestamp);
  });
});

describe('an answer is refused', () => {
  it.each([
    ['0', '0', 'B is zero'],
    ['0000', '0000', 'B is zero'],
    ['N', N.toString(16), 'B is zero'],
    ['2N', (2n * N).toString(16), 'B is zero'],
    ['nothing', '', 'B is not a hexadecimal number'],
    ['-1', '-1', 'B is not a hexadecimal number'],
    ['0x12', '0x12', 'B is not a hexadecimal number'],
    ['12 34', '12 34', 'B is not a hexadecimal number'],
  ])('with %s as B', (_, srpB, reason) => {
    expect(() => answerTo({ srpB })).toThrow(new SrpError(reason));
  });

  it.each(['', 'salt'])('with the salt "%s"', (salt) => {
    expect(() => answerTo({ salt })).toThrow(new SrpError('salt is not a hexadecimal number'));
  });
});
