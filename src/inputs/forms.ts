/**
 * What the inputs have to look like. No message quotes an ARN: it holds an account. The types are those of Cognito's API:
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/
 */
import type { Form, ListForm, Mistake } from './reading/form.ts';

const WHITE_SPACE_INSIDE: Mistake = { pattern: /\s/, seen: 'has white space inside' };
const IN_QUOTATION_MARKS: Mistake = { pattern: /^(?<mark>["']).*\k<mark>$/, seen: 'has quotation marks around it' };

/** ClientIdType. */
export const CLIENT_ID: Form = {
  pattern: /^[\w+]{1,128}$/,
  words: 'the ID of an app client, of letters and digits',
  hint: 'Find it in the Cognito console > user pool > App clients.',
  mistakes: [
    { pattern: /^arn:/, seen: 'is an ARN' },
    { pattern: /^[a-z]+(?:-[a-z]+)+-\d_[0-9a-zA-Z]+$/, seen: 'looks like the ID of a user pool' },
    { pattern: /^(?=.{1,128}$)[\w\s+=,.@-]*[a-z][\w\s+=,.@-]*$/i, seen: 'looks like the name of an app client' },
  ],
};

/** ClientSecretType. */
export const CLIENT_SECRET: Form = {
  pattern: /^[\w+]+$/,
  words: 'letters, digits, _ and + only',
  hint: 'Find it in the Cognito console > user pool > App clients > the client.',
  mistakes: [IN_QUOTATION_MARKS, WHITE_SPACE_INSIDE],
};

/**
 * UserPoolIdType, but with a region before its last `_`, so that it is told from the name of a pool. AWS's regions end in a digit;
 * cognito-local's is `local`.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolType.html
 */
export const USER_POOL_ID: Form = {
  pattern: /^(?=.{1,55}$)(?<region>[\w-]*\d|local)_[0-9a-zA-Z]+$/,
  words: 'the ID of a user pool, like eu-west-1_AbCdEf123',
  hint: 'Find it in the Cognito console > user pool > Overview > User pool ID.',
  mistakes: [
    {
      pattern: /^arn:.*:userpool\/(?<id>[\w-]+_[0-9a-zA-Z]+)$/,
      seen: 'is an ARN',
      rather: 'the ID at its end: $<id>',
    },
    { pattern: /^arn:/, seen: 'is an ARN' },
    {
      pattern: /^(?:https?:\/\/)?cognito-idp\.[\w.-]+\/(?<id>[\w-]+_[0-9a-zA-Z]+)(?:\/.*)?$/,
      seen: 'is a URL',
      rather: 'the ID in it: $<id>',
    },
    { pattern: /^https?:/, seen: 'is a URL' },
    { pattern: /^[\w-]+:[0-9a-f-]{36}$/, seen: 'is the ID of an identity pool' },
    { pattern: /^[0-9a-z]{26}$/, seen: 'looks like the ID of an app client' },
    { pattern: /^(?=.*[A-Z])(?=.*[a-z0-9])[0-9a-zA-Z]{9}$/, seen: 'has no region and _ in front' },
  ],
};

/** What can stand in a host name, since emulators have regions of their own; but no availability zone, which has a letter behind the digit. */
export const REGION: Form = {
  pattern: /^(?!.*\d[a-z]$)[a-z0-9-]+$/,
  words: 'the code of a region, like eu-west-1',
  mistakes: [
    {
      pattern: /^[a-z]+(?:-[a-z]+)+-\d+[a-z]$/,
      seen: 'is an availability zone',
      rather: 'the region, without the letter at the end',
    },
  ],
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

/** DeviceKeyType. */
export const DEVICE_KEY: Form = {
  pattern: /^(?=.{1,55}$)[\w-]+_[0-9a-f-]+$/,
  words: 'the key of a device, like eu-west-1_0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0',
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

/**
 * An absolute URI without a fragment (RFC 6749 section 3.1.2). Apps have schemes of their own.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-app-idp-settings.html
 */
export const REDIRECT_URI: Form = {
  pattern: /^(?:(?!http:)[a-z][a-z0-9+.-]*:\/|http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?![^:/?]))[^\s#]*$/i,
  accepts: (uri) => URL.canParse(uri),
  words: 'a callback URL of the app client, to the letter, like https://example.com/callback',
  hint: 'Find it in the Cognito console > user pool > App clients > the client > Login pages.',
  mistakes: [
    { pattern: /^\//, seen: 'is a path' },
    { pattern: /^(?![a-z][a-z0-9+.-]*:\/)/i, seen: 'has no scheme' },
    { pattern: /#/, seen: 'has a fragment (#)' },
    WHITE_SPACE_INSIDE,
    {
      pattern: /^http:\/\/(?!(?:localhost|127\.0\.0\.1|\[::1\])(?![^:/?]))/i,
      seen: 'begins with http://',
      rather: 'an https:// URL: http:// works on this machine only',
    },
  ],
};

/** RFC 6749 section 3.3. */
export const SCOPES: ListForm = {
  pattern: /^[\x21\x23-\x5b\x5d-\x7e]+$/,
  words: 'a scope, like orders/read',
  separator: /\s/,
  separators: 'spaces or lines',
};

/** At most 63 characters: a username has 128, and up to 65 of them stand before the domain. */
export const EMAIL_DOMAIN: Form = {
  pattern: /^(?=.{1,63}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/i,
  words: 'a domain name of at most 63 characters, like example.com',
  mistakes: [{ pattern: /@/, seen: 'has an @', rather: 'only the part behind it, like example.com' }],
};

/** GroupNameType. */
export const GROUPS: ListForm = {
  pattern: /^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u,
  words: 'the name of a group, without white space',
  separator: /[,\n]/,
  separators: 'lines or commas',
};

export const ROLE_ARN: Form = {
  pattern: /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/,
  words: 'the ARN of a role, like arn:aws:iam::111122223333:role/api-tests',
  hint: 'Find it in the IAM console > Roles > the role > ARN.',
  mistakes: [
    { pattern: /^arn:[\w-]+:sts::\d*:assumed-role\//, seen: 'is the ARN of a role session' },
    { pattern: /^arn:[\w-]+:iam::\d*:user\//, seen: 'is the ARN of a user' },
    { pattern: /^arn:[\w-]+:iam::\d*:(?:oidc|saml)-provider\//, seen: 'is the ARN of an identity provider' },
    { pattern: /^arn:[\w-]+:iam::(?!\d{12}:)[^:]*:role\//, seen: 'has an account ID that is not 12 digits' },
    { pattern: /^arn:/, seen: 'is the ARN of something else' },
  ],
};

export const PROBE_URL: Form = {
  pattern: /^https?:\/\//i,
  accepts: (text) => {
    const url = URL.parse(text);
    return url !== null && url.username === '' && url.password === '';
  },
  words: 'an http:// or https:// URL, without a username and password in it',
  mistakes: [
    { pattern: /^\//, seen: 'is a path', rather: 'a whole URL, like https://api.example.com/orders' },
    {
      pattern: /^(?![a-z][a-z0-9+.-]*:\/\/)/i,
      seen: 'has no scheme',
      rather: 'a whole URL, like https://api.example.com/orders',
    },
  ],
};

export const PROBE_HEADER: Form = {
  pattern: /^(?<name>[\w-]+):\s*(?<template>.*\{(?:token|id-token|access-token)\}.*)$/,
  words: 'a header with a placeholder, like Authorization: Bearer {token}',
};

export const ENV_PREFIX: Form = {
  pattern: /^(?!GITHUB_|RUNNER_)[A-Za-z_][A-Za-z0-9_]*$/i,
  words: 'letters, digits and _, and may not begin with a digit, GITHUB_ or RUNNER_',
};
