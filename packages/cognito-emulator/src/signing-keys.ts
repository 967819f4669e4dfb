import { createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { newKeyId } from './identifiers.ts';

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
