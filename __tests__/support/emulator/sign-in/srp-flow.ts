import { createHash } from 'node:crypto';
import { invalidParameter } from '../refusals.ts';
import { type Attempt, type Claimant, requiredParameter, wrongPassword } from './attempt.ts';
import { afterPassword } from './next-step.ts';
import { isUsablePublicKey, SrpExchange } from './srp.ts';
import { parseSrpTimestamp } from './srp-timestamp.ts';

/** How far the client's clock may be off. */
const toleranceMilliseconds = 3 * 60 * 1000;

const readPublicKey = (attempt: Attempt): bigint => {
  const hex = requiredParameter(attempt, 'SRP_A');
  const publicKey = /^[0-9a-f]+$/i.test(hex) ? BigInt(`0x${hex}`) : 0n;
  if (!isUsablePublicKey(publicKey)) {
    throw invalidParameter('SRP_A is not valid.');
  }
  return publicKey;
};

/**
 * A user who is not there gets a challenge like any other, with the same salt and internal ID each time (developer guide,
 * "Managing user existence error responses"); no answer to it is right.
 */
const simulatedIdentity = (poolId: string, name: string): { readonly userId: string; readonly salt: string } => {
  const hash = createHash('sha256').update(`${poolId} ${name}`).digest('hex');
  const parts = [hash.slice(0, 8), hash.slice(8, 12), hash.slice(12, 16), hash.slice(16, 20), hash.slice(20, 32)];
  return { userId: parts.join('-'), salt: hash.slice(32).replace(/^0+/, '') };
};

/**
 * Asks for the proof of the password. In USER_SRP_AUTH the answer brings back the SECRET_BLOCK alone; a Session there is,
 * as USER_AUTH has it, where the client's settings say so.
 */
export const challengeWithSrp = (attempt: Attempt, claimant: Claimant, withSession: boolean): object => {
  const clientPublicKey = readPublicKey(attempt);
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
    ...(withSession ? { Session: session } : {}),
  };
};

/** Checks the answer to PASSWORD_VERIFIER. A proof that comes too late is refused as a wrong one. */
export const verifyPasswordClaim = (attempt: Attempt, { user }: Claimant, exchange: SrpExchange): object => {
  const { now } = attempt;
  const signature = requiredParameter(attempt, 'PASSWORD_CLAIM_SIGNATURE');
  const secretBlock = requiredParameter(attempt, 'PASSWORD_CLAIM_SECRET_BLOCK');
  const timestamp = requiredParameter(attempt, 'TIMESTAMP');
  const isTimely = Math.abs(parseSrpTimestamp(timestamp) - now) <= toleranceMilliseconds;
  if (user === undefined || !isTimely || secretBlock !== exchange.secretBlock) {
    throw wrongPassword();
  }
  if (!user.countPasswordAttempt(exchange.isSignature(signature, timestamp), now)) {
    throw wrongPassword();
  }
  return afterPassword(attempt, user);
};
