import { describe, expect, it } from '@jest/globals';
import { type NoticeFacts, noticesFor, noticeText } from '../../../src/hand-over/notices.ts';

const action = { troubleshooting: 'docs/troubleshooting.md', ref: 'v1', stepHasId: true };

function codesOf(changes: Partial<NoticeFacts>): string[] {
  return noticesFor({ action, trimmedSecrets: [], isExported: false, ...changes }).map(({ code }) => code);
}

it('has nothing to say of a step with an id, at a version, with clean secrets', () => {
  expect(codesOf({})).toEqual([]);
});

describe('a step without an id', () => {
  const withoutId = { ...action, stepHasId: false };

  it('is noticed, since nobody can read its outputs', () => {
    expect(codesOf({ action: withoutId })).toEqual(['step-without-id']);
  });

  it('is fine when it exports them as environment variables', () => {
    expect(codesOf({ action: withoutId, isExported: true })).toEqual([]);
  });
});

describe('the version', () => {
  it.each(['', 'v1', 'v1.2', 'v1.2.3', '1.2.3', 'v2.0.0-beta.1', '8f4b7f84864484a7bf31766abe9204da3cbe65b3'])(
    '%s is one',
    (ref) => {
      expect(codesOf({ action: { ...action, ref } })).toEqual([]);
    },
  );

  it.each(['main', 'master', 'v1-fix', 'feature/x', '8f4b7f8'])('%s looks like a branch', (ref) => {
    expect(codesOf({ action: { ...action, ref } })).toEqual(['version-not-pinned']);
  });
});

it('says where to read on, and what to change', () => {
  const troubleshooting = 'https://github.com/org/cognito-token-action/blob/main/docs/troubleshooting.md';
  const [notice] = noticesFor({ action, trimmedSecrets: ['password', 'totp-secret'], isExported: false });
  expect(notice && noticeText(notice, { ...action, troubleshooting })).toMatch(
    /^White space around password and totp-secret was left out: .* See https:\/\/github\.com\/.*\/docs\/troubleshooting\.md#secret-trimmed$/,
  );
});
