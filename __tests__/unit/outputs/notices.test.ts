import { describe, expect, it } from '@jest/globals';
import { type NoticeFacts, noticesFor } from '../../../src/outputs/notices.ts';
import { serviceFailure } from '../fakes.ts';

const action = { troubleshooting: 'docs/troubleshooting.md', ref: 'v1', stepHasId: true };

const NOTHING: NoticeFacts = {
  action,
  deviceFailure: undefined,
  unusedAnswers: 0,
  probeResult: undefined,
  trimmedSecrets: [],
  isExported: false,
};

function codesOf(changes: Partial<NoticeFacts>): string[] {
  return noticesFor({ ...NOTHING, ...changes }).map((notice) => notice.split('#')[1] ?? '');
}

it('needs no id for a step that exports its outputs as environment variables', () => {
  expect(codesOf({ action: { ...action, stepHasId: false }, isExported: true })).toStrictEqual([]);
});

it('says why a device was not confirmed, without quoting an unknown error', () => {
  const deviceFailure = serviceFailure('throttled', 'TooManyRequestsException', 'ConfirmDevice');
  const [notice, ...others] = noticesFor({ ...NOTHING, deviceFailure });
  expect(others).toStrictEqual([]);
  expect(notice).toMatch(
    /cannot be refreshed: .* ConfirmDevice on .* failed: .*TooManyRequestsException.*#device-not-confirmed$/,
  );
  const [unexpected] = noticesFor({ ...NOTHING, deviceFailure: new TypeError('canary') });
  expect(unexpected).not.toContain('canary');
});

it.each([
  [1, 'The last line of challenge-answers was not needed: '],
  [2, 'The last 2 lines of challenge-answers were not needed: '],
])('counts %i unused answers to challenges', (unusedAnswers, text) => {
  const [notice = '', ...others] = noticesFor({ ...NOTHING, unusedAnswers });
  expect(others).toStrictEqual([]);
  expect(notice.slice(0, text.length)).toBe(text);
  expect(notice).toContain('Remove what it does not ask for. See docs/troubleshooting.md#challenge-answers-unused');
});

describe('a probe', () => {
  const probeResult = (url: string, withToken: number): NoticeFacts['probeResult'] => ({
    inputs: { url, displayUrl: url, method: 'GET', header: { name: 'Authorization', template: '{token}' } },
    withoutToken: 401,
    withToken,
  });

  it('causes a notice about its path for HTTP 404', () => {
    expect(noticesFor({ ...NOTHING, probeResult: probeResult('https://api.test/', 404) })).toStrictEqual([
      'The probe of https://api.test/ got HTTP 404 with a token: the path may not exist. Check probe-url and probe-method. See docs/troubleshooting.md#probe-not-found',
    ]);
  });

  it.each([400, 413, 431, 494])('causes a notice about the size of the token for HTTP %i', (status) => {
    const [notice, ...others] = noticesFor({ ...NOTHING, probeResult: probeResult('https://api.test/', status) });
    expect(others).toStrictEqual([]);
    const cause =
      status < 431 ? 'the API rejects the request. Check probe-url and probe-method. Or the token' : 'the token';
    expect(notice).toContain(`got HTTP ${status} with a token: ${cause} is too large. Put the user in fewer groups.`);
    expect(notice).toMatch(/ See \S+#probe-bad-request$/);
  });

  it.each(['HTTP://10.0.0.7:8080/', 'http://localhost.test/'])(
    'causes a notice if it sends the token in the clear to %s',
    (url) => {
      expect(codesOf({ probeResult: probeResult(url, 200) })).toStrictEqual(['probe-in-clear']);
    },
  );

  it.each(['http://localhost:3000/', 'http://127.0.0.1/', 'http://[::1]:80/'])('causes no notice for %s', (url) => {
    expect(codesOf({ probeResult: probeResult(url, 200) })).toStrictEqual([]);
  });
});

describe('the ref', () => {
  it.each(['', 'v1', 'v1.2', 'v12.34.56', '1.2.3', '1.22.33-beta.1', '8f4b7f84864484a7bf31766abe9204da3cbe65b3'])(
    '"%s" counts as a version',
    (ref) => {
      expect(codesOf({ action: { ...action, ref } })).toStrictEqual([]);
    },
  );

  it.each(['main', 'master', 'v1-fix', 'feature/x', '8f4b7f8'])('"%s" counts as a branch', (ref) => {
    expect(codesOf({ action: { ...action, ref } })).toStrictEqual(['version-not-pinned']);
  });
});

it('says what to change and links to the documentation', () => {
  const troubleshooting = 'https://github.com/org/cognito-token-action/blob/main/docs/troubleshooting.md';
  const [notice] = noticesFor({
    ...NOTHING,
    action: { ...action, troubleshooting },
    trimmedSecrets: ['password', 'totp-secret'],
  });
  expect(notice).toMatch(
    /^White space around password and totp-secret was removed: .* See https:\/\/github\.com\/.*\/docs\/troubleshooting\.md#secret-trimmed$/,
  );
});
