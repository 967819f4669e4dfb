import { describe, expect, it } from '@jest/globals';
import { type InputName, MODES, secretInputsFor } from '../../../src/inputs/rules.ts';
import { client, ephemeral, type Given, problemsOf, refresh, stored } from '../given-inputs.ts';
import { each, itAccepts, itRejects } from './rejections.ts';

const NOT_EXPANDED = `contains an expression (\${{ ... }}) that GitHub did not expand. Write it under with: in the workflow. GitHub does not expand it in the value of a variable, secret or input.`;

/** The inputs that the login page needs. */
const PAGE: Given = {
  'auth-flow': 'AUTHORIZATION_CODE',
  domain: 'auth.example.com',
  'redirect-uri': 'https://example.com/',
};

const IDENTITY_POOL_ID = 'eu-west-1:1a2b3c4d-5e6f-7a8b-9c0d-1e2f3a4b5c6d';
const MASKED = 'is three asterisks, which GitHub shows in place of a secret. Use the secret itself.';
const A_LIST =
  "is Array, which GitHub writes in place of a list. Use join(LIST, ',') or toJSON(LIST) in the expression.";
const IS_ITSELF = 'is the port of proxy-to, so the proxy would call itself. Set another port, or 0 for a free one.';
const ONLY_AT_LOGIN_PAGE =
  'belongs to auth-flow AUTHORIZATION_CODE, but auth-flow is USER_PASSWORD_AUTH. Set auth-flow: AUTHORIZATION_CODE, or remove';

describe('a missing or blank input', () => {
  itRejects(ephemeral, 'client-id', {
    '': 'is required in mode ephemeral, but is empty.',
    ' \n': 'is required in mode ephemeral, but is only white space.',
  });
  itRejects(client, 'client-secret', { '': 'is required in mode client-credentials, but is empty.' });
  itRejects({ ...stored, 'auth-flow': 'ADMIN_USER_PASSWORD_AUTH' }, 'user-pool-id', {
    '': 'is required with auth-flow ADMIN_USER_PASSWORD_AUTH, but is empty.',
  });
  itRejects({ ...stored, 'auth-flow': 'USER_SRP_AUTH' }, 'user-pool-id', {
    '\n': 'is required with auth-flow USER_SRP_AUTH, but is only white space.',
  });
  itRejects({ ...stored, 'auth-flow': 'CUSTOM_AUTH', 'challenge-answers': 'red' }, 'user-pool-id', {
    '': 'is required with auth-flow CUSTOM_AUTH and a password, but is empty.',
  });
  itRejects({ ...stored, 'identity-pool-id': IDENTITY_POOL_ID }, 'user-pool-id', {
    '': 'is required with identity-pool-id, but is empty.',
  });
  itRejects({ ...refresh, 'identity-pool-id': IDENTITY_POOL_ID }, 'user-pool-id', {
    '': 'is required with identity-pool-id, but is empty.',
  });
  itRejects(client, 'domain', {
    '': 'is empty, and so is aws-region. Set domain. If the app client has the auth flow ALLOW_CLIENT_TOKEN_AUTH, you can set aws-region instead.',
  });
  itRejects({ ...stored, ...PAGE }, 'domain', { '': 'is required with auth-flow AUTHORIZATION_CODE, but is empty.' });
  itRejects({ ...ephemeral, ...PAGE }, 'redirect-uri', {
    ' ': 'is required with auth-flow AUTHORIZATION_CODE, but is only white space.',
  });
  itRejects(refresh, 'refresh-token', { '\r\n': 'is required in mode refresh, but is only white space.' });
  itRejects(stored, 'totp-secret', { ' ': 'is only white space. Save the secret again, or remove totp-secret.' });
  itRejects({ ...ephemeral, 'auth-flow': 'CUSTOM_AUTH' }, 'challenge-answers', {
    '': 'is required with auth-flow CUSTOM_AUTH, but is empty.',
  });
  itRejects({ ...ephemeral, 'identity-role': 'arn:aws:iam::111122223333:role/readers' }, 'identity-pool-id', {
    '': 'is empty, but identity-role is set. Set it, or remove identity-role.',
  });
});

describe('an input that does not fit the others', () => {
  itRejects(ephemeral, 'password', {
    'Engine-1843': 'belongs to mode stored, but mode is ephemeral. Set mode: stored, or remove password.',
  });
  itRejects(refresh, 'auth-flow', {
    USER_SRP_AUTH:
      'belongs to mode ephemeral or stored, but mode is refresh. Set mode: ephemeral or stored, or remove auth-flow.',
  });
  itRejects(client, 'user-pool-id', {
    'eu-west-1_AbCdEf123':
      'belongs to mode ephemeral, stored or refresh, but mode is client-credentials. Set mode: ephemeral, stored or refresh, or remove user-pool-id.',
  });
  itRejects(client, 'identity-pool-id', {
    [IDENTITY_POOL_ID]:
      'belongs to mode ephemeral, stored or refresh, but mode is client-credentials. Set mode: ephemeral, stored or refresh, or remove identity-pool-id.',
  });
  itRejects(client, 'redirect-uri', {
    'https://example.com/':
      'belongs to mode ephemeral or stored, but mode is client-credentials. Set mode: ephemeral or stored, or remove redirect-uri.',
  });
  itRejects(stored, 'domain', { 'my-app': `${ONLY_AT_LOGIN_PAGE} domain.` });
  itRejects(stored, 'redirect-uri', { 'https://example.com/': `${ONLY_AT_LOGIN_PAGE} redirect-uri.` });
  itRejects(stored, 'scopes', { openid: `${ONLY_AT_LOGIN_PAGE} scopes.` });
  itRejects({ ...stored, ...PAGE }, 'client-metadata', {
    'tenant=acme':
      'belongs to auth-flow USER_PASSWORD_AUTH, USER_SRP_AUTH, ADMIN_USER_PASSWORD_AUTH, USER_AUTH or CUSTOM_AUTH, but auth-flow is AUTHORIZATION_CODE. Set auth-flow: USER_PASSWORD_AUTH, USER_SRP_AUTH, ADMIN_USER_PASSWORD_AUTH, USER_AUTH or CUSTOM_AUTH, or remove client-metadata.',
  });
  itRejects(stored, 'challenge-answers', {
    red: 'belongs to auth-flow CUSTOM_AUTH, but auth-flow is USER_PASSWORD_AUTH. Set auth-flow: CUSTOM_AUTH, or remove challenge-answers.',
  });
  itRejects({ ...ephemeral, ...PAGE, 'identity-pool-id': IDENTITY_POOL_ID }, 'scopes', {
    'orders/read': 'does not contain openid, but identity-pool-id needs an ID token. Add openid.',
  });
  itRejects({ ...ephemeral, 'username-format': 'plain' }, 'email-domain', {
    'mail.test':
      'belongs to username-format email, but username-format is plain. Set username-format: email, or remove email-domain.',
  });
  itRejects({ ...ephemeral, 'username-format': 'phone-number' }, 'email-domain', {
    'mail.test':
      'belongs to username-format email, but username-format is phone-number. Set username-format: email, or remove email-domain.',
  });
  itRejects({ ...ephemeral, 'proxy-to': 'http://localhost:8080/v1' }, 'proxy-port', { 8080: IS_ITSELF });
  itRejects({ ...ephemeral, 'proxy-to': 'http://127.0.0.1' }, 'proxy-port', { 80: IS_ITSELF });
  itRejects({ ...ephemeral, 'proxy-to': 'https://LOCALHOST' }, 'proxy-port', { 443: IS_ITSELF });
});

describe('a value that is not the intended one', () => {
  itRejects(ephemeral, 'client-id', {
    [`\${{ vars.CLIENT_ID }}`]: NOT_EXPANDED,
    ...Object.fromEntries(
      ['$CLIENT_ID', `\${CLIENT_ID}`, '%CLIENT_ID%', '$env:CLIENT_ID'].map((text) => [
        text,
        `is "${text}", but shell variables do not work under with. Write \${{ vars.CLIENT_ID }} or \${{ env.CLIENT_ID }}.`,
      ]),
    ),
    '<your-client-id>': 'is a placeholder. Replace it with your own value, without < and >.',
  });
  itRejects(ephemeral, 'mode', { [`\${{ inputs.mode }}`]: NOT_EXPANDED });
  itRejects(
    ephemeral,
    'user-pool-id',
    each(
      ['"eu-west-1_AbCdEf123"', "'eu-west-1_AbCdEf123'"],
      'has quotation marks around it. Remove them: they count as part of the value.',
    ),
  );
  itRejects(ephemeral, 'user-attributes', {
    [`name=Ada\ncustom:tenant=\${{ vars.TENANT }}\ncustom:note=x`]: NOT_EXPANDED,
    Array: A_LIST,
    '- name=Test': ', line 1: expected name=value, without the dash in front.',
  });
  itRejects(ephemeral, 'audience', { Array: A_LIST });
  itRejects(ephemeral, 'groups', {
    Array: A_LIST,
    ...each(
      ['null', '[]'],
      'is null or [], which toJSON writes in place of an empty value. Remove it, or use join(LIST).',
    ),
  });
  itRejects(
    ephemeral,
    'client-metadata',
    each(
      ['Object', '[object Object]'],
      'is Object, which stands in place of an object. Use one of its fields or toJSON(OBJECT) in the expression.',
    ),
  );
  itRejects(stored, 'username', { '***': MASKED });
  itRejects(stored, 'totp-secret', { '***': MASKED });
  itRejects(stored, 'password', {
    '***': MASKED,
    [`\${{ secrets.CANARY }}`]: NOT_EXPANDED,
    'Engine\r\n1843': 'contains a line break. Save the secret again, on one line.',
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

itAccepts(stored, 'password', ['$CLIENT_ID', '<angle>', '"quoted"', 'a${{b', '%PATH%']);

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
