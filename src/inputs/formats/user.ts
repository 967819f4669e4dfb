/**
 * The formats of inputs about the user.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/ for Cognito's types, such as ClientIdType
 */
import type { Format, ListFormat } from '../reading/format.ts';
import { QUOTATION_MARKS, WHITE_SPACE } from './mistakes.ts';

/** UsernameType. It also matches the aliases that a user can sign in with: e-mail addresses and phone numbers. */
export const USERNAME: Format = {
  pattern: /^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u,
  description: 'letters, digits, symbols and punctuation marks only',
  mistakes: [WHITE_SPACE, { pattern: /\p{C}/u, problem: 'contains an invisible character' }],
};

/**
 * Base32 (RFC 4648 section 6) as authenticator apps show it: in groups, in upper or lower case. Cognito's minimum is 16
 * characters.
 */
export const TOTP_SECRET: Format = {
  pattern: /^([A-Z2-7]\s*){16,}(=\s*)*$/i,
  description: 'base32: 16 or more of A-Z and 2-7',
  mistakes: [
    {
      pattern: /^\d{3}\s?\d{3}$/,
      problem: 'is a 6-digit code',
      expected: 'the base32 secret that generates such codes',
    },
    { pattern: /^[a-z2-7\s=]+-[a-z2-7\s=-]*$/i, problem: 'contains dashes' },
    { pattern: /^otpauth:/, problem: 'is a URL', expected: 'the part of it between secret= and the next &' },
    QUOTATION_MARKS,
  ],
};

/** TokenModelType, and the other characters of base64, which emulators use in their tokens. */
const REFRESH_TOKEN_CHARACTERS = {
  pattern: /^[\w.=+/~-]+$/,
  description: 'only the token: letters, digits and . - _ = + / ~',
  mistakes: [QUOTATION_MARKS, WHITE_SPACE],
};
const SIGNED_TOKEN = /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/;

export const REFRESH_TOKEN: Format = {
  ...REFRESH_TOKEN_CHARACTERS,
  accepts: (token) => !SIGNED_TOKEN.test(token),
  mistakes: [
    ...REFRESH_TOKEN_CHARACTERS.mistakes,
    {
      pattern: SIGNED_TOKEN,
      problem: 'is an ID token or access token',
      expected: 'the refresh token of the same sign-in (REFRESH_TOKEN)',
    },
  ],
  // The refresh tokens of some emulators are signed, too.
  atEndpoint: REFRESH_TOKEN_CHARACTERS,
};

/** DeviceKeyType. */
export const DEVICE_KEY: Format = {
  pattern: /^(?=.{1,55}$)[\w-]+_[0-9a-f-]+$/,
  description: 'a device key, like eu-west-1_0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0',
  mistakes: [QUOTATION_MARKS, WHITE_SPACE],
};

/** A username has at most 128 characters, and up to 65 of them come before the domain. */
export const EMAIL_DOMAIN: Format = {
  pattern: /^(?=.{1,63}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/i,
  description: 'a domain name of at most 63 characters, like example.com',
  mistakes: [{ pattern: /@/, problem: 'contains an @', expected: 'only the part after it, like example.com' }],
};

/** GroupNameType. */
export const GROUPS: ListFormat = {
  pattern: /^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u,
  description: 'the name of a group: at most 128 characters, without white space, joined emoji or invisible characters',
  separator: /[,\n]/,
  separators: 'lines or commas',
};
