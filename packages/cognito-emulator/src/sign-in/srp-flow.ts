import { hash } from 'node:crypto';
import { assert, invalidParameter, wrongPassword } from '../refusals.ts';
import { type Attempt, type Claimant, requiredParameter } from './attempt.ts';
import { afterPassword } from './continue-sign-in.ts';
import { isUsablePublicKey, SrpExchange } from './srp.ts';

/** `Tue Feb 3 04:05:06 UTC 2026`: English names, no leading zero in the day of the month, but in the time. */
export function formatSrpTimestamp(milliseconds: number): string {
  const utc = new Date(milliseconds).toUTCString();
  return utc.replace(/^(\w+), 0?(\d+) (\w+) (\d+) ([\d:]+) GMT$/, '$1 $3 $2 $5 UTC $4');
}

/**
 * Returns the time of TIMESTAMP in milliseconds since 1970.
 *
 * @throws Refusal `InvalidParameterException` for any other format, and if the weekday does not match the date.
 */
function parseSrpTimestamp(timestamp: string): number {
  const [, month, day, time, year] = /^\w+ (\w+) (\d+) ([\d:]+) UTC (\d+)$/.exec(timestamp) ?? [];
  const milliseconds = Date.parse(`${day} ${month} ${year} ${time} GMT`);
  const isFormatted = formatSrpTimestamp(milliseconds) === timestamp;
  assert(isFormatted, invalidParameter, 'TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.');
  return milliseconds;
}

/** Allowed difference between the clocks of client and server. */
const TOLERANCE_MS = 3 * 60 * 1000;

/**
 * An unknown user gets a challenge, too, always with the same salt and internal ID (developer guide, "Managing user
 * existence error responses"). No answer to it is correct.
 */
function simulatedIdentity(poolId: string, name: string) {
  const digits = hash('sha256', `${poolId} ${name}`);
  const userId = digits.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  return { userId, salt: digits.slice(32).replace(/^0+/, '') };
}

/**
 * Returns PASSWORD_VERIFIER. In USER_SRP_AUTH, the answer is identified by SECRET_BLOCK alone; like USER_AUTH, it has a
 * Session if the client's settings say so.
 */
export function challengeWithSrp(attempt: Attempt, claimant: Claimant, withSession: boolean): object {
  const hex = requiredParameter(attempt, 'SRP_A');
  const clientPublicKey = /^[0-9a-f]+$/i.test(hex) ? BigInt(`0x${hex}`) : 0n;
  assert(isUsablePublicKey(clientPublicKey), invalidParameter, 'SRP_A is not valid.');
  const { pool, sessions, now } = attempt;
  const { user, name } = claimant;
  const identity = user ? { userId: user.username, salt: user.srpSalt } : simulatedIdentity(pool.id, name);
  const poolName = pool.id.slice(pool.id.indexOf('_') + 1);
  const exchange = new SrpExchange({ ...identity, poolName }, user?.passwords[0] ?? '', clientPublicKey);
  const key = withSession ? undefined : exchange.secretBlock;
  const session = sessions.open(attempt, { name: 'PASSWORD_VERIFIER', claimant, exchange }, now, key);
  return {
    ChallengeName: 'PASSWORD_VERIFIER',
    ChallengeParameters: {
      SALT: identity.salt,
      SECRET_BLOCK: exchange.secretBlock,
      SRP_B: exchange.publicKey,
      USERNAME: identity.userId,
      USER_ID_FOR_SRP: identity.userId,
    },
    ...(withSession && { Session: session }),
  };
}

/** Verifies the answer to PASSWORD_VERIFIER. An expired answer is refused like a wrong one. */
export function verifyPasswordClaim(attempt: Attempt, { user }: Claimant, exchange: SrpExchange): object {
  const { now } = attempt;
  const signature = requiredParameter(attempt, 'PASSWORD_CLAIM_SIGNATURE');
  const secretBlock = requiredParameter(attempt, 'PASSWORD_CLAIM_SECRET_BLOCK');
  const timestamp = requiredParameter(attempt, 'TIMESTAMP');
  const isTimely = Math.abs(parseSrpTimestamp(timestamp) - now) <= TOLERANCE_MS;
  assert(user !== undefined && isTimely && secretBlock === exchange.secretBlock, wrongPassword);
  assert(user.countPasswordAttempt(exchange.isSignature(signature, timestamp), now), wrongPassword);
  return afterPassword(attempt, user);
}
