import { describe, expect, it } from '@jest/globals';
import { type InputName, MODES, secretInputsFor } from '../../../src/inputs/rules.ts';
import { client, ephemeral, type Given, problemsOf, refresh, stored } from '../given-inputs.ts';

const NOT_EXPANDED = `contains an expression (\${{ ... }}) that GitHub did not expand. Write it under with: in the workflow. GitHub does not expand it in the value of a variable, secret or input.`;

/** The inputs that the login page needs. */
const PAGE: Given = {
  'auth-flow': 'AUTHORIZATION_CODE',
  domain: 'auth.example.com',
  'redirect-uri': 'https://example.com/',
};

describe('checks', () => {
  it.each<[string, Given, string]>([
    ['a missing input', { ...ephemeral, 'client-id': '' }, 'client-id is required in mode ephemeral, but is empty.'],
    [
      'a missing input of another mode',
      { ...client, 'client-secret': '' },
      'client-secret is required in mode client-credentials, but is empty.',
    ],
    [
      'an input that is missing with an auth flow',
      { ...stored, 'auth-flow': 'ADMIN_USER_PASSWORD_AUTH' },
      'user-pool-id is required with auth-flow ADMIN_USER_PASSWORD_AUTH, but is empty.',
    ],
    [
      'a domain that is missing without a region',
      { ...client, domain: '' },
      'domain is empty, and so is aws-region. Set domain. If the app client has the auth flow ALLOW_CLIENT_TOKEN_AUTH, you can set aws-region instead.',
    ],
    ...[
      ['http://localhost:8080/v1', '8080'],
      ['http://127.0.0.1', '80'],
      ['https://LOCALHOST', '443'],
    ].map(([target = '', port = '']): [string, Given, string] => [
      `a proxy in front of itself, ${target}`,
      { ...ephemeral, 'proxy-to': target, 'proxy-port': port },
      'proxy-port is the port of proxy-to, so the proxy would call itself. Set another port, or 0 for a free one.',
    ]),
    [
      'an input that is blank with an auth flow',
      { ...stored, 'auth-flow': 'USER_SRP_AUTH', 'user-pool-id': '\n' },
      'user-pool-id is required with auth-flow USER_SRP_AUTH, but is only white space.',
    ],
    [
      'a blank input',
      { ...ephemeral, 'client-id': ' \n' },
      'client-id is required in mode ephemeral, but is only white space.',
    ],
    [
      'a blank secret that is required',
      { ...refresh, 'refresh-token': '\r\n' },
      'refresh-token is required in mode refresh, but is only white space.',
    ],
    [
      'a blank secret that is not required',
      { ...stored, 'totp-secret': ' ' },
      'totp-secret is only white space. Save the secret again, or remove totp-secret.',
    ],
    [
      'an input of another mode',
      { ...ephemeral, password: 'Engine-1843' },
      'password belongs to mode stored, but mode is ephemeral. Set mode: stored, or remove password.',
    ],
    [
      'an input of two other modes',
      { ...refresh, 'auth-flow': 'USER_SRP_AUTH' },
      'auth-flow belongs to mode ephemeral or stored, but mode is refresh. Set mode: ephemeral or stored, or remove auth-flow.',
    ],
    [
      'an input of three other modes',
      { ...client, 'user-pool-id': 'eu-west-1_AbCdEf123' },
      'user-pool-id belongs to mode ephemeral, stored or refresh, but mode is client-credentials. Set mode: ephemeral, stored or refresh, or remove user-pool-id.',
    ],
    [
      'a domain that is missing at the login page',
      { ...stored, 'auth-flow': 'AUTHORIZATION_CODE', 'redirect-uri': 'https://example.com/' },
      'domain is required with auth-flow AUTHORIZATION_CODE, but is empty.',
    ],
    [
      'a redirect-uri that is missing at the login page in mode ephemeral',
      { ...ephemeral, 'auth-flow': 'AUTHORIZATION_CODE', domain: 'my-app', 'redirect-uri': ' ' },
      'redirect-uri is required with auth-flow AUTHORIZATION_CODE, but is only white space.',
    ],
    ...Object.entries({ domain: 'my-app', 'redirect-uri': 'https://example.com/', scopes: 'openid' }).map(
      ([name, value]): [string, Given, string] => [
        `an input that does not belong to an auth flow of the API: ${name}`,
        { ...stored, [name]: value },
        `${name} belongs to auth-flow AUTHORIZATION_CODE, but auth-flow is USER_PASSWORD_AUTH. Set auth-flow: AUTHORIZATION_CODE, or remove ${name}.`,
      ],
    ),
    [
      'an input that does not belong to the login page',
      { ...stored, ...PAGE, 'client-metadata': 'tenant=acme' },
      'client-metadata belongs to auth-flow USER_PASSWORD_AUTH, USER_SRP_AUTH, ADMIN_USER_PASSWORD_AUTH, USER_AUTH or CUSTOM_AUTH, but auth-flow is AUTHORIZATION_CODE. Set auth-flow: USER_PASSWORD_AUTH, USER_SRP_AUTH, ADMIN_USER_PASSWORD_AUTH, USER_AUTH or CUSTOM_AUTH, or remove client-metadata.',
    ],
    [
      'answers without custom challenges',
      { ...stored, 'challenge-answers': 'red' },
      'challenge-answers belongs to auth-flow CUSTOM_AUTH, but auth-flow is USER_PASSWORD_AUTH. Set auth-flow: CUSTOM_AUTH, or remove challenge-answers.',
    ],
    [
      'custom challenges without answers',
      { ...ephemeral, 'auth-flow': 'CUSTOM_AUTH' },
      'challenge-answers is required with auth-flow CUSTOM_AUTH, but is empty.',
    ],
    [
      'custom challenges after a password without a user pool ID',
      { ...stored, 'auth-flow': 'CUSTOM_AUTH', 'challenge-answers': 'red' },
      'user-pool-id is required with auth-flow CUSTOM_AUTH and a password, but is empty.',
    ],
    [
      'an input of the modes with a user',
      { ...client, 'redirect-uri': 'https://example.com/' },
      'redirect-uri belongs to mode ephemeral or stored, but mode is client-credentials. Set mode: ephemeral or stored, or remove redirect-uri.',
    ],
    ...Object.entries({ stored, refresh }).map(([mode, given]): [string, Given, string] => [
      `a user pool that is missing with an identity pool in mode ${mode}`,
      { ...given, 'identity-pool-id': 'eu-west-1:1a2b3c4d-5e6f-7a8b-9c0d-1e2f3a4b5c6d' },
      'user-pool-id is required with identity-pool-id, but is empty.',
    ]),
    [
      'a role without an identity pool',
      { ...ephemeral, 'identity-role': 'arn:aws:iam::111122223333:role/readers' },
      'identity-pool-id is empty, but identity-role is set. Set it, or remove identity-role.',
    ],
    [
      'an identity pool for a sign-in without an ID token',
      {
        ...ephemeral,
        ...PAGE,
        scopes: 'orders/read',
        'identity-pool-id': 'eu-west-1:1a2b3c4d-5e6f-7a8b-9c0d-1e2f3a4b5c6d',
      },
      'scopes does not contain openid, but identity-pool-id needs an ID token. Add openid.',
    ],
    [
      'an identity pool for an app client',
      { ...client, 'identity-pool-id': 'eu-west-1:1a2b3c4d-5e6f-7a8b-9c0d-1e2f3a4b5c6d' },
      'identity-pool-id belongs to mode ephemeral, stored or refresh, but mode is client-credentials. Set mode: ephemeral, stored or refresh, or remove identity-pool-id.',
    ],
    ...['plain', 'phone-number'].map((format): [string, Given, string] => [
      `an input that does not belong to username-format ${format}`,
      { ...ephemeral, 'username-format': format, 'email-domain': 'mail.test' },
      `email-domain belongs to username-format email, but username-format is ${format}. Set username-format: email, or remove email-domain.`,
    ]),
    ['an expression', { ...ephemeral, 'client-id': `\${{ vars.CLIENT_ID }}` }, `client-id ${NOT_EXPANDED}`],
    ['an expression as mode', { ...ephemeral, mode: `\${{ inputs.mode }}` }, `mode ${NOT_EXPANDED}`],
    [
      'text around an expression',
      { ...ephemeral, 'user-attributes': `name=Ada\ncustom:tenant=\${{ vars.TENANT }}\ncustom:note=x` },
      `user-attributes ${NOT_EXPANDED}`,
    ],
    ['a secret that is an expression', { ...stored, password: `\${{ secrets.CANARY }}` }, `password ${NOT_EXPANDED}`],
    ...['$CLIENT_ID', `\${CLIENT_ID}`, '%CLIENT_ID%', '$env:CLIENT_ID'].map((text): [string, Given, string] => [
      `the shell variable ${text}`,
      { ...ephemeral, 'client-id': text },
      `client-id is "${text}", but shell variables do not work under with. Write \${{ vars.CLIENT_ID }} or \${{ env.CLIENT_ID }}.`,
    ]),
    [
      'a placeholder',
      { ...ephemeral, 'client-id': '<your-client-id>' },
      'client-id is a placeholder. Replace it with your own value, without < and >.',
    ],
    ...['"eu-west-1_AbCdEf123"', "'eu-west-1_AbCdEf123'"].map((text): [string, Given, string] => [
      `quotation marks: ${text}`,
      { ...ephemeral, 'user-pool-id': text },
      'user-pool-id has quotation marks around it. Remove them: they count as part of the value.',
    ]),
    ...['groups', 'user-attributes', 'audience'].map((name): [string, Given, string] => [
      `a list that GitHub wrote as one word: ${name}`,
      { ...ephemeral, [name]: 'Array' },
      `${name} is Array, which GitHub writes in place of a list. Use join(LIST, ',') or toJSON(LIST) in the expression.`,
    ]),
    ...['Object', '[object Object]'].map((text): [string, Given, string] => [
      `an object that was written as ${text}`,
      { ...ephemeral, 'client-metadata': text },
      'client-metadata is Object, which stands in place of an object. Use one of its fields or toJSON(OBJECT) in the expression.',
    ]),
    ...['null', '[]'].map((text): [string, Given, string] => [
      `an empty value in JSON: ${text}`,
      { ...ephemeral, groups: text },
      'groups is null or [], which toJSON writes in place of an empty value. Remove it, or use join(LIST).',
    ]),
    ...['username', 'password', 'totp-secret'].map((name): [string, Given, string] => [
      `the mask of a secret: ${name}`,
      { ...stored, [name]: '***' },
      `${name} is three asterisks, which GitHub shows in place of a secret. Use the secret itself.`,
    ]),
    [
      'an item of a YAML list in pairs',
      { ...ephemeral, 'user-attributes': '- name=Test' },
      'user-attributes, line 1: expected name=value, without the dash in front.',
    ],
    [
      'a secret with a line break',
      { ...stored, password: 'Engine\r\n1843' },
      'password contains a line break. Save the secret again, on one line.',
    ],
  ])('reports %s', (_, given, problem) => {
    expect(problemsOf(given)).toEqual([problem]);
  });
});

it.each(['Array', 'null', '[]'])('rejects the password %s, which is shorter than 6 characters', (password) => {
  expect(problemsOf({ ...stored, password })).toEqual([expect.stringMatching(/^password is .* in place of /)]);
});

it('accepts an input of another mode or username-format that is blank or has its default', () => {
  expect(problemsOf({ ...stored, 'username-format': 'email', 'delete-user': 'true', groups: '\n' })).toEqual([]);
  expect(problemsOf({ ...ephemeral, 'username-format': 'plain', 'email-domain': 'example.com' })).toEqual([]);
});

it('ignores the inputs that depend on an invalid auth flow', () => {
  const given: Given = { ...stored, 'auth-flow': 'HOSTED_UI', domain: 'my-app', 'client-metadata': 'a=b' };
  expect(problemsOf(given)).toEqual([expect.stringContaining('auth-flow is "HOSTED_UI"')]);
});

describe('a password', () => {
  it.each(['$CLIENT_ID', '<angle>', '"quoted"', 'a${{b', '%PATH%'])('a password can be %s', (password) => {
    expect(problemsOf({ ...stored, password })).toEqual([]);
  });
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

  describe.each(secretInputsFor(MODES))('%s', (name) => {
    it.each(mistakes)('a secret is not quoted from %j', (secret) => {
      const problems = problemsOf({ ...right[name], [name]: secret, 'timeout-seconds': '0' });
      expect(problems).toContain('timeout-seconds is "0", but must be a whole number from 1 to 3600.');
      expect(problems.join('\n')).not.toContain(CANARY);
    });

    it.each(mistakes)('a secret is not quoted from %j in another mode', (secret) => {
      const modeWithout = ['client-secret', 'refresh-token', 'device-key'].includes(name) ? stored : refresh;
      const problems = problemsOf({ ...modeWithout, [name]: secret, 'timeout-seconds': '0' });
      expect(problems).toContain('timeout-seconds is "0", but must be a whole number from 1 to 3600.');
      expect(problems.join('\n')).not.toContain(CANARY);
    });
  });

  it('a secret with a format is rejected with each of these mistakes', () => {
    const names: readonly InputName[] = ['client-secret', 'totp-secret', 'refresh-token', 'device-key'];
    for (const name of names) {
      for (const secret of mistakes) {
        expect(problemsOf({ ...right[name], [name]: secret })).toEqual([expect.stringContaining(`${name} `)]);
      }
    }
  });
});
