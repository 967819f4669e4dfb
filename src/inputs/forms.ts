/**
 * What the inputs of the action have to look like. The types are those of Cognito's API:
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/
 */
import type { EntryForm, Form, Mistake } from './reading/form.ts';

const WHITE_SPACE_INSIDE: Mistake = { pattern: /\s/, seen: 'has white space inside' };
const IN_QUOTATION_MARKS: Mistake = {
  pattern: /^(?<mark>["']).*\k<mark>$/,
  seen: 'has quotation marks around it',
};

/** ClientIdType. */
export const CLIENT_ID: Form = {
  pattern: /^[\w+]{1,128}$/,
  words: 'the ID of an app client, of letters and digits',
  hint: 'Find it in the Cognito console > user pool > App clients.',
  mistakes: [
    { pattern: /^arn:/, seen: 'is an ARN' },
    { pattern: /^[a-z]+(?:-[a-z]+)+-\d_[0-9a-zA-Z]+$/, seen: 'looks like the ID of a user pool' },
    {
      pattern: /^(?=.{1,128}$)(?<name>[\w\s+=,.@-]*[a-z][\w\s+=,.@-]*)$/i,
      seen: 'is "$<name>", which looks like the name of an app client',
    },
  ],
};

/** ClientSecretType. */
export const CLIENT_SECRET: Form = {
  pattern: /^[\w+]+$/,
  words: 'letters, digits, _ and + only',
  hint: 'Find it in the Cognito console > user pool > App clients > the client.',
  mistakes: [IN_QUOTATION_MARKS, WHITE_SPACE_INSIDE],
};

/** UsernameType. What a user signs in with instead, an e-mail address or phone number, has none of the others either. */
export const USERNAME: Form = {
  pattern: /^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u,
  words: 'letters, digits, symbols and punctuation marks only',
  mistakes: [WHITE_SPACE_INSIDE, { pattern: /\p{C}/u, seen: 'has an invisible character inside' }],
};

/** Base32 (RFC 4648 section 6) as authenticator apps show it, in groups and in any case; 16 characters are Cognito's least. */
export const TOTP_SECRET: Form = {
  pattern: /^([A-Z2-7]\s*){16,}(=\s*)*$/i,
  words: 'base32: 16 or more of A-Z and 2-7',
  mistakes: [
    {
      pattern: /^\d{3}\s?\d{3}$/,
      seen: 'is a code of 6 digits',
      rather: 'the secret in base32 that the app makes such codes from',
    },
    { pattern: /^otpauth:/, seen: 'is a URL', rather: 'the part of it between secret= and the next &' },
    IN_QUOTATION_MARKS,
  ],
};

/** TokenModelType, and base64's other characters, since emulators have tokens of their own. */
export const REFRESH_TOKEN: Form = {
  pattern: /^[\w.=+/~-]+$/,
  words: 'the token alone: letters, digits and . - _ = + / ~',
  mistakes: [IN_QUOTATION_MARKS, WHITE_SPACE_INSIDE],
};

/** A prefix, a host, or an origin; without TLS on this machine only. */
export const DOMAIN: Form = {
  pattern:
    /^(https:\/\/[a-z0-9.-]+(:\d+)?\/?|http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?\/?|[a-z0-9-]+(\.[a-z0-9-]+)*)$/i,
  // A port can be too large.
  accepts: (domain) => !domain.includes('://') || URL.canParse(domain),
  words: 'the prefix, host or https:// URL of a user pool domain, without a path',
  hint: 'Find it in the Cognito console > user pool > Domain.',
  mistakes: [
    { pattern: /cognito-idp\./, seen: 'is an address of the Cognito API' },
    {
      pattern: /^(?:\w+:\/\/)?[^/:]+(?::\d+)?\/./,
      seen: 'has a path',
      rather: 'without one, like https://auth.example.com',
    },
    {
      pattern: /^http:\/\//,
      seen: 'begins with http://',
      rather: 'an https:// URL: http:// works on this machine only',
    },
  ],
};

/** RFC 6749 section 3.3. */
export const SCOPE: EntryForm = {
  pattern: /^[\x21\x23-\x5b\x5d-\x7e]+$/,
  words: 'a scope, like orders/read',
};

/** At most 63 characters: a username has 128, and up to 65 of them stand before the domain. */
export const EMAIL_DOMAIN: Form = {
  pattern: /^(?=.{1,63}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/i,
  words: 'a domain name of at most 63 characters, like example.com',
  mistakes: [
    { pattern: /^[^@\s]*@(?<domain>[a-z0-9.-]+)$/i, seen: 'has an @', rather: 'the part behind it: $<domain>' },
  ],
};

/** GroupNameType. */
export const GROUP: EntryForm = {
  pattern: /^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u,
  words: 'the name of a group, without white space',
};

export const ENV_PREFIX: Form = {
  pattern: /^(?!GITHUB_|RUNNER_)[A-Za-z_][A-Za-z0-9_]*$/i,
  words: 'letters, digits and _, and may not begin with a digit, GITHUB_ or RUNNER_',
  mistakes: [],
};
