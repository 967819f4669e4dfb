import { createPublicKey, generateKeyPair, type KeyObject, sign, verify } from 'node:crypto';
import { promisify } from 'node:util';
import { newKeyId } from './identifiers.ts';
import { isJsonObject, type JsonObject, parseJson } from './json.ts';

type TokenUse = 'id' | 'access';

export interface SigningKey {
  readonly keyId: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** The keys of a pool. Cognito signs ID tokens and access tokens with different keys. */
export type PoolKeys = Readonly<Record<TokenUse, SigningKey>>;

async function newRsaKey(): Promise<KeyObject> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return privateKey;
}

let rsaKeys: Promise<readonly [KeyObject, KeyObject]> | undefined;

export interface KeySource {
  readonly newPoolKeys: () => PoolKeys;
  readonly newKey: () => SigningKey;
}

/**
 * Creates a key source. RSA keys take long to generate, so all issuers of a process share two keys. Each issuer has its
 * own key IDs, so the token of one issuer never names a key of another.
 */
export async function createKeySource(): Promise<KeySource> {
  rsaKeys ??= Promise.all([newRsaKey(), newRsaKey()]);
  const [idKey, accessKey] = await rsaKeys;
  const named = (privateKey: KeyObject): SigningKey => ({
    keyId: newKeyId(),
    privateKey,
    publicKey: createPublicKey(privateKey),
  });
  return { newPoolKeys: () => ({ id: named(idKey), access: named(accessKey) }), newKey: () => named(idKey) };
}

/** Returns the JSON Web Key Set of a pool (RFC 7517) with the members that Cognito uses. */
export function keySet(keys: PoolKeys): object {
  return {
    keys: [keys.id, keys.access].map(({ keyId, publicKey }) => {
      const { e, n } = publicKey.export({ format: 'jwk' });
      return { alg: 'RS256', e, kid: keyId, kty: 'RSA', n, use: 'sig' };
    }),
  };
}

/** A decoded JSON Web Token. Decoding verifies nothing. */
interface ReadJwt {
  readonly claims: JsonObject;
  /** True if the token names this key and carries its signature. */
  readonly isSignedBy: (key: SigningKey) => boolean;
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

/** Decodes a token. Parts that cannot be decoded are empty. */
export function readJwt(token: string): ReadJwt {
  const [headerPart, payload, signature] = token.split('.');
  const header = decode(headerPart);
  const isSignedBy = ({ keyId, publicKey }: SigningKey): boolean =>
    header['kid'] === keyId &&
    verify('sha256', Buffer.from(`${headerPart}.${payload}`), publicKey, Buffer.from(signature ?? '', 'base64url'));
  return { claims: decode(payload), isSignedBy };
}
