import { sign, verify } from 'node:crypto';
import { isJsonObject, type JsonObject, parseJson } from './json.ts';
import type { SigningKey } from './signing-keys.ts';

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
