import { describe, expect, it } from '@jest/globals';
import type { InputName } from '../../../src/inputs/rules.ts';
import { client, ephemeral, type Given, parse, problemsOf, refresh, stored } from '../given-inputs.ts';
import { each, itAccepts, itRejects, quoted } from './rejections.ts';

const A_USER_POOL =
  'must be the ID of a user pool, like eu-west-1_AbCdEf123. Find it in the Cognito console > user pool > Overview > User pool ID.';
const A_CLIENT =
  'must be the ID of an app client, which consists of letters and digits. Find it in the Cognito console > user pool > App clients.';
const A_CLIENT_SECRET =
  'must be letters, digits, _ and + only. Find it in the Cognito console > user pool > App clients > the client.';
const A_ROLE =
  'must be the ARN of a role, like arn:aws:iam::111122223333:role/api-tests. Find it in the IAM console > Roles > the role > ARN.';
const AN_IDENTITY_POOL =
  'must be the ID of an identity pool, like eu-west-1:1a2b3c4d-5e6f-7a8b-9c0d-1e2f3a4b5c6d. Find it in the Cognito console > Identity pools > the identity pool > Identity pool ID.';
const A_DOMAIN =
  'must be the prefix, host or https:// URL of a user pool domain, without a path. Find it in the Cognito console > user pool > Domain.';
const AN_ORIGIN = 'must be the origin of a web app, like https://app.example.com or http://localhost:3000.';
const A_BASE_URL =
  'must be the base URL of the API under test, like https://api.example.com, without a username, query or fragment.';
const A_HEADER = 'must be a header with a placeholder, like Authorization: Bearer {token}.';
const A_SERVICE = 'the name of a service in signatures, like execute-api or lambda.';
const A_DEVICE_KEY = 'must be a device key, like eu-west-1_0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0.';
const A_PREFIX = 'letters, digits and _, and must not start with a digit, GITHUB_, RUNNER_ or INPUT_.';
const AUTH_FLOWS =
  'must be USER_PASSWORD_AUTH, USER_SRP_AUTH, ADMIN_USER_PASSWORD_AUTH, USER_AUTH, CUSTOM_AUTH or AUTHORIZATION_CODE.';
const A_GROUP =
  'expected the name of a group: at most 128 characters, without white space, joined emoji or invisible characters. Separate entries by lines or commas.';
const A_SCOPE = 'expected a scope, like orders/read. Separate entries by spaces or lines, not by commas or semicolons.';
const RESOURCE_SCOPES = 'an app client gets only scopes of resource servers, like orders/read.';

const A_REDIRECT_URI =
  "must be exactly one of the app client's callback URLs, like https://example.com/callback. Find it in the Cognito console > user pool > App clients > the client > Login pages.";
const ONLY_LOCALHOST = 'starts with http://, but must be an https:// URL: http:// works only for localhost.';
const WRONG_BRACKETS = `is an expression with the wrong brackets. Expressions are written \${{ … }}.`;
const proxied: Given = { ...ephemeral, 'proxy-to': 'https://api.example.com' };
const page: Given = { ...stored, 'auth-flow': 'AUTHORIZATION_CODE', domain: 'auth.example.com' };

itRejects(ephemeral, 'mode', {
  machine:
    'is "machine", but must be ephemeral, stored, refresh or client-credentials. Did you mean client-credentials?',
  Stored: 'is "Stored", but must be ephemeral, stored, refresh or client-credentials. Did you mean stored?',
  ...quoted(
    ['m2m', 'machine-to-machine', 'service'],
    'ephemeral, stored, refresh or client-credentials. Did you mean client-credentials?',
  ),
});

itRejects(ephemeral, 'user-pool-id', {
  'my-pool': `is "my-pool", but ${A_USER_POOL}`,
  my_pool: `is "my_pool", but ${A_USER_POOL}`,
  ['p'.repeat(90)]: `is "pppp…" (90 characters), but ${A_USER_POOL}`,
  'arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_AbCdEf123':
    'is an ARN, but must be the ID at its end: eu-west-1_AbCdEf123.',
  'arn:aws:cognito-idp:eu-west-1:111122223333:userpool/*': `is an ARN, but ${A_USER_POOL}`,
  'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123':
    'is a URL, but must be the ID in it: eu-west-1_AbCdEf123.',
  'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123/.well-known/jwks.json':
    'is a URL, but must be the ID in it: eu-west-1_AbCdEf123.',
  'https://my-app.auth.eu-west-1.amazoncognito.com': `is a URL, but ${A_USER_POOL}`,
  'eu-west-1:0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0': `is the ID of an identity pool, but ${A_USER_POOL}`,
  '1h57kf5cpq17m0eml12example': `looks like the ID of an app client, but ${A_USER_POOL}`,
  AbCdEf123: `does not start with a region and _, but ${A_USER_POOL}`,
});

itRejects(ephemeral, 'client-id', {
  '?': `is "?", but ${A_CLIENT}`,
  'my-client': `looks like the name of an app client, but ${A_CLIENT}`,
  $engine18430: `is "$engine18430", but ${A_CLIENT}`,
  '1h57kf5cpq17m 0eml12example': `contains white space, but ${A_CLIENT}`,
  '{{ vars.CLIENT_ID }}': WRONG_BRACKETS,
  [`\${ vars.CLIENT_ID }`]: WRONG_BRACKETS,
  '{ secrets.CLIENT_ID }': WRONG_BRACKETS,
  'My client': `looks like the name of an app client, but ${A_CLIENT}`,
  ...each(['eu-west-1_AbCdEf123', 'us-gov-west-1_AbCdEf123'], `looks like the ID of a user pool, but ${A_CLIENT}`),
  'arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_Ab/client/x': `is an ARN, but ${A_CLIENT}`,
  ['c-'.repeat(70)]: `is "c-c-…" (140 characters), but ${A_CLIENT}`,
});

itRejects(ephemeral, 'aws-region', {
  'eu-west-2': 'is eu-west-2, but the user pool is in eu-west-1. Remove aws-region, or correct user-pool-id.',
});

itRejects(stored, 'aws-region', {
  Ireland: 'is "Ireland", but must be a region code, like eu-west-1.',
  'EU (Ireland)': 'is "EU (Ireland)", but must be a region code, like eu-west-1.',
  'us-west-2-lax-1a': 'is "us-west-2-lax-1a", but must be a region code, like eu-west-1.',
  'us-gov-west-1b': 'is an availability zone, but must be its region, without the letter at the end.',
  '': 'is empty, and there is no region in user-pool-id, AWS_REGION or AWS_DEFAULT_REGION. Set aws-region.',
});

itRejects({ ...client, domain: 'my-app' }, 'aws-region', {
  '': 'is empty, and there is no region in user-pool-id, AWS_REGION or AWS_DEFAULT_REGION. Set aws-region.',
});

itRejects(ephemeral, 'identity-pool-id', {
  'my-pool': `looks like the name of an identity pool, but ${AN_IDENTITY_POOL}`,
  'eu-west-1_AbCdEf123': `is the ID of a user pool, but ${AN_IDENTITY_POOL}`,
  '1a2b3c4d-5e6f-7a8b-9c0d-1e2f3a4b5c6d': `does not start with a region and a colon, but ${AN_IDENTITY_POOL}`,
  'eu-west-1: 1a2b3c4d-5e6f-7a8b-9c0d-1e2f3a4b5c6d': `contains white space, but ${AN_IDENTITY_POOL}`,
  'eu-west-1:1a2b3c4d': `is "eu-west-1:1a2b3c4d", but ${AN_IDENTITY_POOL}`,
  'arn:aws:cognito-identity:eu-west-1:111122223333:identitypool/eu-west-1:1a2b3c4d-5e6f-7a8b-9c0d-1e2f3a4b5c6d':
    'is an ARN, but must be the ID at its end: eu-west-1:1a2b3c4d-5e6f-7a8b-9c0d-1e2f3a4b5c6d.',
  'arn:aws:cognito-identity:eu-west-1:111122223333:identitypool/*': `is an ARN, but ${AN_IDENTITY_POOL}`,
});

itRejects({ ...ephemeral, 'identity-pool-id': 'eu-west-1:1a2b3c4d-5e6f-7a8b-9c0d-1e2f3a4b5c6d' }, 'identity-role', {
  readers: `is "readers", but ${A_ROLE}`,
  'arn:aws:iam::111122223333:user/ada': `is the ARN of a user, but ${A_ROLE}`,
});

itRejects(ephemeral, 'role-to-assume', {
  'api-tests': `is "api-tests", but ${A_ROLE}`,
  'arn:aws:iam::111122223333:user/ada': `is the ARN of a user, but ${A_ROLE}`,
  'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com': `is the ARN of an identity provider, but ${A_ROLE}`,
  'arn:aws:sts::111122223333:assumed-role/api-tests/i-1': `is the ARN of a role session, but ${A_ROLE}`,
  'arn:aws:iam::1111-2222-3333:role/api-tests': `has an account ID that is not 12 digits, but ${A_ROLE}`,
  'arn:aws:iam::aws:policy/AdministratorAccess': `is the ARN of another resource, but ${A_ROLE}`,
});

itRejects(ephemeral, 'auth-flow', {
  USER_PASSWORD: `is "USER_PASSWORD", but ${AUTH_FLOWS} Did you mean USER_PASSWORD_AUTH?`,
  ADMIN_NO_SRP_AUTH: `is "ADMIN_NO_SRP_AUTH", but ${AUTH_FLOWS} Its new name is ADMIN_USER_PASSWORD_AUTH.`,
  REFRESH_TOKEN: `is "REFRESH_TOKEN", but ${AUTH_FLOWS} To use a refresh token, set mode: refresh and remove auth-flow.`,
  REFRESH_TOKEN_AUTH: `is "REFRESH_TOKEN_AUTH", but ${AUTH_FLOWS} To use a refresh token, set mode: refresh and remove auth-flow.`,
  CUSTOM_CHALLENGE: `is "CUSTOM_CHALLENGE", but ${AUTH_FLOWS} Did you mean CUSTOM_AUTH?`,
  constructor: `is "constructor", but ${AUTH_FLOWS}`,
});

itRejects({ ...stored, 'auth-flow': 'CUSTOM_AUTH', password: '' }, 'challenge-answers', {
  '["red", "blue"]': 'is a JSON array, but must be plain text with one answer a line.',
  'red\n- blue': ', line 2: expected an answer, without the dash in front.',
  'red\n\nblue': ', line 2: is empty. Remove it, or save the secret that it comes from.',
  '\nblue': ', line 1: is empty. Remove it, or save the secret that it comes from.',
  'red\n{{ secrets.COLOUR }}': `, line 2: ${WRONG_BRACKETS}`,
  'red\n***': ', line 2: is three asterisks, which GitHub shows in place of a secret. Use the secret itself.',
});

itRejects(ephemeral, 'client-secret', {
  'a b': `contains white space, but ${A_CLIENT_SECRET}`,
  '"ab"': `has quotation marks around it, but ${A_CLIENT_SECRET}`,
  'a-b': A_CLIENT_SECRET,
});

itRejects(stored, 'username', {
  'ada lovelace': 'contains white space, but must be letters, digits, symbols and punctuation marks only.',
  'ada\u200b': 'contains an invisible character, but must be letters, digits, symbols and punctuation marks only.',
});

itRejects(stored, 'totp-secret', {
  '123 456': 'is a 6-digit code, but must be the base32 secret that generates such codes.',
  'otpauth://totp/ada?secret=GEZDGNBVGY3TQOJQ': 'is a URL, but must be the part of it between secret= and the next &.',
  'GEZD-GNBV-GY3T-QOJQ': 'contains dashes, but must be base32: 16 or more of A-Z and 2-7.',
  '"GEZDGNBVGY3TQOJQ"': 'has quotation marks around it, but must be base32: 16 or more of A-Z and 2-7.',
  GEZDGNBV: 'must be base32: 16 or more of A-Z and 2-7.',
});

itRejects(refresh, 'refresh-token', {
  'a.b c': 'contains white space, but must be only the token: letters, digits and . - _ = + / ~.',
  'eyJraWQiOiJrIn0.eyJzdWIiOiIxIn0.c2ln':
    'is an ID token or access token, but must be the refresh token of the same sign-in (REFRESH_TOKEN).',
  a$b: 'must be only the token: letters, digits and . - _ = + / ~.',
});

itRejects(refresh, 'device-key', {
  'my-laptop': A_DEVICE_KEY,
  '"eu-west-1_0f1e2d3c"': `has quotation marks around it, but ${A_DEVICE_KEY}`,
  'eu-west-1_0f1e2d3c 4b5a': `contains white space, but ${A_DEVICE_KEY}`,
});

itRejects(client, 'domain', {
  ...each(
    ['my app', 'ftp://auth.example.com', 'https://me:canary@auth.example.com', 'https://auth.test:99999'],
    A_DOMAIN,
  ),
  ...each(
    ['https://auth.example.com/oauth2/token', 'auth.example.com/oauth2/token'],
    'has a path, but must be an origin, like https://auth.example.com, unless AWS_ENDPOINT_URL names an emulator.',
  ),
  ...each(
    ['http://auth.example.com', 'http://moto:5000'],
    'starts with http://, but must be an https:// URL: http:// works only for localhost, or for an emulator in AWS_ENDPOINT_URL.',
  ),
  'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123': `is an address of the Cognito API, but ${A_DOMAIN}`,
});

itRejects(page, 'redirect-uri', {
  '/callback': `is a path, but ${A_REDIRECT_URI}`,
  'example.com/callback': `has no scheme, but ${A_REDIRECT_URI}`,
  'localhost:3000': `has no scheme, but ${A_REDIRECT_URI}`,
  'https://example.com/#done': `has a fragment (#), but ${A_REDIRECT_URI}`,
  'https://example.com/a b': `contains white space, but ${A_REDIRECT_URI}`,
  'https://example.com:99999/': `is "https://example.com:99999/", but ${A_REDIRECT_URI}`,
  'https:///': `is "https:///", but ${A_REDIRECT_URI}`,
  'http://example.com/': ONLY_LOCALHOST,
  'http://localhost.example.com/': ONLY_LOCALHOST,
  'http://localhost:99999/': `is "http://localhost:99999/", but ${A_REDIRECT_URI}`,
});

itRejects(client, 'scopes', {
  openid: `contains openid, which only users get. Remove openid: ${RESOURCE_SCOPES}`,
  'orders/read openid email\nphone': `contains openid, email and phone, which only users get. Remove openid, email and phone: ${RESOURCE_SCOPES}`,
  'profile aws.cognito.signin.user.admin': `contains profile and aws.cognito.signin.user.admin, which only users get. Remove profile and aws.cognito.signin.user.admin: ${RESOURCE_SCOPES}`,
  ...each(['orders/read,orders/write', 'orders/read;', 'openid,email'], `, entry 1: ${A_SCOPE}`),
  'orders/read "b"': `, entry 2: ${A_SCOPE}`,
  '["orders/read"]':
    'is a JSON array, but must be plain text. Separate entries by spaces or lines, not by commas or semicolons.',
});

itRejects(ephemeral, 'username-format', {
  mail: 'is "mail", but must be email, plain or phone-number. Did you mean email?',
  uuid: 'is "uuid", but must be email, plain or phone-number.',
});

itRejects(ephemeral, 'create-with', { SignUp: 'is "SignUp", but must be admin or sign-up. Did you mean sign-up?' });

itRejects(ephemeral, 'email-domain', {
  'me@example.com': 'contains an @, but must be only the part after it, like example.com.',
  '@example.com': 'contains an @, but must be only the part after it, like example.com.',
  example: 'is "example", but must be a domain name of at most 63 characters, like example.com.',
});

itRejects(ephemeral, 'password-length', {
  ...quoted(['7', '257', '64.5', 'long', '-64', '0x40', '1,000'], 'a whole number from 8 to 256.'),
});

itRejects(ephemeral, 'timeout-seconds', quoted(['0', '3601', '60s'], 'a whole number from 1 to 3600.'));

itRejects(ephemeral, 'user-attributes', {
  '{"name":"Ada"}': 'is JSON, but must be lines of name=value.',
  '[{\n"Name":"name"\n}]': 'is JSON, but must be lines of name=value.',
  'name=Ada\nLovelace': ', line 2: expected name=value.',
  '=Ada': ', line 1: expected name=value.',
  'name=Ada\nlocale: en=GB': ', line 2: expected name=value, with = instead of the colon.',
  'name=Ada\n\nname=Bob': ', line 3: an earlier line has the same name.',
});

itRejects(stored, 'client-metadata', {
  '{"tenant": "acme"}': 'is JSON, but must be lines of name=value.',
  'custom:tenant: acme': ', line 1: expected name=value, with = instead of the colon.',
});

itRejects(ephemeral, 'groups', {
  '["admins", "readers"]': 'is a JSON array, but must be plain text. Separate entries by lines or commas.',
  ...each(['g'.repeat(129), '👨‍👩‍👧', 'a\u200bb'], `, entry 1: ${A_GROUP}`),
  'admins\n\nmy group': `, entry 2: ${A_GROUP}`,
  '[admins, readers]': 'is a JSON array, but must be plain text. Separate entries by lines or commas.',
});

itRejects(ephemeral, 'delete-user', {
  ...quoted(['no', 'NO', 'n', 'off', 'disabled', '0', 'fasle'], 'true or false. Did you mean false?'),
  never: 'is "never", but must be true or false.',
});

itRejects(
  stored,
  'revoke-token',
  quoted(['yes', 'y', 'On', 'enabled', '1', 'tRUE', 'tru'], 'true or false. Did you mean true?'),
);

itRejects(ephemeral, 'probe-url', {
  ...each(
    ['api.test', 'localhost:3000/orders', 'ftp://api.test/'],
    'does not start with https://, but must be a complete URL, like https://api.example.com/orders.',
  ),
  '/orders': 'is a path, but must be a complete URL, like https://api.example.com/orders.',
  ...each(
    ['https://me@api.test/', 'https://:canary@api.test/', 'https://[/x', 'http://api.test:99999/'],
    'must be an http:// or https:// URL, without a username and password in it.',
  ),
});

itRejects(ephemeral, 'storage-state-origin', {
  'app.example.com': `does not start with https://, but ${AN_ORIGIN}`,
  'localhost:3000': `does not start with https://, but ${AN_ORIGIN}`,
  '/app': `is a path, but ${AN_ORIGIN}`,
  'ftp://app.test': `does not start with https://, but ${AN_ORIGIN}`,
  'file:///app/index.html': `is a file, but ${AN_ORIGIN}`,
  'https://*.example.com': `contains a wildcard, but ${AN_ORIGIN}`,
  'https://{{host}}': `contains a placeholder, but ${AN_ORIGIN}`,
  'https://app.example.com,https://b.example.com': `contains a comma, but ${AN_ORIGIN}`,
  'https://me:canary@app.example.com': `contains a username, but ${AN_ORIGIN}`,
  'https://app.example.com, https://b.example.com': `contains white space, but ${AN_ORIGIN}`,
  'https://app.example.com/login?next=canary': 'has a path, but must be only its origin: https://app.example.com.',
  'http://localhost:3000/#canary': 'has a path, but must be only its origin: http://localhost:3000.',
  ...each(
    ['http://app.example.com', 'http://localhost.example.com:3000', 'http://127.0.0.1.example.com'],
    ONLY_LOCALHOST,
  ),
  ...each(['https://app.example.com:99999', 'https://[x'], AN_ORIGIN),
});

itRejects(ephemeral, 'proxy-to', {
  ...each(
    ['api.example.com', 'localhost:3000', 'https:api.example.com', 'ftp://api.test'],
    'does not start with https://, but must be a base URL, like https://api.example.com/v1.',
  ),
  '/v1': 'is a path, but must be a base URL, like https://api.example.com/v1.',
  ...each(['http://api.example.com', 'http://localhost.example.com', 'http://0.0.0.0:3000'], ONLY_LOCALHOST),
  ...each(['ws://localhost:3000', 'wss://api.example.com'], 'is the URL of a WebSocket, but must be an https:// URL.'),
  ...each(
    ['https://me:canary@api.example.com', 'https://canary@api.example.com/v1', 'http://me@localhost'],
    `contains a username, but ${A_BASE_URL}`,
  ),
  ...each(
    ['https://api.example.com?key=canary', 'https://api.example.com/v1#canary'],
    `has a query or fragment, but ${A_BASE_URL}`,
  ),
  ...each(
    ['https://a.example.com\nhttps://b.example.com', 'https://api.example.com/a b'],
    `contains white space, but ${A_BASE_URL}`,
  ),
  'https://*.example.com': `contains a wildcard, but ${A_BASE_URL}`,
  ...each(
    ['https://$HOST/v1', 'https://{{host}}/v1', 'https://api.example.com/{stage}', 'https://<host>/'],
    `contains a placeholder, but ${A_BASE_URL}`,
  ),
  ...each(['https://api.example.com:99999', 'https://'], A_BASE_URL),
});

itRejects(proxied, 'proxy-port', quoted(['70000', '-1', 'any', ':8080', '8080.0'], 'a whole number from 0 to 65535.'));

itRejects(proxied, 'proxy-auth', {
  ...quoted(['SIGV4', 'sig-v4', 'iam', 'aws', 'AWS_IAM', 'aws4', 'signature'], 'token or sigv4. Did you mean sigv4?'),
  Token: 'is "Token", but must be token or sigv4. Did you mean token?',
  ...quoted(
    ['bearer', 'Bearer', 'jwt', 'header', 'id-token', 'access-token'],
    'token or sigv4. Did you mean token? token-header says which one, and in which header.',
  ),
  none: 'is "none", but must be token or sigv4.',
});

itRejects({ ...proxied, 'proxy-auth': 'sigv4' }, 'identity-pool-id', {
  '': 'is required with proxy-auth sigv4, but is empty.',
});

itRejects(proxied, 'sigv4-service', {
  lambda: 'belongs to proxy-auth sigv4, but proxy-auth is token. Set proxy-auth: sigv4, or remove sigv4-service.',
});

itRejects({ ...client, 'proxy-to': 'https://api.example.com' }, 'proxy-auth', {
  sigv4:
    'is sigv4, which needs the AWS credentials of a user, but mode is client-credentials. Set mode: ephemeral, stored or refresh, or remove proxy-auth.',
});

itRejects(
  { ...proxied, 'proxy-auth': 'sigv4', 'identity-pool-id': 'eu-west-1:1a2b3c4d-5e6f-7a8b-9c0d-1e2f3a4b5c6d' },
  'sigv4-service',
  quoted(['Execute-API', 'API Gateway', 'lambda.amazonaws.com'], A_SERVICE),
);

itRejects(ephemeral, 'users', {
  ...quoted(['0', '-1', '1001', 'ten', '1e3', '2.5', '1,000'], 'a whole number from 1 to 1000.'),
});

itRejects(ephemeral, 'probe-method', {
  get: 'is "get", but must be GET, HEAD, POST, PUT, PATCH, DELETE or OPTIONS. Did you mean GET?',
});

itRejects(ephemeral, 'token-header', {
  ...each(['Authorization', 'Authorization Bearer {token}', '{token}'], `has no colon, but ${A_HEADER}`),
  ...each(
    [
      `Authorization: Bearer \${token}`,
      'Authorization: Bearer {{token}}',
      'Authorization: Bearer {token}}',
      'Authorization: {token} {{access-token}}',
      'Authorization: Bearer #{id-token}',
      'Authorization: Bearer %{token}',
    ],
    'has the wrong brackets around the placeholder, but must be written with single braces and without $, like Authorization: Bearer {token}.',
  ),
  ...each(
    ['', '$token', '{token }', '{Token}', '{tokens}', '{access_token}', '<token>', `\${ID_TOKEN}`, 'canary'].map(
      (text) => `Authorization: Bearer ${text}`,
    ),
    'has no placeholder, but must be a header with {token}, {id-token} or {access-token}, like Authorization: Bearer {token}.',
  ),
  ...each(
    ['Host: {token}', 'content-length: {token}'],
    'is a header that HTTP itself uses, but must be another one, like Authorization: Bearer {token}.',
  ),
  ...each(
    ['X: a\n{token}', 'X: →{token}'],
    `contains a line break or a character that headers cannot have, but ${A_HEADER}`,
  ),
  'Bad Name: {token}': A_HEADER,
});

itRejects(client, 'token-header', {
  'Authorization: {id-token}':
    'contains {id-token}, but there is no ID token in mode client-credentials. Use {access-token}.',
});

itRejects(
  { ...page, 'redirect-uri': 'https://app.example.com/callback', scopes: 'email orders/read' },
  'token-header',
  {
    'Authorization: {id-token}':
      'contains {id-token}, but there is no ID token without the scope openid. Add openid to scopes, or use {access-token}.',
  },
);

itRejects(ephemeral, 'env-prefix', quoted(['GITHUB_', 'github_x', 'INPUT_', '1X', 'A-B'], A_PREFIX));

const idTokenPage: Given = {
  ...page,
  'redirect-uri': 'https://app.example.com/callback',
  'token-header': 'Authorization: {id-token}',
};

itAccepts(idTokenPage, 'scopes', ['', 'email openid']);

itAccepts({ ...ephemeral, 'proxy-to': 'https://api.example.com:8443' }, 'proxy-port', ['0', '8443', '65535']);

itAccepts(page, 'redirect-uri', [
  'https://example.com/callback?a=b',
  'http://localhost',
  'http://localhost:3000/callback',
  'http://127.0.0.1:3000/',
  'http://[::1]:3000/callback',
  'myapp://signed-in',
  'com.example.app:/signed-in',
]);

itAccepts(ephemeral, 'storage-state-origin', [
  'http://localhost',
  'http://127.0.0.1/',
  'http://[::1]:3000',
  'https://app.example.com:8443/',
]);

itAccepts(ephemeral, 'proxy-to', [
  'https://api.example.com/v1/',
  'https://api.example.com/$default/*',
  'http://LOCALHOST:3000',
  'https://1.2.3.4',
]);

itAccepts(ephemeral, 'token-header', [
  'Cookie: session={token}; a=b',
  'X: {"token":"{token}"}',
  'X: {id-token}{access-token}',
]);

itAccepts(ephemeral, 'user-pool-id', ['local_AbCdEf12']);

itAccepts(ephemeral, 'probe-url', ['http://localhost:3000/orders', 'HTTPS://api.test']);

it.each<[given: Given, name: InputName, value: string]>([
  [ephemeral, 'user-pool-id', 'us-gov-west-1_AbCdEf123'],
  [ephemeral, 'client-id', '1h57kf5cpq17m0eml12example'],
  [ephemeral, 'client-secret', 'a+b_1'],
  [ephemeral, 'role-to-assume', 'arn:aws-us-gov:iam::111122223333:role/ci/api-tests'],
  [ephemeral, 'identity-pool-id', 'eu-west-1:1a2b3c4d-5e6f-7a8b-9c0d-1e2f3a4b5c6d'],
  [ephemeral, 'email-domain', 'example.com'],
  [ephemeral, 'password-length', '64'],
  [ephemeral, 'delete-user', 'FALSE'],
  [ephemeral, 'storage-state-origin', 'https://app.example.com:8443'],
  [ephemeral, 'token-header', 'X-Token: {token}'],
  [ephemeral, 'env-file', 'dotenv'],
  [ephemeral, 'env-prefix', 'API_'],
  [stored, 'aws-region', 'us-gov-west-1'],
  [stored, 'totp-secret', 'GEZDGNBVGY3TQOJQ'],
  [refresh, 'refresh-token', 'a.b-c_d'],
  [refresh, 'device-key', 'eu-west-1_0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0'],
  [client, 'domain', 'https://auth.example.com:8443'],
  [client, 'domain', 'http://localhost:5000'],
])('accepts nothing around a valid value (%j, %s: %s)', (given, name, value) => {
  expect(problemsOf({ ...given, [name]: value })).toEqual([]);
  expect(problemsOf({ ...given, [name]: `§${value}` })).not.toEqual([]);
  expect(problemsOf({ ...given, [name]: `${value}§` })).not.toEqual([]);
});

describe('values in messages', () => {
  it.each([
    ['in full if it has 32 characters', 'a'.repeat(32), `"${'a'.repeat(32)}"`],
    ['by its beginning if it has 33 characters', 'a'.repeat(33), '"aaaa…" (33 characters)'],
    ['without escapes, as the mask of a secret has it', '"a\\b', '""a\\b"'],
    ['on one line', 'a\nbcdefg', '"a\\nbc…" (8 characters)'],
  ])('a value is quoted %s', (_, mode, quoted) => {
    expect(problemsOf({ ...ephemeral, mode })).toEqual([
      `mode is ${quoted}, but must be ephemeral, stored, refresh or client-credentials.`,
    ]);
  });

  it('a trimmed value is not quoted, as its mask contains the white space', () => {
    expect(problemsOf({ ...ephemeral, 'delete-user': ' never', 'client-id': '§ ' })).toEqual([
      `client-id ${A_CLIENT}`,
      'delete-user must be true or false.',
    ]);
  });
});

it('ignores email-domain if username-format is invalid', () => {
  expect(problemsOf({ ...ephemeral, 'username-format': 'mail', 'email-domain': 'mail.test' })).toEqual([
    'username-format is "mail", but must be email, plain or phone-number. Did you mean email?',
  ]);
});

it('reports both a user pool ID and a client ID that are swapped', () => {
  expect(problemsOf({ 'user-pool-id': '1h57kf5cpq17m0eml12example', 'client-id': 'eu-west-1_AbCdEf123' })).toEqual([
    `client-id looks like the ID of a user pool, but ${A_CLIENT}`,
    `user-pool-id looks like the ID of an app client, but ${A_USER_POOL}`,
  ]);
});

it.each<[string, string]>([
  ['eu-west-1a', 'is an availability zone, but must be its region, without the letter at the end.'],
  ['Ireland', 'is "Ireland", but must be a region code, like eu-west-1.'],
])('rejects the job region %s', (region, problem) => {
  expect(problemsOf({ ...stored, 'aws-region': '' }, region)).toEqual([
    `aws-region comes from the job's AWS_REGION or AWS_DEFAULT_REGION, which ${problem}`,
  ]);
});

it.each(['a+b/read', 'orders/read,write', 'https://api.test/read'])('accepts the scope %s', (scopes) => {
  expect(parse({ ...client, scopes })).toMatchObject({ scopes: [scopes] });
});

it.each(['g'.repeat(128), '🐢', 'Prüfer/2'])('accepts the group %s', (groups) => {
  expect(parse({ ...ephemeral, groups })).toMatchObject({ groups: [groups] });
});

describe('the prefix of a domain', () => {
  it.each(['cn-north-1', 'cn-northwest-1', 'eusc-de-east-1', 'us-iso-east-1', 'us-isob-east-1', 'eu-isoe-west-1'])(
    'is rejected in %s, where the host is not known',
    (region) => {
      const given = { ...client, domain: 'my-app', 'aws-region': region };
      expect(problemsOf(given)).toEqual([
        `domain is a prefix, whose host in ${region} this action does not know. Set domain to the whole host, like auth.example.com.`,
      ]);
      expect(problemsOf({ ...given, domain: 'auth.example.com' })).toEqual([]);
    },
  );

  it.each(['us-east-1', 'us-gov-west-1', 'ap-southeast-7', 'mx-central-1'])('is accepted in %s', (region) => {
    expect(problemsOf({ ...client, domain: 'my-app', 'aws-region': region })).toEqual([]);
  });
});
