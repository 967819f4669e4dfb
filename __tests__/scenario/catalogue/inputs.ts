/** Invalid inputs: one message lists all problems, before the first call. */
import type { Fixture } from '../../support/fixture.ts';
import { type Mistake, type Mistakes, stored } from './mistake.ts';

type Texts = Readonly<Record<string, string>>;

/** Valid inputs of a mode, with some replaced by invalid ones. */
function wrong(of: (fixture: Fixture) => Texts, inputs: Texts, says: readonly string[], fixture = {}): Mistake {
  return { code: 'inputs-invalid', fixture, inputs: (fixture) => ({ ...of(fixture), ...inputs }), says, calls: [] };
}

/** The job calls AWS itself. */
const NO_ENDPOINT = { AWS_ENDPOINT_URL: '' };

const ephemeral = ({ inputs }: Fixture): Texts => inputs;

const refresh = ({ client }: Fixture): Texts => ({
  mode: 'refresh',
  'client-id': client.id,
  'aws-region': 'eu-west-1',
  'refresh-token': 'canary.canary.canary.canary.canary',
});

const machine = ({ client, emulator }: Fixture): Texts => ({
  mode: 'client-credentials',
  'client-id': client.id,
  'client-secret': 'canary0canary0canary0canary0',
  domain: emulator.url,
});

export const INPUTS: Mistakes = {
  'nothing at all': wrong(() => ({}), {}, [
    'client-id is required in mode ephemeral',
    'user-pool-id is required in mode ephemeral',
  ]),
  'a mode that does not exist': wrong(ephemeral, { mode: 'store' }, [
    'mode is "store"',
    'client-credentials',
    'stored',
  ]),
  'an input of another mode': wrong(ephemeral, { password: 'Canary-Engine-1843' }, [
    'password belongs to mode stored',
    'mode is ephemeral',
  ]),
  'email-domain for a username that is not an e-mail address': wrong(
    ephemeral,
    { 'username-format': 'phone-number', 'email-domain': 'mail.test' },
    ['email-domain belongs to username-format email', 'username-format is phone-number'],
  ),
  'an input of two other modes': wrong(refresh, { groups: 'admins', 'totp-secret': 'CANARYCANARYCANARY' }, [
    'groups belongs to mode ephemeral',
    'totp-secret belongs to mode stored',
    'mode is refresh',
  ]),
  'the name of a user pool': wrong(ephemeral, { 'user-pool-id': 'my-pool' }, [
    'user-pool-id is "my-pool"',
    'eu-west-1_AbCdEf123',
  ]),
  'the ARN of a user pool': wrong(
    ephemeral,
    { 'user-pool-id': 'arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_AbCdEf123' },
    ['user-pool-id', 'ARN', 'eu-west-1_AbCdEf123'],
  ),
  'the name of an app client': wrong(ephemeral, { 'client-id': 'my api tests' }, ['client-id', 'name', 'app client']),
  'an incomplete auth flow': wrong(ephemeral, { 'auth-flow': 'USER_PASSWORD' }, [
    'auth-flow is "USER_PASSWORD"',
    'Did you mean USER_PASSWORD_AUTH?',
  ]),
  'an auth flow that does not exist': wrong(ephemeral, { 'auth-flow': 'OAUTH' }, [
    'auth-flow is "OAUTH"',
    'USER_PASSWORD_AUTH, USER_SRP_AUTH, ADMIN_USER_PASSWORD_AUTH, USER_AUTH, CUSTOM_AUTH or AUTHORIZATION_CODE',
  ]),
  'a region that contradicts the user pool': wrong(ephemeral, { 'aws-region': 'us-east-1' }, [
    'aws-region is us-east-1',
    'eu-west-1',
  ]),
  'no region': wrong(stored, { 'aws-region': '' }, [
    'aws-region is empty',
    'user-pool-id',
    'AWS_REGION or AWS_DEFAULT_REGION',
  ]),
  'a secret that is only white space': wrong(stored, { password: ' \n' }, ['password', 'white space']),
  'a secret of two lines': wrong(stored, { password: 'canary\ncanary' }, ['password', 'line']),
  'an expression that was not expanded': wrong(stored, { password: `\${{ secrets.CANARY }}` }, [
    'password',
    'did not expand',
  ]),
  'a variable of a shell': wrong(ephemeral, { 'user-pool-id': '$USER_POOL_ID' }, [
    'user-pool-id is "$USER_POOL_ID"',
    'vars.USER_POOL_ID',
  ]),
  'a flag that is not true or false': wrong(ephemeral, { 'delete-user': 'no' }, [
    'delete-user is "no"',
    'true or false',
  ]),
  'a number that is too large': wrong(ephemeral, { 'password-length': '300' }, [
    'password-length is "300"',
    'from 8 to 256',
  ]),
  'attributes that are not pairs': wrong(ephemeral, { 'user-attributes': 'name: canary' }, [
    'user-attributes',
    'name=value',
  ]),
  'the ARN of a session in place of a role': wrong(
    ephemeral,
    { 'role-to-assume': 'arn:aws:sts::123456789012:assumed-role/api-tests/session' },
    ['role-to-assume', 'session', 'arn:aws:iam::111122223333:role/api-tests'],
  ),
  'a totp-secret that is a code': wrong(stored, { 'totp-secret': '123456' }, ['totp-secret', 'base32']),
  'a domain with a path': {
    ...wrong(machine, { domain: 'https://auth.example.com/oauth2/token' }, ['domain', 'path']),
    env: () => NO_ENDPOINT,
  },
  'a domain without TLS': {
    ...wrong(machine, { domain: 'http://auth.example.com' }, ['domain', 'https://']),
    env: () => NO_ENDPOINT,
  },
  'a client secret of an emulator': {
    ...wrong(machine, { 'client-secret': '7c9e6679-7425-40de-944b-e07fc1canary' }, ['client-secret', 'letters']),
    env: () => NO_ENDPOINT,
  },
  'the prefix of a domain in China': wrong(machine, { domain: 'my-app', 'aws-region': 'cn-north-1' }, [
    'domain is a prefix',
    'cn-north-1',
    'whole host',
  ]),
  'scopes with commas': wrong(machine, { scopes: 'orders/read, orders/write' }, ['scopes, entry 1', 'spaces or lines']),
  'a list that GitHub has written out': wrong(ephemeral, { groups: 'Array' }, [
    'groups is Array',
    'join(LIST',
    'toJSON',
  ]),
  'stars in place of a password': wrong(stored, { password: '***' }, [
    'password is three asterisks',
    'Use the secret itself',
  ]),
  'misspelled names of required inputs': {
    ...wrong(() => ({}), { user_pool_id: 'canary', clientid: 'canary' }, [
      'client-id is required',
      'user-pool-id is required',
      '`user_pool_id` is not an input. Did you mean `user-pool-id`?',
      '`clientid` is not an input. Did you mean `client-id`?',
    ]),
    saysNot: ['If you did set it'],
  },
  'a composite action that passes no input on': {
    ...wrong(() => ({}), {}, ['client-id is required', 'composite action', `\${{ inputs.client-id }}`]),
    env: () => ({ GITHUB_ACTION_PATH: '/home/runner/work/_actions/org/wrapper/v1' }),
  },
  'scopes of user tokens': wrong(machine, { scopes: 'openid orders/read' }, ['scopes', 'openid', 'orders/read']),
  'a probe URL with a password': wrong(ephemeral, { 'probe-url': 'https://canary:canary@example.com' }, [
    'probe-url',
    'without a username and password',
  ]),
  'a probe header without a token': wrong(ephemeral, { 'token-header': 'Authorization: canary' }, [
    'token-header',
    'Authorization: Bearer {token}',
  ]),
  'a page of the web app in place of its origin': wrong(
    ephemeral,
    { 'storage-state-origin': 'https://app.example.com/login?key=canary' },
    ['storage-state-origin has a path', 'only its origin: https://app.example.com.'],
  ),
  'a browser storage state without a user': wrong(machine, { 'storage-state-origin': 'http://localhost:3000' }, [
    'storage-state-origin belongs to mode ephemeral, stored or refresh',
    'mode is client-credentials',
  ]),
  'several mistakes at once': wrong(
    stored,
    { 'client-id': '', password: '', 'auth-flow': 'srp', 'timeout-seconds': 'forever', 'env-prefix': 'GITHUB_X' },
    [
      'client-id is required',
      'password is required',
      'auth-flow is "srp"',
      'timeout-seconds is "forever"',
      'env-prefix is "GITHUB_X"',
    ],
  ),
};
