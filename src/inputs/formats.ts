/**
 * The formats of the inputs. No message quotes an ARN, because it contains the account ID.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/ for Cognito's types, such as ClientIdType
 */
import type { Format, ListFormat, Mistake } from './reading/format.ts';

const WHITE_SPACE: Mistake = { pattern: /\s/, problem: 'contains white space' };
const QUOTATION_MARKS: Mistake = { pattern: /^(?<mark>["']).*\k<mark>$/, problem: 'has quotation marks around it' };
const ARN: Mistake = { pattern: /^arn:/, problem: 'is an ARN' };
const PLAIN_HTTP: Mistake = {
  pattern: /^http:\/\/(?!(?:localhost|127\.0\.0\.1|\[::1\])(?![^:/?]))/i,
  problem: 'starts with http://',
  expected: 'an https:// URL: http:// works only for localhost',
};

/** ClientIdType. */
export const CLIENT_ID: Format = {
  pattern: /^[\w+]{1,128}$/,
  description: 'the ID of an app client, which consists of letters and digits',
  hint: 'Find it in the Cognito console > user pool > App clients.',
  mistakes: [
    ARN,
    { pattern: /^[a-z]+(?:-[a-z]+)+-\d_[0-9a-zA-Z]+$/, problem: 'looks like the ID of a user pool' },
    { pattern: /^(?=.{1,128}$)[\w\s+=,.@-]*[a-z][\w\s+=,.@-]*$/i, problem: 'looks like the name of an app client' },
  ],
};

/** ClientSecretType. */
export const CLIENT_SECRET: Format = {
  pattern: /^[\w+]+$/,
  description: 'letters, digits, _ and + only',
  hint: 'Find it in the Cognito console > user pool > App clients > the client.',
  mistakes: [QUOTATION_MARKS, WHITE_SPACE],
  // Emulators generate UUIDs or Base64, for example.
  atEndpoint: { pattern: /^\S+$/, description: 'one word', mistakes: [WHITE_SPACE] },
};

/**
 * UserPoolIdType, but with a region before the last `_`, unlike the name of a user pool. Regions of AWS end in a digit;
 * the region of cognito-local is `local`.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolType.html
 */
export const USER_POOL_ID: Format = {
  pattern: /^(?=.{1,55}$)(?<region>[\w-]*\d|local)_[0-9a-zA-Z]+$/,
  description: 'the ID of a user pool, like eu-west-1_AbCdEf123',
  hint: 'Find it in the Cognito console > user pool > Overview > User pool ID.',
  mistakes: [
    { ...ARN, pattern: /^arn:.*:userpool\/(?<id>[\w-]+_[0-9a-zA-Z]+)$/, expected: 'the ID at its end: $<id>' },
    ARN,
    {
      pattern: /^(?:https?:\/\/)?cognito-idp\.[\w.-]+\/(?<id>[\w-]+_[0-9a-zA-Z]+)(?:\/.*)?$/,
      problem: 'is a URL',
      expected: 'the ID in it: $<id>',
    },
    { pattern: /^https?:/, problem: 'is a URL' },
    { pattern: /^[\w-]+:[0-9a-f-]{36}$/, problem: 'is the ID of an identity pool' },
    { pattern: /^[0-9a-z]{26}$/, problem: 'looks like the ID of an app client' },
    { pattern: /^(?=.*[A-Z])(?=.*[a-z0-9])[0-9a-zA-Z]{9}$/, problem: 'does not start with a region and _' },
  ],
};

/** Accepts any host name label, because emulators have their own regions, but no availability zone. */
export const REGION: Format = {
  pattern: /^(?!.*\d[a-z]$)[a-z0-9-]+$/,
  description: 'a region code, like eu-west-1',
  mistakes: [
    {
      pattern: /^[a-z]+(?:-[a-z]+)+-\d+[a-z]$/,
      problem: 'is an availability zone',
      expected: 'its region, without the letter at the end',
    },
  ],
};

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
export const REFRESH_TOKEN: Format = {
  pattern: /^[\w.=+/~-]+$/,
  description: 'only the token: letters, digits and . - _ = + / ~',
  mistakes: [QUOTATION_MARKS, WHITE_SPACE],
};

/** DeviceKeyType. */
export const DEVICE_KEY: Format = {
  pattern: /^(?=.{1,55}$)[\w-]+_[0-9a-f-]+$/,
  description: 'a device key, like eu-west-1_0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0',
  mistakes: [QUOTATION_MARKS, WHITE_SPACE],
};

/** A prefix, a host, or an origin. Only loopback addresses may be without TLS. */
export const DOMAIN: Format = {
  pattern:
    /^(https:\/\/[a-z0-9.-]+(:\d+)?\/?|http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?\/?|[a-z0-9-]+(\.[a-z0-9-]+)*)$/i,
  // Rejects ports above 65535.
  accepts: (domain) => !domain.includes('://') || URL.canParse(domain),
  description: 'the prefix, host or https:// URL of a user pool domain, without a path',
  hint: 'Find it in the Cognito console > user pool > Domain.',
  mistakes: [
    { pattern: /cognito-idp\./, problem: 'is an address of the Cognito API' },
    {
      pattern: /^(?:\w+:\/\/)?[^/:]+(?::\d+)?\/./,
      problem: 'has a path',
      expected: 'an origin, like https://auth.example.com, unless AWS_ENDPOINT_URL names an emulator',
    },
    { ...PLAIN_HTTP, expected: `${PLAIN_HTTP.expected}, or for an emulator in AWS_ENDPOINT_URL` },
  ],
  // Emulators have their domains on any host, without TLS, and under a path, like http://localhost:4566/_aws/pool.
  atEndpoint: {
    pattern: /^(https?:\/\/[^\s/@?#]+(\/[^\s?#]*)?|[a-z0-9-]+(\.[a-z0-9-]+)*)$/i,
    accepts: (domain) => !domain.includes('://') || URL.canParse(domain),
    description: 'the prefix, host or URL of a user pool domain',
  },
};

/**
 * An absolute URI without a fragment (RFC 6749 section 3.1.2). Mobile apps use schemes of their own.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-app-idp-settings.html
 */
export const REDIRECT_URI: Format = {
  pattern: /^(?:(?!http:)[a-z][a-z0-9+.-]*:\/|http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?![^:/?]))[^\s#]*$/i,
  accepts: (uri) => URL.canParse(uri),
  description: "exactly one of the app client's callback URLs, like https://example.com/callback",
  hint: 'Find it in the Cognito console > user pool > App clients > the client > Login pages.',
  mistakes: [
    { pattern: /^\//, problem: 'is a path' },
    { pattern: /^(?![a-z][a-z0-9+.-]*:\/)/i, problem: 'has no scheme' },
    { pattern: /#/, problem: 'has a fragment (#)' },
    WHITE_SPACE,
    PLAIN_HTTP,
  ],
};

/** RFC 6749 section 3.3, except for several scopes in one. A name like `orders/read,write` is one scope. */
export const SCOPES: ListFormat = {
  pattern: /^(?!.*[,;](?:[^,;]*\/|$)|[^/]*[,;])[\x21\x23-\x5b\x5d-\x7e]+$/,
  description: 'a scope, like orders/read',
  separator: /\s/,
  separators: 'spaces or lines, not by commas or semicolons',
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

export const ROLE_ARN: Format = {
  pattern: /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/,
  description: 'the ARN of a role, like arn:aws:iam::111122223333:role/api-tests',
  hint: 'Find it in the IAM console > Roles > the role > ARN.',
  mistakes: [
    { pattern: /^arn:[\w-]+:sts::\d*:assumed-role\//, problem: 'is the ARN of a role session' },
    { pattern: /^arn:[\w-]+:iam::\d*:user\//, problem: 'is the ARN of a user' },
    { pattern: /^arn:[\w-]+:iam::\d*:(?:oidc|saml)-provider\//, problem: 'is the ARN of an identity provider' },
    { pattern: /^arn:[\w-]+:iam::(?!\d{12}:)[^:]*:role\//, problem: 'has an account ID that is not 12 digits' },
    { pattern: /^arn:/, problem: 'is the ARN of another resource' },
  ],
};

const COMPLETE_URL = 'a complete URL, like https://api.example.com/orders';

export const PROBE_URL: Format = {
  pattern: /^https?:\/\//i,
  accepts: (text) => {
    const url = URL.parse(text);
    return url !== null && url.username === '' && url.password === '';
  },
  description: 'an http:// or https:// URL, without a username and password in it',
  mistakes: [
    { pattern: /^\//, problem: 'is a path', expected: COMPLETE_URL },
    { pattern: /^(?![a-z][a-z0-9+.-]*:\/\/)/i, problem: 'has no scheme', expected: COMPLETE_URL },
  ],
};

export const PROBE_HEADER: Format = {
  pattern: /^(?<name>[\w-]+):\s*(?<template>(?!\s).*\{(?:token|id-token|access-token)\}.*)$/,
  description: 'a header with a placeholder, like Authorization: Bearer {token}',
};

export const ENV_PREFIX: Format = {
  pattern: /^(?!GITHUB_|RUNNER_)[A-Za-z_][A-Za-z0-9_]*$/i,
  description: 'letters, digits and _, and must not start with a digit, GITHUB_ or RUNNER_',
};
