/** The formats of inputs about the job and its API. */
import type { Format } from '../reading/format.ts';
import { PLAIN_HTTP, TEMPLATE, USERNAME_IN_URL, WHITE_SPACE, WILDCARD } from './mistakes.ts';

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
    { pattern: /^(?!https?:\/\/)/i, problem: 'does not start with https://', expected: COMPLETE_URL },
  ],
};

/**
 * Browsers give an origin to a scheme, host and port. A slash at the end is accepted, because people copy it from the
 * address bar.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6454#section-6.2
 */
export const ORIGIN: Format = {
  pattern: /^(?:https:\/\/[^\s/\\?#@*,{}<>$]+|http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?)\/?$/i,
  accepts: (origin) => URL.canParse(origin),
  description: 'the origin of a web app, like https://app.example.com or http://localhost:3000',
  mistakes: [
    WHITE_SPACE,
    WILDCARD,
    TEMPLATE,
    { pattern: /,/, problem: 'contains a comma' },
    { pattern: /^\//, problem: 'is a path' },
    { pattern: /^file:/i, problem: 'is a file' },
    { pattern: /^(?!https?:\/\/)/i, problem: 'does not start with https://' },
    USERNAME_IN_URL,
    PLAIN_HTTP,
    {
      pattern: /^(?<origin>https?:\/\/[^\s/\\?#@]+)[/\\?#]/i,
      problem: 'has a path',
      expected: 'only its origin: $<origin>',
    },
  ],
};

const A_TOKEN_HEADER = 'like Authorization: Bearer {token}';

/** The fields by which HTTP/1.1 delimits messages and routes them. An API reads no token from them. */
const HTTP_FIELD = /^(?:host|connection|content-length|expect|keep-alive|te|trailer|transfer-encoding|upgrade):/i;

/** A placeholder of another template language. A part of it would stay in the header. */
const WRONG_PLACEHOLDER = /[$#%{]\{(?:token|id-token|access-token)\}|\{(?:token|id-token|access-token)\}\}/;

/** Values are visible ASCII characters: https://www.rfc-editor.org/rfc/rfc9110#section-5.5 */
export const TOKEN_HEADER: Format = {
  pattern: /^(?<name>[\w-]+):\s*(?<template>(?!\s)[ -~]*\{(?:token|id-token|access-token)\}[ -~]*)$/,
  accepts: (header) => !HTTP_FIELD.test(header) && !WRONG_PLACEHOLDER.test(header),
  description: `a header with a placeholder, ${A_TOKEN_HEADER}`,
  mistakes: [
    { pattern: HTTP_FIELD, problem: 'is a header that HTTP itself uses', expected: `another one, ${A_TOKEN_HEADER}` },
    { pattern: /[^ -~]/, problem: 'contains a line break or a character that headers cannot have' },
    { pattern: /^[^:]*$/, problem: 'has no colon' },
    {
      pattern: WRONG_PLACEHOLDER,
      problem: 'has the wrong brackets around the placeholder',
      expected: `written with single braces and without $, ${A_TOKEN_HEADER}`,
    },
    {
      pattern: /^(?!.*\{(?:token|id-token|access-token)\})/,
      problem: 'has no placeholder',
      expected: `a header with {token}, {id-token} or {access-token}, ${A_TOKEN_HEADER}`,
    },
  ],
};

/** An origin, with a path in front of all paths of the API. Only loopback addresses may be without TLS. */
export const PROXY_TO: Format = {
  pattern: /^(?:https:\/\/|http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?![^:/]))[^\s?#{}<>]*$/i,
  accepts: (text) => {
    const url = URL.parse(text);
    return url !== null && url.username === '' && url.password === '' && !/[*$,]/.test(url.host);
  },
  description:
    'the base URL of the API under test, like https://api.example.com, without a username, query or fragment',
  mistakes: [
    WHITE_SPACE,
    USERNAME_IN_URL,
    WILDCARD,
    TEMPLATE,
    { pattern: /^wss?:/i, problem: 'is the URL of a WebSocket', expected: 'an https:// URL' },
    { pattern: /^\//, problem: 'is a path', expected: 'a base URL, like https://api.example.com/v1' },
    {
      pattern: /^(?!https?:\/\/)/i,
      problem: 'does not start with https://',
      expected: 'a base URL, like https://api.example.com/v1',
    },
    { pattern: /[?#]/, problem: 'has a query or fragment' },
    PLAIN_HTTP,
  ],
};

export const SIGV4_SERVICE: Format = {
  pattern: /^[a-z0-9][a-z0-9-]*$/,
  description: 'the name of a service in signatures, like execute-api or lambda',
};

export const ENV_FILE: Format = { pattern: /^dotenv$/, description: 'dotenv' };

/** `INPUT_USERNAME` would become an input of later actions. The runner reserves the others. */
export const ENV_PREFIX: Format = {
  pattern: /^(?!GITHUB_|RUNNER_|INPUT_)[A-Za-z_][A-Za-z0-9_]*$/i,
  description: 'letters, digits and _, and must not start with a digit, GITHUB_, RUNNER_ or INPUT_',
};
