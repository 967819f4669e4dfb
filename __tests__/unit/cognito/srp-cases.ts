/** Random SRP exchanges, compared with `cognito-srp-helper`. */
import { getDiffieHellman, randomBytes, randomInt } from 'node:crypto';
import { expect } from '@jest/globals';
import { createSrpSession, signSrpSession } from 'cognito-srp-helper';
import { type PasswordChallenge, startSrp } from '../../../src/cognito/srp.ts';

const N = BigInt(`0x${getDiffieHellman('modp15').getPrime('hex')}`);

/** The time of all answers. */
export const now = new Date('2026-02-03T04:05:06Z');
const TIMESTAMP = 'Tue Feb 3 04:05:06 UTC 2026';

export type HelperSession = ReturnType<typeof createSrpSession>;

/** Starts an exchange in `cognito-srp-helper`. */
export function helperSession({ userIdForSrp, password, userPoolId }: PasswordChallenge): HelperSession {
  return createSrpSession(userIdForSrp, password, userPoolId, false);
}

export function helperSignature(
  session: HelperSession,
  { salt, srpB, secretBlock, userIdForSrp }: PasswordChallenge,
): string {
  const signed = signSrpSession(
    { ...session, timestamp: TIMESTAMP },
    { ChallengeParameters: { SALT: salt, SRP_B: srpB, SECRET_BLOCK: secretBlock, USER_ID_FOR_SRP: userIdForSrp } },
  );
  return signed.passwordSignature;
}

export function startWith(privateNumberHex: string) {
  return startSrp(() => Buffer.from(privateNumberHex.padStart(256, '0'), 'hex'));
}

/** Expects the public number and the signature of `cognito-srp-helper` in random cases. */
export function expectSameAsHelper(cases: number): void {
  for (let count = 0; count < cases; count += 1) {
    const given = randomChallenge();
    const session = helperSession(given);
    const exchange = startWith(session.smallA);
    const facts = { given, privateNumber: session.smallA };
    expect({ ...facts, srpA: exchange.srpA, signature: exchange.answer(given, now).signature }).toStrictEqual({
      ...facts,
      srpA: session.largeA,
      signature: helperSignature(session, given),
    });
  }
}

/** Expects the public numbers that BigInt computes, for random exponents of 1 to 1024 bits, even and odd. */
export function expectSameAsBigInt(cases: number): void {
  for (let count = 0; count < cases; count += 1) {
    const exponent = BigInt(`0x${randomHex(randomInt(1, 257))}`) + 1n;
    const privateNumber = exponent.toString(16);
    expect({ privateNumber, srpA: startWith(privateNumber).srpA }).toStrictEqual({
      privateNumber,
      srpA: powerOfTwo(exponent).toString(16),
    });
  }
}

/** From the last bit to the first, unlike the action. */
function powerOfTwo(exponent: bigint): bigint {
  let power = 1n;
  let square = 2n;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    power = rest % 2n === 1n ? (power * square) % N : power;
    square = (square * square) % N;
  }
  return power;
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

function randomHex(digits: number): string {
  return randomBytes(digits).toString('hex').slice(0, digits);
}
