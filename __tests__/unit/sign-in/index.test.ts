import { describe, expect, it } from '@jest/globals';
import type { UserCreation } from '../../../src/cognito/types.ts';
import { getTokens, type MainDeps } from '../../../src/get-tokens.ts';
import {
  CHALLENGES,
  type FakeCognitoAnswers,
  type FakeCognitoOptions,
  type FakeDepsOptions,
  failsWith,
  fakeCognito,
  fakeDeps,
  jwt,
  serviceFailure,
  TOTP_SECRET,
  unparsedTokens,
} from '../fakes.ts';
import {
  client as clientInputs,
  ephemeral as ephemeralInputs,
  type Given,
  refresh,
  stored as storedInputs,
} from '../given-inputs.ts';
import { runMain } from '../run-main.ts';

const ephemeral = { ...ephemeralInputs, 'username-format': 'plain' };
const stored = { ...storedInputs, 'user-pool-id': 'eu-west-1_AbCdEf123' };

/** The codes of RFC 6238 appendix B (its last six digits) at second 59, and of the window after. */
const CODE_AT_59 = '287082';
const CODE_AFTER_59 = '359152';
const WAITING = 'info waiting 2 s for the next code: Cognito takes each code once';

async function run(inputs: Given, cognito: FakeCognitoAnswers = {}, options: FakeDepsOptions = {}) {
  const { journal, error } = await runMain(inputs, { cognito, ...options });
  const calls = journal.filter((line) => !/^(mask|state|output|info) /.test(line));
  const linesOf = (kind: string) => journal.filter((line) => line.startsWith(kind));
  return { calls, error, linesOf };
}

it.each([
  [{ ...ephemeral, groups: 'admins' }, ['create user', 'add to group admins', 'set password', 'sign in']],
  [stored, ['sign in']],
  [{ mode: 'refresh', 'client-id': 'x', 'aws-region': 'y', 'refresh-token': 'given' }, ['refresh']],
  [{ mode: 'client-credentials', 'client-id': 'x', 'client-secret': 'shh', 'aws-region': 'y' }, ['fetch token']],
])('with the inputs %j logs each task with its duration', async (inputs, tasks) => {
  const { linesOf } = await run(inputs);
  expect(linesOf('info ').slice(0, tasks.length)).toStrictEqual(tasks.map((task) => `info ${task} (0 ms)`));
});

describe('an ephemeral user', () => {
  const createdAs: UserCreation = { outcome: 'created', username: 'an-id' };
  const exists: UserCreation = { outcome: 'already-exists' };

  it.each<[string, string, string, UserCreation, string]>([
    ['admin', 'plain', '', createdAs, 'an-id'],
    ['admin', 'plain', '', exists, 'gha-'],
    ['sign-up', 'plain', '', createdAs, 'gha-'],
    ['sign-up', 'email', '', createdAs, 'gha-'],
    ['sign-up', 'email', 'email=ada@example.com', createdAs, 'an-id'],
    ['sign-up', 'phone-number', '', createdAs, '+999'],
  ])(
    'created with %s, in format %s and with "%s" as %j is addressed as %s, also by post',
    async (how, format, more, creation, name) => {
      const created = () => Promise.resolve(creation);
      const { calls, error, linesOf } = await run(
        { ...ephemeral, 'create-with': how, 'username-format': format, 'user-attributes': more, groups: 'admins' },
        { createUser: created, signUp: created },
      );
      expect(error).toBeUndefined();
      const addresses = calls.filter((line) => /^(setPermanentPassword|confirmSignUp|addToGroup) /.test(line));
      expect(addresses.map((line) => line.split(' ')[1]?.slice(0, name.length))).toStrictEqual([name, name]);
      const [, , confirmed] = linesOf('state ');
      expect(confirmed).toContain(`"prefix":"${name}`);
      expect(calls).toContainEqual(expect.stringMatching(/^start USER_PASSWORD_AUTH (gha-|\+999)/));
    },
  );

  it.each([
    ['another-id', 'another-id'],
    ['an-id', undefined],
  ])('is known to post as %s if the ID token names it %s', async (username, claim) => {
    const idToken = jwt({ sub: 'a-sub', exp: 1_767_229_200, 'cognito:username': claim });
    const { linesOf } = await run(ephemeral, {
      createUser: () => Promise.resolve(createdAs),
      authResponses: [{ kind: 'tokens', tokens: unparsedTokens({ idToken }) }],
    });
    expect(linesOf('state ').at(-1)).toContain(`"prefix":"${username}"`);
    expect(linesOf('output ').slice(0, 2)).toStrictEqual([
      expect.stringMatching(/^output USERNAME=gha-1658821493-2-[a-z2-7]{26}$/),
      expect.stringMatching(/^output PASSWORD=.{64}$/),
    ]);
  });

  it('that Cognito does not find yet is retried up to five times', async () => {
    const unknown = serviceFailure('user-vanished', 'UserNotFoundException');
    let refusals = 2;
    const addToGroup = () => (refusals-- > 0 ? Promise.reject(unknown) : Promise.resolve());
    const soon = await run({ ...ephemeral, groups: 'admins' }, { addToGroup });
    expect(soon.error).toBeUndefined();
    expect(soon.calls.filter((line) => line.startsWith('sleep'))).toEqual(['sleep 800', 'sleep 800']);
    const never = await run({ ...ephemeral, groups: 'admins' }, { addToGroup: () => Promise.reject(unknown) });
    expect(never.error).toBe(unknown);
    expect(never.calls.filter((line) => line.startsWith('addToGroup'))).toHaveLength(5);
    expect((await run(ephemeral, { authResponses: [serviceFailure('user-unknown')] })).error).toBeUndefined();
  });

  const notFound = failsWith('user-vanished');
  const vanished = { setPermanentPassword: notFound, confirmSignUp: notFound };
  const existing: FakeCognitoOptions = { createUser: () => Promise.resolve(exists) };

  it.each([
    ['is not there when its password is set', {}, vanished, 'user-vanished'],
    ['has the address of somebody else', {}, { ...vanished, ...existing }, 'alias-taken'],
    ['signed up in another user pool', { 'create-with': 'sign-up' }, vanished, 'signed-up-elsewhere'],
    [
      'is not known to the app client',
      {},
      { authResponses: Array.from({ length: 5 }, () => serviceFailure('user-unknown')) },
      'ephemeral-user-rejected',
    ],
    ['is locked', {}, { authResponses: [serviceFailure('sign-in-locked')] }, 'sign-in-locked'],
    ['has an authenticator app already', {}, { authResponses: [CHALLENGES.totp] }, 'totp-secret-needed'],
    [
      'may not have its password',
      {},
      { ...existing, setPermanentPassword: failsWith('access-denied') },
      'access-denied',
    ],
  ])('that %s fails with its own code', async (_, inputs, cognito, code) => {
    const { error } = await run({ ...ephemeral, ...inputs }, cognito);
    expect(error).toMatchObject({ failure: { code } });
  });

  it('does not sign in if a group is missing, and waits for the calls in flight', async () => {
    let isUnderWay = true;
    const { calls, error } = await run(
      { ...ephemeral, groups: 'admins' },
      {
        addToGroup: failsWith('group-not-found'),
        setPermanentPassword: async () => {
          await new Promise(setImmediate);
          isUnderWay = false;
        },
      },
    );
    expect(error).toMatchObject({ failure: { code: 'group-not-found' } });
    expect(isUnderWay).toBe(false);
    expect(calls.join()).not.toContain('start ');
  });

  it('gets another code if an attempt outlives the first one', async () => {
    const codes: string[] = [];
    await run(ephemeral, ({ clock }) => ({
      authResponses: [CHALLENGES.setup],
      verifyTotp: async (session, code) => {
        codes.push(code());
        await clock.sleep(30_000);
        codes.push(code());
        return { session };
      },
    }));
    expect(codes).toEqual([CODE_AT_59, CODE_AFTER_59]);
  });

  it('does not use the code of its enrolment again', async () => {
    const { calls, error, linesOf } = await run(ephemeral, { authResponses: [CHALLENGES.setup, CHALLENGES.totp] });
    expect(error).toBeUndefined();
    expect(linesOf('info ')).toContain(WAITING);
    expect(calls.slice(-2)).toEqual(['sleep 2000', `answer SOFTWARE_TOKEN_MFA ${CODE_AFTER_59} in s1 as an-id`]);
  });
});

describe('a stored user', () => {
  it('whose code was used already restarts once with the next code', async () => {
    const inputs = { ...stored, 'totp-secret': TOTP_SECRET };
    const used = serviceFailure('totp-code-used');
    const once = await run(inputs, { authResponses: [CHALLENGES.totp, used, CHALLENGES.totp] });
    expect(once.error).toBeUndefined();
    expect(once.linesOf('info ')).toContain(WAITING);
    expect(once.calls.slice(3)).toEqual([
      'sleep 2000',
      'start USER_PASSWORD_AUTH ada',
      `answer SOFTWARE_TOKEN_MFA ${CODE_AFTER_59} in s1 as an-id`,
    ]);
    const twice = await run(inputs, { authResponses: [CHALLENGES.totp, used, CHALLENGES.totp, used] });
    expect(twice.error).toBe(used);
  });

  it('whose answer to a challenge was lost restarts up to three times', async () => {
    const lost = serviceFailure('session-invalid');
    const once = await run(stored, { authResponses: [lost] });
    expect(once.error).toBeUndefined();
    expect(once.calls.slice(1)).toEqual(['start USER_PASSWORD_AUTH ada', 'sleep 0', 'start USER_PASSWORD_AUTH ada']);
    expect(once.linesOf('info waiting')).toStrictEqual([]);
    const always = await run(stored, { authResponses: Array.from({ length: 20 }, () => lost) });
    expect(always.error).toBe(lost);
    expect(always.calls.filter((line) => line.startsWith('start'))).toHaveLength(4);
  });

  it('fails with the reason for the wait if there is no time for the next code', async () => {
    const used = serviceFailure('totp-code-used');
    const inputs = { ...stored, 'totp-secret': TOTP_SECRET, 'timeout-seconds': '1' };
    expect((await run(inputs, { authResponses: [used] })).error).toBe(used);
  });

  it.each([
    ['no TOTP secret', CHALLENGES.totp, 'totp-secret-needed', 'Set totp-secret'],
    ['an authenticator app to be made', CHALLENGES.setup, 'challenge-unsupported', 'challenge MFA_SETUP'],
    ['something else to be set up', CHALLENGES.setupOfSms, 'challenge-unsupported', '(offered: SMS_MFA)'],
    ['a text message', CHALLENGES.sms, 'challenge-unsupported', 'challenge SMS_MFA, '],
    ['a custom challenge', CHALLENGES.custom, 'challenge-unsupported', 'challenge CUSTOM_CHALLENGE, '],
    [
      'a choice without the authenticator app',
      CHALLENGES.selectMfaOfSms,
      'challenge-unsupported',
      '(offered: SMS_MFA, EMAIL_OTP), which this action does not answer. Set up an authenticator app for the user',
    ],
  ])('cannot be signed in with %s', async (_, step, code, words) => {
    const { error } = await run(stored, { authResponses: [step] });
    expect(error).toMatchObject({ failure: { code }, message: expect.stringContaining(words) });
  });

  it('answers as many custom challenges as there are answers, and starts again with SRP if it is refused', async () => {
    const answers = Array.from({ length: 12 }, (_, index) => `answer ${index}`);
    const { calls, error } = await run(
      { ...ephemeral, 'auth-flow': 'CUSTOM_AUTH', 'challenge-answers': answers.join('\n') },
      { authResponses: [serviceFailure('custom-auth-rejected'), ...answers.map(() => CHALLENGES.custom)] },
    );
    expect(error).toBeUndefined();
    expect(calls.filter((line) => line.startsWith('start'))).toHaveLength(2);
    expect(calls.filter((line) => line.startsWith('answer'))).toHaveLength(12);
  });

  it('fails if Cognito never stops asking challenges', async () => {
    const authResponses = Array.from({ length: 20 }, () => CHALLENGES.selectChallenge);
    const { calls, error } = await run(stored, { authResponses });
    expect(error).toMatchObject({ failure: { code: 'challenge-unsupported' } });
    expect(calls.filter((line) => line.startsWith('answer'))).toHaveLength(8);
  });
});

describe('main', () => {
  const token = { ...refresh, 'refresh-token': 'given', 'client-secret': 'shh' };
  const atPage = { 'auth-flow': 'AUTHORIZATION_CODE', domain: 'auth.test', 'redirect-uri': 'https://app.test/' };
  const page = { ...stored, ...atPage };
  const client = { ...clientInputs, scopes: 'a/b c/d', 'client-metadata': 'ticket=7' };
  const inRegion = { ...client, domain: '', 'aws-region': 'eu-west-1' };
  const role = 'arn:aws:iam::111122223333:role/api-tests';
  const APP_CLIENT = 'appClient 4kfr83e5pagh in eu-west-1';

  it.each<[string, Given, readonly string[]]>([
    [
      'a stored user with AWS credentials',
      { ...stored, 'auth-flow': 'ADMIN_USER_PASSWORD_AUTH', 'role-to-assume': role },
      [APP_CLIENT, `userPool eu-west-1_AbCdEf123 in eu-west-1 as ${role}`, 'signed start ADMIN_USER_PASSWORD_AUTH ada'],
    ],
    [
      'a stored user at the login page',
      { ...page, scopes: 'openid a/b' },
      ['login https://auth.test 4kfr83e5pagh https://app.test/ openid a/b as ada'],
    ],
    [
      'a refresh token with its device and the client metadata',
      { ...token, 'device-key': 'y_1', 'client-metadata': 'ticket=7' },
      [`${APP_CLIENT} with shh`, 'refreshTokens given y_1 {"ticket":"7"}'],
    ],
    [
      "an app client with Cognito's API if there is no domain",
      inRegion,
      [`${APP_CLIENT} with shh`, 'fetchClientToken shh a/b c/d {"ticket":"7"}'],
    ],
  ])('exchanges for tokens %s', async (_, inputs, expected) => {
    const { calls, error } = await run(inputs);
    expect(error).toBeUndefined();
    expect(calls).toStrictEqual(expected);
  });

  const unreadable = () => Promise.resolve(unparsedTokens({ accessToken: 'x' }));

  it.each<[string, Given, Partial<MainDeps>]>([
    ['user pool', token, { cognito: fakeCognito([], { refreshTokens: unreadable }) }],
    ['user pool', inRegion, { cognito: fakeCognito([], { fetchClientToken: () => Promise.resolve('x') }) }],
    ['token endpoint', client, { tokenEndpoint: { fetchAccessToken: () => Promise.resolve('x') } }],
    ['token endpoint', page, { loginPage: { signIn: unreadable, exchangeCode: unreadable } }],
  ])('says that the tokens of the %s cannot be read, with the inputs %j', async (service, inputs, adapters) => {
    const deps = { ...fakeDeps([], { runner: { inputs } }), ...adapters };
    await expect(getTokens(deps)).rejects.toThrow(`The ${service} returned tokens`);
  });

  it('reports an ephemeral user that the login page refuses as just created', async () => {
    const { error } = await run({ ...ephemeral, ...atPage }, {}, { login: failsWith('sign-in-rejected') });
    expect(error).toMatchObject({ failure: { code: 'ephemeral-user-rejected' } });
  });
});
