import { randomBytes, randomInt, randomUUID } from 'node:crypto';

const digits = '0123456789';
const lowerCase = 'abcdefghijklmnopqrstuvwxyz';
const upperCase = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

const randomText = (alphabet: string, length: number): string =>
  Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('');

/** `eu-west-1_AbCdEf123`: the region, then nine letters and digits. */
export const newUserPoolId = (region: string): string => `${region}_${randomText(lowerCase + upperCase + digits, 9)}`;

/** 26 lower-case letters and digits. */
export const newClientId = (): string => randomText(lowerCase + digits, 26);

/** 51 lower-case letters and digits. */
export const newClientSecret = (): string => randomText(lowerCase + digits, 51);

/** IAM marks temporary keys, which come with a session token, by ASIA and lasting ones by AKIA. */
export const newAccessKeyId = (isTemporary: boolean): string =>
  `${isTemporary ? 'ASIA' : 'AKIA'}${randomText(upperCase + digits, 16)}`;

/** 40 characters, as IAM's secret access keys have. */
export const newSecretAccessKey = (): string => randomBytes(30).toString('base64');

/** A base64 session token of STS. */
export const newSessionToken = (): string => randomBytes(300).toString('base64');

/** Opaque to clients: the model allows 20 to 2048 characters. */
export const newChallengeSession = (): string => `AYABe${randomBytes(600).toString('base64url')}`;

/** Opaque to clients, and without white space. */
export const newPageToken = (): string => `CAISl${randomBytes(300).toString('base64')}`;

/** `eu-west-1_` and a UUID. */
export const newDeviceKey = (region: string): string => `${region}_${randomUUID()}`;

/** `-AbCdEf12`. */
export const newDeviceGroupKey = (): string => `-${randomText(lowerCase + upperCase + digits, 8)}`;

/** Cognito's key IDs are 32 bytes in base64. */
export const newKeyId = (): string => randomBytes(32).toString('base64');

/** Has every class of character, so it meets any policy up to its own length of 99. */
export const newTemporaryPassword = (): string => `aA1-${randomText(lowerCase + upperCase + digits, 95)}`;

/**
 * Cognito's refresh tokens are JWE in compact form (RFC 7516): five parts, of which the first, the protected header, is
 * the same in every token and the others are opaque here.
 */
export const newRefreshToken = (): string => {
  const header = Buffer.from('{"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"}').toString('base64url');
  const [encryptedKeyBytes, ivBytes, payloadBytes, tagBytes] = [256, 12, 750, 16];
  const opaque = [encryptedKeyBytes, ivBytes, payloadBytes, tagBytes].map((size) =>
    randomBytes(size).toString('base64url'),
  );
  return [header, ...opaque].join('.');
};
