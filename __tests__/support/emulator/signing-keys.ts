import { createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { newKeyId } from './identifiers.ts';

export type TokenUse = 'id' | 'access';

/** One RSA key of a pool under its key ID. */
export type SigningKey = { readonly keyId: string; readonly privateKey: KeyObject; readonly publicKey: KeyObject };

/** A pool's keys: Cognito signs ID tokens by one and access tokens by another. */
export type PoolKeys = Readonly<Record<TokenUse, SigningKey>>;

const newRsaKey = async (): Promise<KeyObject> => {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return privateKey;
};

let rsaKeys: Promise<readonly [KeyObject, KeyObject]> | undefined;

/** Gives every issuer of tokens its keys. */
export type KeySource = { readonly newPoolKeys: () => PoolKeys; readonly newKey: () => SigningKey };

/**
 * Makes the source of every issuer's keys. RSA keys take long to generate, so all issuers of a process share two; each
 * has them under key IDs of its own, and a token of one issuer names no key of another.
 */
export const createKeySource = async (): Promise<KeySource> => {
  rsaKeys ??= Promise.all([newRsaKey(), newRsaKey()]);
  const [idKey, accessKey] = await rsaKeys;
  const named = (privateKey: KeyObject): SigningKey => ({
    keyId: newKeyId(),
    privateKey,
    publicKey: createPublicKey(privateKey),
  });
  return {
    newPoolKeys: () => ({ id: named(idKey), access: named(accessKey) }),
    newKey: () => named(idKey),
  };
};

/** The pool's JSON Web Key Set (RFC 7517), with the members that Cognito gives. */
export const keySet = (keys: PoolKeys): object => ({
  keys: [keys.id, keys.access].map(({ keyId, publicKey }) => {
    const { e, n } = publicKey.export({ format: 'jwk' });
    return { alg: 'RS256', e, kid: keyId, kty: 'RSA', n, use: 'sig' };
  }),
});
