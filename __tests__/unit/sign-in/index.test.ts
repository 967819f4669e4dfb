import { describe, expect, it } from '@jest/globals';
import { getTokens } from '../../../src/get-tokens.ts';
import {
  CHALLENGES,
  type FakeCognitoAnswers,
  type FakeCognitoOptions,
  type FakeDepsOptions,
  failsWith,
  fakeDeps,
  jwt,
  serviceFailure,
  TOTP_SECRET,
  unparsedTokens,
} from '../fakes.ts';
import { ephemeral as ephemeralInputs, type Given, stored as storedInputs } from '../given-inputs.ts';
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
  it('is used if it exists already: the answer to its creation was lost', async () => {
    const { calls, error } = await run(ephemeral, { createUser: () => Promise.resolve({ outcome: 'already-exists' }) });
    expect(error).toBeUndefined();
    expect(calls).toContainEqual(expect.stringMatching(/^setPermanentPassword gha-/));
  });

  it("is addressed by the user pool's own name, and signs in with the generated one", async () => {
    const { calls } = await run(
      { ...ephemeral, groups: 'admins' },
      { createUser: () => Promise.resolve({ outcome: 'created', username: 'an-id' }) },
    );
    expect(calls).toContain('setPermanentPassword an-id');
    expect(calls).toContain('addToGroup an-id admins');
    expect(calls).toContainEqual(expect.stringMatching(/^start USER_PASSWORD_AUTH gha-/));
  });

  it.each([
    ['admin', 'plain', '', 'an-id'],
    ['sign-up', 'plain', '', 'gha-'],
    ['sign-up', 'email', '', 'gha-'],
    ['sign-up', 'email', 'email=ada@example.com', 'an-id'],
    ['sign-up', 'phone-number', '', '+999'],
    ['sign-up', 'phone-number', 'phone_number=+15550100', 'an-id'],
    ['sign-up', 'plain', 'email=ada@example.com', 'gha-'],
  ])('created with %s, in format %s and with "%s" is addressed as %s', async (how, format, attributes, username) => {
    const created = () => Promise.resolve({ outcome: 'created', username: 'an-id' } as const);
    const { calls } = await run(
      { ...ephemeral, 'create-with': how, 'username-format': format, 'user-attributes': attributes },
      { createUser: created, signUp: created },
    );
    const address = calls.find((line) => /^(setPermanentPassword|confirmSignUp) /.test(line)) ?? '';
    expect(address.split(' ')[1]?.slice(0, username.length)).toBe(username);
  });

  it.each([
    ['an-id', undefined],
    ['another-id', 'another-id'],
  ])('is known to post as %s if the ID token names it %s', async (username, claim) => {
    const idToken = jwt({ sub: 'a-sub', exp: 1_767_229_200, 'cognito:username': claim });
    const { linesOf } = await run(ephemeral, {
      createUser: () => Promise.resolve({ outcome: 'created', username: 'an-id' }),
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
  const existing: FakeCognitoOptions = { createUser: () => Promise.resolve({ outcome: 'already-exists' }) };

  it.each([
    ['is not there when its password is set', {}, vanished, 'user-vanished'],
    ['has the address of somebody else', {}, { ...vanished, ...existing }, 'alias-taken'],
    ['signed up in another user pool', { 'create-with': 'sign-up' }, vanished, 'signed-up-elsewhere'],
    [
      'is not known to the app client',
      {},
      { authResponses: [serviceFailure('sign-in-rejected')] },
      'ephemeral-user-rejected',
    ],
    [
      'is not known at all to the app client',
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

  it('signs up, is confirmed, and has its groups before it signs in', async () => {
    const { calls } = await run({ ...ephemeral, 'create-with': 'sign-up', groups: 'admins,readers' });
    expect(calls.map((line) => line.split(' ')[0])).toEqual([
      'userPool',
      'appClient',
      'signUp',
      'confirmSignUp',
      'addToGroup',
      'addToGroup',
      'appClient',
      'start',
    ]);
  });

  it('does not sign in if a group is missing, and waits for the calls in flight', async () => {
    let isUnderWay = true;
    const { calls, error } = await run(
      { ...ephemeral, groups: 'none,slow' },
      {
        addToGroup: async (_, group) => {
          if (group === 'none') {
            throw serviceFailure('group-not-found');
          }
          await new Promise((settle) => setImmediate(settle));
          isUnderWay = false;
        },
      },
    );
    expect(error).toMatchObject({ failure: { code: 'group-not-found' } });
    expect(isUnderWay).toBe(false);
    expect(calls.join()).not.toContain('start ');
  });

  it('enrols an authenticator app if the user pool requires one', async () => {
    const { calls, error } = await run(ephemeral, { authResponses: [CHALLENGES.setup] });
    expect(error).toBeUndefined();
    expect(calls.slice(-4)).toEqual([
      expect.stringMatching(/^start/),
      'associateTotp s2',
      `verifyTotp s2+associated ${CODE_AT_59}`,
      'answer MFA_SETUP in s2+associated+verified as an-id',
    ]);
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
  it('is asked for a code of the authenticator app', async () => {
    const { calls, error } = await run({ ...stored, 'totp-secret': TOTP_SECRET }, { authResponses: [CHALLENGES.totp] });
    expect(error).toBeUndefined();
    expect(calls).toEqual([
      'appClient 4kfr83e5pagh in eu-west-1',
      'start USER_PASSWORD_AUTH ada',
      `answer SOFTWARE_TOKEN_MFA ${CODE_AT_59} in s1 as an-id`,
    ]);
  });

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

  it('is not retried if the password is rejected', async () => {
    const rejected = serviceFailure('sign-in-rejected', 'NotAuthorizedException');
    const { calls, error } = await run(stored, { authResponses: [rejected] });
    expect(error).toBe(rejected);
    expect(calls.filter((line) => line.startsWith('start'))).toHaveLength(1);
  });

  it('fails with the reason for the wait if there is no time for the next code', async () => {
    const used = serviceFailure('totp-code-used');
    const inputs = { ...stored, 'totp-secret': TOTP_SECRET, 'timeout-seconds': '1' };
    expect((await run(inputs, { authResponses: [used] })).error).toBe(used);
  });

  it('chooses the authenticator app, and the password', async () => {
    const { calls } = await run(
      { ...stored, 'totp-secret': TOTP_SECRET },
      { authResponses: [CHALLENGES.selectChallenge, CHALLENGES.selectMfa, CHALLENGES.totp] },
    );
    expect(calls.slice(2)).toEqual([
      'answer SELECT_CHALLENGE PASSWORD in s4 as an-id',
      'answer SELECT_MFA_TYPE SOFTWARE_TOKEN_MFA in s3 as an-id',
      `answer SOFTWARE_TOKEN_MFA ${CODE_AT_59} in s1 as an-id`,
    ]);
  });

  it.each([
    ['no TOTP secret', CHALLENGES.totp, 'totp-secret-needed', 'Set totp-secret'],
    ['an authenticator app to be made', CHALLENGES.setup, 'challenge-unsupported', 'challenge MFA_SETUP'],
    ['a text message', CHALLENGES.sms, 'challenge-unsupported', 'challenge SMS_MFA, '],
    ['a custom challenge', CHALLENGES.custom, 'challenge-unsupported', 'challenge CUSTOM_CHALLENGE, '],
    [
      'a choice without the authenticator app',
      CHALLENGES.selectMfaOfSms,
      'challenge-unsupported',
      '(offered: SMS_MFA, EMAIL_OTP)',
    ],
    ['something else to be set up', CHALLENGES.setupOfSms, 'challenge-unsupported', '(offered: SMS_MFA)'],
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

  it.each([
    ['USER_SRP_AUTH', 'start USER_SRP_AUTH ada'],
    ['USER_AUTH', 'start USER_AUTH ada'],
    ['ADMIN_USER_PASSWORD_AUTH', 'signed start ADMIN_USER_PASSWORD_AUTH ada'],
  ])('signs in by auth flow %s', async (flow, call) => {
    expect((await run({ ...stored, 'auth-flow': flow })).calls.at(-1)).toBe(call);
  });

  it('signs in with the role if the auth flow needs AWS credentials', async () => {
    const role = 'arn:aws:iam::111122223333:role/api-tests';
    const { calls } = await run({ ...stored, 'auth-flow': 'ADMIN_USER_PASSWORD_AUTH', 'role-to-assume': role });
    expect(calls).toContain(`userPool eu-west-1_AbCdEf123 in eu-west-1 as ${role}`);
  });
});

describe('a refresh token', () => {
  const inputs = {
    mode: 'refresh',
    'client-id': 'x',
    'aws-region': 'y',
    'refresh-token': 'given',
    'client-secret': 'shh',
  };

  it('is exchanged for new tokens', async () => {
    const { calls, error } = await run(inputs);
    expect(error).toBeUndefined();
    expect(calls).toEqual(['appClient x in y with shh', 'refreshTokens given']);
  });

  it('is sent with its device and the client metadata', async () => {
    const { calls } = await run({ ...inputs, 'device-key': 'y_1', 'client-metadata': 'ticket=7' });
    expect(calls.at(-1)).toBe('refreshTokens given y_1 {"ticket":"7"}');
  });

  it('fails if the user pool returns tokens that cannot be read', async () => {
    const refreshTokens = () => Promise.resolve(unparsedTokens({ accessToken: 'x' }));
    expect((await run(inputs, { refreshTokens })).error).toMatchObject({
      message: expect.stringMatching(/^The user pool returned tokens/),
    });
  });

  it('is replaced if Cognito rotates it', async () => {
    const refreshTokens = () => Promise.resolve(unparsedTokens({ refreshToken: 'rotated' }));
    const { linesOf } = await run(inputs, { refreshTokens });
    expect(linesOf('output ')).toContain('output REFRESH_TOKEN=rotated');
  });
});

describe('at the login page', () => {
  const flow = {
    'auth-flow': 'AUTHORIZATION_CODE',
    domain: 'auth.test',
    'redirect-uri': 'https://app.test/back',
    scopes: 'openid a/b',
  };

  it('a stored user signs in with the scopes that were asked for', async () => {
    const { calls, error } = await run({ ...stored, ...flow });
    expect(error).toBeUndefined();
    expect(calls).toStrictEqual(['login https://auth.test 4kfr83e5pagh https://app.test/back openid a/b as ada']);
  });

  it('is named if its tokens cannot be read', async () => {
    const login = () => Promise.resolve(unparsedTokens({ accessToken: 'x' }));
    const { error } = await run({ ...stored, ...flow }, {}, { login });
    expect(error).toMatchObject({ message: expect.stringMatching(/^The token endpoint returned tokens/) });
  });

  it('a refused ephemeral user is reported as just created', async () => {
    const { error } = await run({ ...ephemeral, ...flow }, {}, { login: failsWith('sign-in-rejected') });
    expect(error).toMatchObject({ failure: { code: 'ephemeral-user-rejected' } });
  });
});

describe('an app client', () => {
  const inputs = {
    mode: 'client-credentials',
    'client-id': 'x',
    'client-secret': 'shh',
    scopes: 'a/b c/d',
    'client-metadata': 'ticket=7',
  };

  it('signs in for itself at the token endpoint of its domain', async () => {
    const { calls } = await run({ ...inputs, domain: 'auth.test' });
    expect(calls).toStrictEqual(['fetchAccessToken https://auth.test x a/b c/d {"ticket":"7"}']);
  });

  it("signs in for itself with Cognito's API if there is no domain", async () => {
    const { calls } = await run({ ...inputs, 'aws-region': 'eu-west-1' });
    expect(calls).toStrictEqual(['appClient x in eu-west-1 with shh', 'fetchClientToken shh a/b c/d {"ticket":"7"}']);
  });

  it('names the service whose token cannot be read', async () => {
    const ofPool = await run(
      { ...inputs, 'aws-region': 'eu-west-1' },
      { fetchClientToken: () => Promise.resolve('x') },
    );
    expect(ofPool.error).toMatchObject({ message: expect.stringMatching(/^The user pool returned tokens/) });
    const deps = fakeDeps([], { runner: { inputs: { ...inputs, domain: 'auth.test' } } });
    const tokenEndpoint = { fetchAccessToken: () => Promise.resolve('x') };
    await expect(getTokens({ ...deps, tokenEndpoint })).rejects.toMatchObject({
      message: expect.stringMatching(/^The token endpoint returned tokens/),
    });
  });
});
