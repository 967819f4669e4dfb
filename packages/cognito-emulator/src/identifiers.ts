import { randomBytes, randomInt } from 'node:crypto';

const DIGITS = '0123456789';
const LOWER_CASE = 'abcdefghijklmnopqrstuvwxyz';
const UPPER_CASE = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

function randomText(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
}

/** `eu-west-1_AbCdEf123`: the region and nine letters or digits. */
export function newUserPoolId(region: string): string {
  return `${region}_${randomText(LOWER_CASE + UPPER_CASE + DIGITS, 9)}`;
}

/** 26 lower-case letters and digits. */
export function newClientId(): string {
  return randomText(LOWER_CASE + DIGITS, 26);
}

/** 51 lower-case letters and digits. */
export function newClientSecret(): string {
  return randomText(LOWER_CASE + DIGITS, 51);
}

/** The prefix ASIA marks temporary keys, which need a session token, AKIA long-term keys. */
export function newAccessKeyId(isTemporary: boolean): string {
  return `${isTemporary ? 'ASIA' : 'AKIA'}${randomText(UPPER_CASE + DIGITS, 16)}`;
}

/** 40 characters, like IAM's secret access keys. */
export function newSecretAccessKey(): string {
  return randomBytes(30).toString('base64');
}

/** A session token of STS, in base64. */
export function newSessionToken(): string {
  return randomBytes(300).toString('base64');
}

/** Opaque to clients. The service model allows 20 to 2048 characters. */
export function newChallengeSession(): string {
  return `AYABe${randomBytes(600).toString('base64url')}`;
}

/** Opaque to clients, without white space. */
export function newPageToken(): string {
  return `CAISl${randomBytes(300).toString('base64')}`;
}

/** `-AbCdEf12`. */
export function newDeviceGroupKey(): string {
  return `-${randomText(LOWER_CASE + UPPER_CASE + DIGITS, 8)}`;
}

/** A key ID of Cognito: 32 bytes in base64. */
export function newKeyId(): string {
  return randomBytes(32).toString('base64');
}

/** Contains every class of character and has the maximum length of a policy, 99, so it meets any policy. */
export function newTemporaryPassword(): string {
  return `aA1-${randomText(LOWER_CASE + UPPER_CASE + DIGITS, 95)}`;
}

/**
 * A JWE in compact form (RFC 7516), like Cognito's refresh tokens. The first of its five parts, the protected header,
 * is the same in every token; the others are random here.
 */
export function newRefreshToken(): string {
  const header = Buffer.from('{"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"}').toString('base64url');
  const sizes = { encryptedKey: 256, initializationVector: 12, payload: 750, tag: 16 };
  const opaque = Object.values(sizes).map((size) => randomBytes(size).toString('base64url'));
  return [header, ...opaque].join('.');
}
