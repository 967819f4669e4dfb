/**
 * The formats of inputs about the user pool and the app client.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/ for Cognito's types, such as ClientIdType
 */
import type { Format, ListFormat } from '../reading/format.ts';
import { ARN, PLAIN_HTTP, QUOTATION_MARKS, WHITE_SPACE } from './mistakes.ts';

/** ClientIdType. */
export const CLIENT_ID: Format = {
  pattern: /^[\w+]{1,128}$/,
  description: 'the ID of an app client, which consists of letters and digits',
  hint: 'Find it in the Cognito console > user pool > App clients.',
  mistakes: [
    ARN,
    { pattern: /^[a-z]+(?:-[a-z]+)+-\d_[0-9a-zA-Z]+$/, problem: 'looks like the ID of a user pool' },
    { pattern: /^(?:\s*[0-9a-z]){26}$/, problem: 'contains white space' },
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

/**
 * IdentityPoolId: a region and a UUID.
 *
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetId.html
 */
export const IDENTITY_POOL_ID: Format = {
  pattern: /^(?<region>[a-z][a-z0-9-]*):[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  description: 'the ID of an identity pool, like eu-west-1:1a2b3c4d-5e6f-7a8b-9c0d-1e2f3a4b5c6d',
  hint: 'Find it in the Cognito console > Identity pools > the identity pool > Identity pool ID.',
  mistakes: [
    { ...ARN, pattern: /^arn:.*:identitypool\/(?<id>[a-z0-9-]+:[0-9a-f-]{36})$/, expected: 'the ID at its end: $<id>' },
    ARN,
    { pattern: /^[a-z]+(?:-[a-z]+)+-\d_[0-9a-zA-Z]+$/, problem: 'is the ID of a user pool' },
    { pattern: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, problem: 'does not start with a region and a colon' },
    WHITE_SPACE,
    { pattern: /^[\w-]+$/, problem: 'looks like the name of an identity pool' },
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
