// Verify the rules between inputs, and values that are not the intended ones.
import { describe, expect, it } from '@jest/globals';
import { type ControllingInput, type InputName, MODES, secretInputsFor } from '../../../src/inputs/rules.ts';
import { minSecondsFor, type UserRecipe } from '../../../src/quotas.ts';
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

const NOT_EXPANDED = `contains an expression (\${{ ... }}) that GitHub did not expand. Write it under with: in the workflow. GitHub does not expand it in the value of a variable, secret or input.`;
const MASKED = 'is three asterisks, which GitHub shows in place of a secret. Use the secret itself.';
const A_LIST =
  "is Array, which GitHub writes in place of a list. Use join(LIST, ',') or toJSON(LIST) in the expression.";
const IS_ITSELF = 'is the port of proxy-to, so the proxy would call itself. Set another port, or 0 for a free one.';
const NO_ENVIRONMENT = `is "VALUE", but shell variables do not work under with. Write \${{ vars.CLIENT_ID }} or \${{ env.CLIENT_ID }}.`;

/** The inputs that the login page needs. */
const PAGE: Given = {
  'auth-flow': 'AUTHORIZATION_CODE',
  domain: 'auth.example.com',
  'redirect-uri': 'https://example.com/',
};
const proxied: Given = { ...ephemeral, 'proxy-to': 'https://api.example.com' };

describe('a missing or blank input', () => {
  itRejects(ephemeral, 'client-id', {
    'is required in mode ephemeral, but is empty.': [''],
    'is required in mode ephemeral, but is only white space.': [' \n'],
  });
  itRejects(client, 'client-secret', { 'is required in mode client-credentials, but is empty.': [''] });
  itRejects(refresh, 'refresh-token', { 'is required in mode refresh, but is only white space.': ['\r\n'] });
  for (const flow of ['USER_SRP_AUTH', 'ADMIN_USER_PASSWORD_AUTH']) {
    itRejects({ ...stored, 'auth-flow': flow }, 'user-pool-id', {
      [`is required with auth-flow ${flow}, but is empty.`]: [''],
    });
  }
  itRejects({ ...stored, 'auth-flow': 'CUSTOM_AUTH', 'challenge-answers': 'red' }, 'user-pool-id', {
    'is required with auth-flow CUSTOM_AUTH and a password, but is empty.': [''],
  });
  itRejects({ ...stored, 'identity-pool-id': IDENTITY_POOL_ID }, 'user-pool-id', {
    'is required with identity-pool-id, but is empty.': [''],
  });
  itRejects({ ...proxied, 'proxy-auth': 'sigv4' }, 'identity-pool-id', {
    'is required with proxy-auth sigv4, but is empty.': [''],
  });
  itRejects(client, 'domain', {
    'is empty, and so is aws-region. Set domain. If the app client has the auth flow ALLOW_CLIENT_TOKEN_AUTH, you can set aws-region instead.':
      [''],
  });
  itRejects({ ...stored, ...PAGE }, 'domain', { 'is required with auth-flow AUTHORIZATION_CODE, but is empty.': [''] });
  itRejects({ ...ephemeral, ...PAGE }, 'redirect-uri', {
    'is required with auth-flow AUTHORIZATION_CODE, but is only white space.': [' '],
  });
  itRejects(stored, 'totp-secret', { 'is only white space. Save the secret again, or remove totp-secret.': [' '] });
  itRejects({ ...ephemeral, 'auth-flow': 'CUSTOM_AUTH' }, 'challenge-answers', {
    'is required with auth-flow CUSTOM_AUTH, but is empty.': [''],
  });
  itRejects({ ...ephemeral, 'identity-role': 'arn:aws:iam::111122223333:role/readers' }, 'identity-pool-id', {
    'is empty, but identity-role is set. Set it, or remove identity-role.': [''],
  });
});

const API_FLOWS = 'USER_PASSWORD_AUTH, USER_SRP_AUTH, ADMIN_USER_PASSWORD_AUTH, USER_AUTH or CUSTOM_AUTH';

it.each<[Given, InputName, string, ControllingInput, is: string, mustBe: string]>([
  [refresh, 'auth-flow', 'USER_SRP_AUTH', 'mode', 'refresh', 'ephemeral or stored'],
  [client, 'user-pool-id', 'eu-west-1_AbCdEf123', 'mode', 'client-credentials', 'ephemeral, stored or refresh'],
  [stored, 'domain', 'my-app', 'auth-flow', 'USER_PASSWORD_AUTH', 'AUTHORIZATION_CODE'],
  [stored, 'scopes', 'openid', 'auth-flow', 'USER_PASSWORD_AUTH', 'AUTHORIZATION_CODE'],
  [{ ...stored, ...PAGE }, 'client-metadata', 'tenant=acme', 'auth-flow', 'AUTHORIZATION_CODE', API_FLOWS],
  [stored, 'challenge-answers', 'red', 'auth-flow', 'USER_PASSWORD_AUTH', 'CUSTOM_AUTH'],
  [{ ...ephemeral, 'username-format': 'plain' }, 'email-domain', 'mail.test', 'username-format', 'plain', 'email'],
  [proxied, 'sigv4-service', 'lambda', 'proxy-auth', 'token', 'sigv4'],
])('with %j, rejects %s %s, because %s is %s, not %s', (given, name, value, other, is, mustBe) => {
  expect(problemsOf({ ...given, [name]: value })).toEqual([
    `${name} belongs to ${other} ${mustBe}, but ${other} is ${is}. Set ${other}: ${mustBe}, or remove ${name}.`,
  ]);
});

describe('an input that does not fit the others', () => {
  itRejects({ ...ephemeral, ...PAGE, 'identity-pool-id': IDENTITY_POOL_ID }, 'scopes', {
    'does not contain openid, but identity-pool-id needs an ID token. Add openid.': ['orders/read'],
  });
  itRejects({ ...client, 'proxy-to': 'https://api.example.com' }, 'proxy-auth', {
    'is sigv4, which needs the AWS credentials of a user, but mode is client-credentials. Set mode: ephemeral, stored or refresh, or remove proxy-auth.':
      ['sigv4'],
  });
  itRejects({ ...ephemeral, 'proxy-to': 'http://localhost:8080/v1' }, 'proxy-port', { [IS_ITSELF]: ['8080'] });
  itRejects({ ...ephemeral, 'proxy-to': 'http://127.0.0.1' }, 'proxy-port', { [IS_ITSELF]: ['80'] });
  itRejects({ ...ephemeral, 'proxy-to': 'https://LOCALHOST' }, 'proxy-port', { [IS_ITSELF]: ['443'] });
});

describe('a value that is not the intended one', () => {
  itRejects(ephemeral, 'client-id', {
    [NOT_EXPANDED]: [`\${{ vars.CLIENT_ID }}`],
    [NO_ENVIRONMENT]: ['$CLIENT_ID', `\${CLIENT_ID}`, '%CLIENT_ID%', '$env:CLIENT_ID'],
    'is a placeholder. Replace it with your own value, without < and >.': ['<your-client-id>'],
  });
  itRejects(ephemeral, 'mode', { [NOT_EXPANDED]: [`\${{ inputs.mode }}`] });
  itRejects(ephemeral, 'user-pool-id', {
    'has quotation marks around it. Remove them: they count as part of the value.': ['"eu-west-1_A"', "'eu-west-1_A'"],
  });
  itRejects(ephemeral, 'user-attributes', {
    [NOT_EXPANDED]: [`name=Ada\ncustom:tenant=\${{ vars.TENANT }}\ncustom:note=x`],
    ', line 1: expected name=value, without the dash in front.': ['- name=Test'],
  });
  itRejects(ephemeral, 'groups', {
    [A_LIST]: ['Array'],
    'is null or [], which toJSON writes in place of an empty value. Remove it, or use join(LIST).': ['null', '[]'],
  });
  itRejects(ephemeral, 'client-metadata', {
    'is Object, which stands in place of an object. Use one of its fields or toJSON(OBJECT) in the expression.': [
      'Object',
      '[object Object]',
    ],
  });
  itRejects(stored, 'totp-secret', { [MASKED]: ['***'] });
  itRejects(stored, 'password', {
    [MASKED]: ['***'],
    [A_LIST]: ['Array'],
    [NOT_EXPANDED]: [`\${{ secrets.CANARY }}`],
    'contains a line break. Save the secret again, on one line.': ['Engine\r\n1843'],
  });
  itAccepts(stored, 'password', ['$CLIENT_ID', '<angle>', '"quoted"', 'a${{b', '%PATH%']);
});

it('accepts an input of another mode or username-format that is blank or has its default', () => {
  expect(problemsOf({ ...stored, 'username-format': 'email', 'delete-user': 'true', groups: '\n' })).toEqual([]);
  expect(problemsOf({ ...ephemeral, 'username-format': 'plain', 'email-domain': 'example.com' })).toEqual([]);
});

it('ignores the inputs that depend on an invalid auth flow', () => {
  const given: Given = { ...stored, 'auth-flow': 'HOSTED_UI', domain: 'my-app', 'client-metadata': 'a=b' };
  expect(problemsOf(given)).toEqual([expect.stringContaining('auth-flow is "HOSTED_UI"')]);
});

describe('users', () => {
  itRejects({ ...ephemeral, groups: 'a, b' }, 'users', {
    "is 1000, which takes at least 80 seconds at Cognito's default request quotas. Raise timeout-seconds, or lower users.":
      ['1000'],
  });
  itRejects({ ...ephemeral, users: '2' }, 'user-attributes', {
    'sets email, which would be the same for all 2 users. Remove it.': ['email=ada@example.com'],
  });
  itRejects({ ...ephemeral, users: '2', 'username-format': 'phone-number' }, 'user-attributes', {
    'sets phone_number, which would be the same for all 2 users. Remove it.': ['phone_number=+15550100'],
  });

  const email = 'email=ada@example.com';
  const authFlow = { name: 'USER_PASSWORD_AUTH' } as const;
  const plain: UserRecipe = { createWith: 'admin', groups: [], identityPool: undefined, authFlow };

  it.each<[string, Given]>([
    ['as many users as the quotas allow', { users: '1000' }],
    ['a longer timeout', { users: '1000', groups: 'a, b', 'timeout-seconds': '80' }],
    ['one user with an e-mail address of its own', { users: '1', 'user-attributes': email }],
    ['an e-mail address that is no username', { users: '2', 'username-format': 'plain', 'user-attributes': email }],
  ])('are accepted with %s', (_, given) => {
    expect(parse({ ...ephemeral, ...given })).toMatchObject({ userCount: Number(given.users) });
  });

  it.each<[number, Partial<UserRecipe>, number]>([
    [1, {}, 1],
    [60, {}, 2],
    [1000, { createWith: 'sign-up' }, 40],
    [1000, { groups: ['a'] }, 40],
    [1000, { groups: ['a', 'b', 'c'] }, 120],
    [1000, { identityPool: {} }, 79],
    [1000, { createWith: 'sign-up', authFlow: { name: 'AUTHORIZATION_CODE' } }, 40],
  ])('%d users with %j take at least %d seconds', (users, changes, seconds) => {
    expect(minSecondsFor(users, { ...plain, ...changes })).toBe(seconds);
  });
});

/** Emulators have client secrets and domains that AWS does not have. */
describe('with an endpoint of the job', () => {
  const EMULATOR = { hasEndpoint: true };

  it.each(['7c9e6679-7425-40de-944b-e07fc1f90ae7', 'q83vEjRWeJA/+w=='])(
    'the client secret can be %s, which AWS does not generate',
    (clientSecret) => {
      const given: Given = { ...ephemeral, 'client-secret': clientSecret };
      expect(parse(given, EMULATOR)).toMatchObject({ appClient: { clientSecret } });
      expect(problemsOf(given)).toEqual([expect.stringContaining('client-secret must be letters, digits')]);
    },
  );

  it('the client secret cannot contain white space', () => {
    expect(problemsOf({ ...ephemeral, 'client-secret': 'Canary canary' }, EMULATOR)).toEqual([
      'client-secret contains white space, but must be one word.',
    ]);
  });

  it.each([
    ['http://moto:5000/', 'http://moto:5000'],
    ['http://localhost:4566/_aws/cognito-idp', 'http://localhost:4566/_aws/cognito-idp'],
    ['http://localhost:4566/_aws/cognito-idp/oauth2/token', 'http://localhost:4566/_aws/cognito-idp'],
    ['auth.example.com', 'https://auth.example.com'],
  ])('the domain %s has its token endpoint under %s', (domain, base) => {
    expect(parse({ ...client, domain }, EMULATOR)).toMatchObject({ tokenSource: { domain: base } });
  });

  it.each(['http://me:canary@moto:5000', 'http://moto:99999', 'http://moto/?a=b', 'ftp://moto', 'my app'])(
    'the domain cannot be %s',
    (domain) => {
      const problem = 'domain must be the prefix, host or URL of a user pool domain.';
      expect(problemsOf({ ...client, domain }, EMULATOR)).toEqual([problem]);
    },
  );
});

describe('a secret', () => {
  const CANARY = 'Canary';
  const right: Readonly<Record<string, Given>> = {
    'client-secret': client,
    'challenge-answers': { ...stored, 'auth-flow': 'CUSTOM_AUTH' },
    username: stored,
    password: stored,
    'totp-secret': stored,
    'refresh-token': refresh,
    'device-key': refresh,
  };
  const mistakes = [
    `${CANARY} ${CANARY}`,
    `${CANARY}\n${CANARY}`,
    `\${{ secrets.${CANARY} }}`,
    `\${{ secrets.${CANARY} }}\n${CANARY}`,
    `"${CANARY}"`,
    `<${CANARY}>`,
    `$${CANARY}`,
    `${CANARY}\u200b`,
    `${CANARY}!§`,
    `otpauth://totp/${CANARY}?secret=${CANARY}`,
    `arn:aws:iam::111122223333:user/${CANARY}`,
    `{"${CANARY}":"${CANARY}"}`,
  ];

  it('the secret inputs are these', () => {
    expect(secretInputsFor(MODES)).toEqual(Object.keys(right));
  });

  it.each(secretInputsFor(MODES))('no %s is quoted, in any mode', (name) => {
    for (const given of [right[name], ephemeral, stored, refresh, client]) {
      for (const secret of mistakes) {
        const problems = problemsOf({ ...given, [name]: secret, 'timeout-seconds': '0' });
        expect(problems).toContain('timeout-seconds is "0", but must be a whole number from 1 to 3600.');
        expect(problems.join('\n')).not.toContain(CANARY);
      }
    }
  });

  it.each<InputName>(['client-secret', 'totp-secret', 'refresh-token', 'device-key'])(
    'a %s is rejected with each of these mistakes',
    (name) => {
      for (const secret of mistakes) {
        expect(problemsOf({ ...right[name], [name]: secret })).toEqual([expect.stringContaining(`${name} `)]);
      }
    },
  );
});
