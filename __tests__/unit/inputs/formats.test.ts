// Verify the values of each input: which ones are rejected, with which advice, and which unusual ones are accepted.
import { describe, expect, it } from '@jest/globals';
import type { InputName } from '../../../src/inputs/rules.ts';
import {
  client,
  ephemeral,
  type Given,
  IDENTITY_POOL_ID,
  parse,
  problemsOf,
  refresh,
  stored,
} from '../given-inputs.ts';
import { itAccepts, itRejects } from './rejections.ts';

const CHOICES_OF_MODE = 'is "VALUE", but must be ephemeral, stored, refresh or client-credentials.';
const CHOICES_OF_AUTH_FLOW =
  'is "VALUE", but must be USER_PASSWORD_AUTH, USER_SRP_AUTH, ADMIN_USER_PASSWORD_AUTH, USER_AUTH, CUSTOM_AUTH or AUTHORIZATION_CODE.';
const REFRESH_ADVICE = 'To use a refresh token, set mode: refresh and remove auth-flow.';
const CHOICES_OF_PROXY_AUTH = 'is "VALUE", but must be token or sigv4.';
const TOKEN_ADVICE = 'Did you mean token? token-header says which one, and in which header.';
const BASE_URL = 'must be a base URL, like https://api.example.com/v1.';
const COMPLETE_URL = 'must be a complete URL, like https://api.example.com/orders.';
const ONLY_LOCALHOST = 'starts with http://, but must be an https:// URL: http:// works only for localhost.';
const WRONG_BRACKETS = `is an expression with the wrong brackets. Expressions are written \${{ … }}.`;
const NO_REGION = 'is empty, and there is no region in user-pool-id, AWS_REGION or AWS_DEFAULT_REGION. Set aws-region.';
const LINES_OR_COMMAS = 'Separate entries by lines or commas.';
const SPACES_OR_LINES = 'Separate entries by spaces or lines, not by commas or semicolons.';
const A_GROUP = `the name of a group: at most 128 characters, without white space, joined emoji or invisible characters. ${LINES_OR_COMMAS}`;
const RESOURCE_SCOPES = 'an app client gets only scopes of resource servers, like orders/read.';

const ofIdentityPool: Given = { ...ephemeral, 'identity-pool-id': IDENTITY_POOL_ID };
const proxied: Given = { ...ofIdentityPool, 'proxy-to': 'https://api.example.com' };
const page: Given = { ...stored, 'auth-flow': 'AUTHORIZATION_CODE', domain: 'auth.example.com' };
const appPage: Given = { ...page, 'redirect-uri': 'https://app.example.com/callback' };

itRejects(ephemeral, 'mode', {
  [`${CHOICES_OF_MODE} Did you mean client-credentials?`]: ['m2m', 'machine', 'machine-to-machine', 'service'],
});

itRejects(ephemeral, 'user-pool-id', {
  'is "VALUE"': ['my-pool', 'my_pool'],
  'is "eu-w…" (56 characters)': [`eu-west-1_${'A'.repeat(46)}`],
  'is an ARN, but must be the ID at its end: eu-west-1_AbCdEf123.': [
    'arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_AbCdEf123',
  ],
  'is an ARN': ['arn:aws:cognito-idp:eu-west-1:111122223333:userpool/*'],
  'is a URL, but must be the ID in it: eu-west-1_AbCdEf123.': [
    'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123',
    'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123/.well-known/jwks.json',
  ],
  'is a URL': ['https://my-app.auth.eu-west-1.amazoncognito.com'],
  'is the ID of an identity pool': [IDENTITY_POOL_ID],
  'looks like the ID of an app client': ['1h57kf5cpq17m0eml12example'],
  'does not start with a region and _': ['AbCdEf123'],
});

itRejects(ephemeral, 'client-id', {
  'is "VALUE"': ['$engine18430'],
  'is "c-c-…" (140 characters)': ['c-'.repeat(70)],
  'looks like the name of an app client': ['my-client', 'My client'],
  'contains white space': ['1h57kf5cpq17m 0eml12example'],
  'looks like the ID of a user pool': ['us-gov-west-1_AbCdEf123'],
  'is an ARN': ['arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_Ab/client/x'],
  [WRONG_BRACKETS]: ['{{ vars.CLIENT_ID }}', `\${ vars.CLIENT_ID }`, '{ secrets.CLIENT_ID }'],
});

itRejects(stored, 'aws-region', {
  'is "VALUE"': ['EU (Ireland)', 'us-west-2-lax-1a'],
  'is an availability zone, but must be its region, without the letter at the end.': ['us-gov-west-1b'],
  [NO_REGION]: [''],
});

itRejects({ ...client, domain: 'my-app' }, 'aws-region', { [NO_REGION]: [''] });

itRejects(ephemeral, 'identity-pool-id', {
  'is "VALUE"': ['eu-west-1:1a2b3c4d'],
  'looks like the name of an identity pool': ['my-pool'],
  'is the ID of a user pool': ['eu-west-1_AbCdEf123'],
  'does not start with a region and a colon': ['1a2b3c4d-5e6f-7a8b-9c0d-1e2f3a4b5c6d'],
  'contains white space': ['eu-west-1: 1a2b3c4d-5e6f-7a8b-9c0d-1e2f3a4b5c6d'],
  [`is an ARN, but must be the ID at its end: ${IDENTITY_POOL_ID}.`]: [
    `arn:aws:cognito-identity:eu-west-1:111122223333:identitypool/${IDENTITY_POOL_ID}`,
  ],
  'is an ARN': ['arn:aws:cognito-identity:eu-west-1:111122223333:identitypool/*'],
});

itRejects(ofIdentityPool, 'identity-role', { 'is "VALUE"': ['readers'] });

itRejects(ephemeral, 'role-to-assume', {
  'is the ARN of a user': ['arn:aws:iam::111122223333:user/ada'],
  'is the ARN of an identity provider': [
    'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com',
    'arn:aws:iam::111122223333:saml-provider/acme',
  ],
  'is the ARN of a role session': ['arn:aws:sts::111122223333:assumed-role/api-tests/i-1'],
  'has an account ID that is not 12 digits': ['arn:aws:iam::1111-2222-3333:role/api-tests'],
  'is the ARN of another resource': ['arn:aws:iam::aws:policy/AdministratorAccess'],
});

itRejects(ephemeral, 'auth-flow', {
  [`${CHOICES_OF_AUTH_FLOW} Its new name is ADMIN_USER_PASSWORD_AUTH.`]: ['ADMIN_NO_SRP_AUTH'],
  [`${CHOICES_OF_AUTH_FLOW} ${REFRESH_ADVICE}`]: ['REFRESH_TOKEN', 'REFRESH_TOKEN_AUTH'],
  [`${CHOICES_OF_AUTH_FLOW} Did you mean CUSTOM_AUTH?`]: ['CUSTOM_CHALLENGE'],
});

itRejects({ ...stored, 'auth-flow': 'CUSTOM_AUTH', password: '' }, 'challenge-answers', {
  'is a JSON array, but must be plain text with one answer a line.': ['["red", "blue"]'],
  ', line 2: expected an answer, without the dash in front.': ['red\n- blue'],
  ', line 1: is empty. Remove it, or save the secret that it comes from.': ['\nblue'],
  [`, line 2: ${WRONG_BRACKETS}`]: ['red\n{{ secrets.COLOUR }}'],
  ', line 2: is three asterisks, which GitHub shows in place of a secret. Use the secret itself.': ['red\n***'],
});

itRejects(ephemeral, 'client-secret', {
  'contains white space': ['a b'],
  'has quotation marks around it': ['"ab"'],
  '': ['a-b'],
});

itRejects(stored, 'username', {
  'contains white space': ['ada lovelace'],
  'contains an invisible character': ['ada\u200b'],
});

itRejects(stored, 'totp-secret', {
  'is a 6-digit code, but must be the base32 secret that generates such codes.': ['123 456'],
  'is a URL, but must be the part of it between secret= and the next &.': ['otpauth://totp/ada?secret=GEZDGNBV'],
  'contains dashes': ['GEZD-GNBV-GY3T-QOJQ'],
  'has quotation marks around it': ['"GEZDGNBVGY3TQOJQ"'],
  '': ['GEZDGNBV'],
});

itRejects(refresh, 'refresh-token', {
  'contains white space': ['a.b c'],
  'is an ID token or access token, but must be the refresh token of the same sign-in (REFRESH_TOKEN).': [
    'eyJraWQiOiJrIn0.eyJzdWIiOiIxIn0.c2ln',
  ],
  '': ['a$b'],
});

itRejects(refresh, 'device-key', {
  'has quotation marks around it': ['"eu-west-1_0f1e2d3c"'],
  'contains white space': ['eu-west-1_0f1e2d3c 4b5a'],
  '': ['my-laptop'],
});

itRejects(client, 'domain', {
  '': ['my app', 'ftp://auth.example.com', 'https://me:canary@auth.example.com', 'https://auth.test:99999'],
  'has a path, but must be an origin, like https://auth.example.com, unless AWS_ENDPOINT_URL names an emulator.': [
    'https://auth.example.com/oauth2/token',
    'auth.example.com/oauth2/token',
  ],
  'starts with http://, but must be an https:// URL: http:// works only for localhost, or for an emulator in AWS_ENDPOINT_URL.':
    ['http://moto:5000'],
  'is an address of the Cognito API': ['https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123'],
});

itRejects(page, 'redirect-uri', {
  'is "VALUE"': ['https://example.com:99999/', 'https:///', 'http://localhost:99999/'],
  'is a path': ['/callback'],
  'has no scheme': ['example.com/callback', 'localhost:3000'],
  'has a fragment (#)': ['https://example.com/#done'],
  'contains white space': ['https://example.com/a b'],
  [ONLY_LOCALHOST]: ['http://example.com/', 'http://localhost.example.com/'],
});

itRejects(client, 'scopes', {
  [`contains openid, which only users get. Remove openid: ${RESOURCE_SCOPES}`]: ['openid'],
  [`contains profile and aws.cognito.signin.user.admin, which only users get. Remove profile and aws.cognito.signin.user.admin: ${RESOURCE_SCOPES}`]:
    ['orders/read profile\naws.cognito.signin.user.admin'],
  [`, entry 1: expected a scope, like orders/read. ${SPACES_OR_LINES}`]: [
    'orders/read,orders/write',
    'orders/read;',
    'openid,email',
  ],
  [`, entry 2: expected a scope, like orders/read. ${SPACES_OR_LINES}`]: ['orders/read "b"'],
  [`is a JSON array, but must be plain text. ${SPACES_OR_LINES}`]: ['["orders/read"]'],
});

itRejects(ephemeral, 'username-format', {
  'is "VALUE", but must be email, plain or phone-number. Did you mean email?': ['mail'],
  'is "VALUE", but must be email, plain or phone-number.': ['uuid'],
});

itRejects(ephemeral, 'create-with', { 'is "VALUE", but must be admin or sign-up. Did you mean sign-up?': ['SignUp'] });

itRejects(ephemeral, 'email-domain', {
  'contains an @, but must be only the part after it, like example.com.': ['me@example.com'],
  'is "VALUE"': ['example'],
});

itRejects(ephemeral, 'password-length', {
  'is "VALUE", but must be a whole number from 8 to 256.': ['7', '257', '64.5', 'long', '-64', '0x40', '1,000'],
});

itRejects(ephemeral, 'timeout-seconds', { 'is "VALUE", but must be a whole number from 1 to 3600.': ['0', '3601'] });

itRejects(ephemeral, 'users', { 'is "VALUE", but must be a whole number from 1 to 1000.': ['0', '1001'] });

itRejects(proxied, 'proxy-port', { 'is "VALUE", but must be a whole number from 0 to 65535.': ['70000'] });

itRejects(ephemeral, 'user-attributes', {
  'is JSON, but must be lines of name=value.': ['{"name":"Ada"}', '[{\n"Name":"name"\n}]'],
  ', line 2: expected name=value.': ['name=Ada\nLovelace'],
  ', line 1: expected name=value.': ['=Ada'],
  ', line 2: expected name=value, with = instead of the colon.': ['name=Ada\nlocale: en=GB'],
  ', line 3: an earlier line has the same name.': ['name=Ada\n\nname=Bob'],
});

itRejects(stored, 'client-metadata', {
  ', line 1: expected name=value, with = instead of the colon.': ['custom:tenant: acme'],
});

itRejects(ephemeral, 'groups', {
  [`is a JSON array, but must be plain text. ${LINES_OR_COMMAS}`]: ['["admins", "readers"]', '[admins, readers]'],
  [`, entry 1: expected ${A_GROUP}`]: ['g'.repeat(129), '👨‍👩‍👧', 'a\u200bb'],
  [`, entry 2: expected ${A_GROUP}`]: ['admins\n\nmy group'],
});

itRejects(ephemeral, 'delete-user', {
  'is "VALUE", but must be true or false. Did you mean false?': ['no', 'NO', 'n', 'off', 'disabled', '0', 'fasle'],
  'is "VALUE", but must be true or false.': ['never'],
});

itRejects(stored, 'revoke-token', {
  'is "VALUE", but must be true or false. Did you mean true?': ['yes', 'y', 'On', 'enabled', '1', 'tRUE', 'tru'],
});

itRejects(ephemeral, 'probe-url', {
  [`does not start with https://, but ${COMPLETE_URL}`]: ['api.test', 'localhost:3000/orders', 'ftp://api.test/'],
  [`is a path, but ${COMPLETE_URL}`]: ['/orders'],
  '': ['https://me@api.test/', 'https://:canary@api.test/', 'https://[/x', 'http://api.test:99999/'],
});

itRejects(ephemeral, 'storage-state-origin', {
  'does not start with https://': ['app.example.com', 'localhost:3000', 'ftp://app.test'],
  'is a path': ['/app'],
  'is a file': ['file:///app/index.html'],
  'contains a wildcard': ['https://*.example.com'],
  'contains a placeholder': ['https://{{host}}'],
  'contains a comma': ['https://app.example.com,https://b.example.com'],
  'contains a username': ['https://me:canary@app.example.com'],
  'contains white space': ['https://app.example.com, https://b.example.com'],
  'has a path, but must be only its origin: https://app.example.com.': ['https://app.example.com/login?next=canary'],
  'has a path, but must be only its origin: http://localhost:3000.': ['http://localhost:3000/#canary'],
  [ONLY_LOCALHOST]: ['http://app.example.com', 'http://localhost.example.com:3000', 'http://127.0.0.1.example.com'],
  '': ['https://app.example.com:99999', 'https://[x'],
});

itRejects(ephemeral, 'proxy-to', {
  [`does not start with https://, but ${BASE_URL}`]: ['api.example.com', 'localhost:3000', 'https:api.example.com'],
  [`is a path, but ${BASE_URL}`]: ['/v1'],
  [ONLY_LOCALHOST]: ['http://api.example.com', 'http://localhost.example.com', 'http://0.0.0.0:3000'],
  'is the URL of a WebSocket, but must be an https:// URL.': ['ws://localhost:3000', 'wss://api.example.com'],
  'contains a username': ['https://canary@api.example.com/v1', 'http://me@localhost'],
  'has a query or fragment': ['https://api.example.com?key=canary', 'https://api.example.com/v1#canary'],
  'contains white space': ['https://a.example.com\nhttps://b.example.com', 'https://api.example.com/a b'],
  'contains a wildcard': ['https://*.example.com'],
  'contains a placeholder': [
    'https://$HOST/v1',
    'https://{{host}}/v1',
    'https://api.example.com/{stage}',
    'https://<h>/',
  ],
  '': ['https://api.example.com:99999', 'https://'],
});

itRejects(proxied, 'proxy-auth', {
  [`${CHOICES_OF_PROXY_AUTH} Did you mean sigv4?`]: ['SIGV4', 'iam', 'aws', 'AWS_IAM', 'aws4', 'signature'],
  [`${CHOICES_OF_PROXY_AUTH} ${TOKEN_ADVICE}`]: ['bearer', 'Bearer', 'jwt', 'header', 'id-token', 'access-token'],
  [CHOICES_OF_PROXY_AUTH]: ['none'],
});

itRejects({ ...proxied, 'proxy-auth': 'sigv4' }, 'sigv4-service', {
  'is "VALUE"': ['Execute-API', 'API Gateway', 'lambda.amazonaws.com'],
});

itRejects(ephemeral, 'probe-method', {
  'is "VALUE", but must be GET, HEAD, POST, PUT, PATCH, DELETE or OPTIONS. Did you mean GET?': ['get'],
});

itRejects(ephemeral, 'token-header', {
  'has no colon': ['Authorization Bearer {token}', '{token}'],
  'has the wrong brackets around the placeholder, but must be written with single braces and without $, like Authorization: Bearer {token}.':
    [
      `Authorization: Bearer \${token}`,
      'Authorization: Bearer {token}}',
      'Authorization: {token} {{access-token}}',
      'Authorization: Bearer #{id-token}',
      'Authorization: Bearer %{token}',
    ],
  'has no placeholder, but must be a header with {token}, {id-token} or {access-token}, like Authorization: Bearer {token}.':
    ['', '{token }', '{Token}', '{tokens}', '{access_token}', 'canary'].map((text) => `Authorization: Bearer ${text}`),
  'is a header that HTTP itself uses, but must be another one, like Authorization: Bearer {token}.': [
    'Host: {token}',
    'content-length: {token}',
  ],
  'contains a line break or a character that headers cannot have': ['X: a\n{token}', 'X: →{token}'],
  '': ['Bad Name: {token}'],
});

itRejects(client, 'token-header', {
  'contains {id-token}, but there is no ID token in mode client-credentials. Use {access-token}.': ['X: {id-token}'],
});

itRejects({ ...appPage, scopes: 'email orders/read' }, 'token-header', {
  'contains {id-token}, but there is no ID token without the scope openid. Add openid to scopes, or use {access-token}.':
    ['X: {id-token}'],
});

itRejects(ephemeral, 'env-prefix', { 'is "VALUE"': ['GITHUB_', 'github_x', 'RUNNER_', 'INPUT_', '1X', 'A-B'] });

itAccepts({ ...appPage, 'token-header': 'X: {id-token}' }, 'scopes', ['', 'email openid']);

itAccepts({ ...ephemeral, 'proxy-to': 'https://api.example.com:8443' }, 'proxy-port', ['0', '8443', '65535']);

itAccepts(page, 'redirect-uri', [
  'https://example.com/callback?a=b',
  'myapp://signed-in',
  'com.example.app:/signed-in',
]);

itAccepts(page, 'redirect-uri', ['http://localhost', 'http://127.0.0.1:3000/', 'http://[::1]:3000/callback']);

itAccepts(ephemeral, 'storage-state-origin', ['http://localhost', 'http://127.0.0.1/', 'http://[::1]:3000']);

itAccepts(ephemeral, 'proxy-to', [
  'https://api.example.com/$default/*',
  'http://LOCALHOST:3000',
  'https://1.2.3.4/v1/',
]);

itAccepts(ephemeral, 'token-header', [
  'Cookie: session={token}; a=b',
  'X: {"token":"{token}"}',
  'X: {id-token}{token}',
]);

itAccepts(ephemeral, 'user-pool-id', ['local_AbCdEf12']);

itAccepts(ephemeral, 'probe-url', ['http://localhost:3000/orders', 'HTTPS://api.test']);

it.each<[given: Given, name: InputName, value: string]>([
  [ephemeral, 'user-pool-id', 'us-gov-west-1_AbCdEf123'],
  [ephemeral, 'client-id', '1h57kf5cpq17m0eml12example'],
  [ephemeral, 'client-secret', 'a+b_1'],
  [ephemeral, 'role-to-assume', 'arn:aws-us-gov:iam::111122223333:role/ci/api-tests'],
  [ephemeral, 'identity-pool-id', IDENTITY_POOL_ID],
  [ephemeral, 'email-domain', 'example.com'],
  [ephemeral, 'password-length', '64'],
  [ephemeral, 'delete-user', 'FALSE'],
  [ephemeral, 'storage-state-origin', 'https://app.example.com:8443/'],
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
    expect(problemsOf({ ...ephemeral, mode })).toEqual([`mode ${CHOICES_OF_MODE.replace('"VALUE"', quoted)}`]);
  });

  it('a trimmed value is not quoted, as its mask contains the white space', () => {
    const problems = problemsOf({ ...ephemeral, 'delete-user': ' never', 'client-id': '§ ' });
    expect(problems).toEqual([expect.stringMatching(/^client-id must be /), 'delete-user must be true or false.']);
  });
});

it('ignores email-domain if username-format is invalid', () => {
  const problems = problemsOf({ ...ephemeral, 'username-format': 'mail', 'email-domain': 'mail.test' });
  expect(problems).toEqual([expect.stringContaining('username-format is "mail"')]);
});

it('rejects a job region that is an availability zone', () => {
  expect(problemsOf({ ...stored, 'aws-region': '' }, { awsRegion: 'eu-west-1a' })).toEqual([
    "aws-region comes from the job's AWS_REGION or AWS_DEFAULT_REGION, which is an availability zone, but must be its region, without the letter at the end.",
  ]);
});

it.each(['a+b/read', 'orders/read,write', 'https://api.test/read'])('accepts the scope %s', (scopes) => {
  expect(parse({ ...client, scopes })).toMatchObject({ scopes: [scopes] });
});

it.each(['g'.repeat(128), '🐢', 'Prüfer/2'])('accepts the group %s', (groups) => {
  expect(parse({ ...ephemeral, groups })).toMatchObject({ groups: [groups] });
});

describe('the prefix of a domain', () => {
  it.each(['cn-north-1', 'eusc-de-east-1', 'us-iso-east-1', 'us-isob-east-1'])(
    'is rejected in %s, where the host is not known',
    (region) => {
      const given = { ...client, domain: 'my-app', 'aws-region': region };
      expect(problemsOf(given)).toEqual([
        `domain is a prefix, whose host in ${region} this action does not know. Set domain to the whole host, like auth.example.com.`,
      ]);
      expect(problemsOf({ ...given, domain: 'auth.example.com' })).toEqual([]);
    },
  );
});
