import { generateKeyPair, type KeyObject, randomBytes, sign, verify } from 'node:crypto';
import { promisify } from 'node:util';
import { isJsonObject, type JsonObject, parseJson } from './json.ts';

interface KeyPair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

export interface SigningKey extends KeyPair {
  readonly keyId: string;
}

/** The keys of a pool. Cognito signs ID tokens and access tokens with different keys. */
export type PoolKeys = Readonly<Record<'id' | 'access', SigningKey>>;

const newRsaKey = (): Promise<KeyPair> => promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
let rsaKeys: Promise<readonly [KeyPair, KeyPair]> | undefined;

export type KeySource = Awaited<ReturnType<typeof createKeySource>>;

/**
 * Creates a key source. RSA keys take long to generate, so all issuers of a process share two keys. Each issuer has its
 * own key IDs, so the token of one issuer never names a key of another.
 */
export async function createKeySource() {
  rsaKeys ??= Promise.all([newRsaKey(), newRsaKey()]);
  const [idKey, accessKey] = await rsaKeys;
  const named = (keys: KeyPair): SigningKey => ({ keyId: randomBytes(32).toString('base64'), ...keys });
  return { newPoolKeys: (): PoolKeys => ({ id: named(idKey), access: named(accessKey) }), newKey: () => named(idKey) };
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

function decode(part = ''): JsonObject {
  const value = parseJson(Buffer.from(part, 'base64url').toString());
  return isJsonObject(value) ? value : {};
}

/** Creates a JWS in compact form (RFC 7515), signed with RS256. */
export function signJwt(claims: object, key: SigningKey): string {
  const signed = `${encode({ kid: key.keyId, alg: 'RS256' })}.${encode(claims)}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), key.privateKey).toString('base64url')}`;
}

/**
 * Decodes a token, and verifies nothing. Parts that cannot be decoded are empty. `isSignedBy` is true if the token names
 * this key and carries its signature.
 */
export function readJwt(token: string) {
  const [headerPart, payload, signature] = token.split('.');
  const header = decode(headerPart);
  const isSignedBy = ({ keyId, publicKey }: SigningKey): boolean =>
    header['kid'] === keyId &&
    verify('sha256', Buffer.from(`${headerPart}.${payload}`), publicKey, Buffer.from(signature ?? '', 'base64url'));
  return { claims: decode(payload), isSignedBy };
}
