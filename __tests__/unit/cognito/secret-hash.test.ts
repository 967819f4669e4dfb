import { expect, it } from '@jest/globals';
import { secretHashOf } from '../../../src/cognito/secret-hash.ts';

/**
 * Computed by OpenSSL:
 * `printf %s '<username><client ID>' | openssl dgst -sha256 -hmac '<client secret>' -binary | base64`
 */
it.each([
  ['gha-1-1-user@example.com', 'xlBlcWO6yu0cMd+UjgfPiflRjHkNe7y2uNcMyTMh7wA='],
  ['jürgen@example.com', 'GTzhgCM4inYEmB6LBGZbotWODTRlbVL5ptWC//OYev8='],
])('computes the secret hash of %s', (username, secretHash) => {
  expect(secretHashOf('s3cr3t0f7h3c113n7', username, '1example23456789')).toBe(secretHash);
});
