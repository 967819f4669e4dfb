import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { toActionError } from '../../../src/cognito/errors/failures.ts';
import { appClientTarget } from '../../../src/cognito/targets.ts';
import { ActionError, describeProblem, formatMessage, hasTrait, withCode } from '../../../src/failures/action-error.ts';
import { nameOf } from '../../../src/failures/error-name.ts';
import type { Call } from '../../../src/failures/service-failure.ts';
import { formatFinalMessage } from '../../../src/failures/withheld.ts';
import { type CallCode, serviceFailure } from '../fakes.ts';

const CANARY = 'canary <b>canary</b>';
const GUIDE = 'docs/troubleshooting.md';

const call: Call = {
  operation: 'InitiateAuth',
  about: 'USER_PASSWORD_AUTH',
  target: appClientTarget({ region: 'eu-west-1', clientId: '4kfr83e5pagh', clientSecret: 'a-secret' }),
};

/** An error as AWS's SDK and axios throw it: with the request, the answer, and what led to it. */
function foreignError(fields: object = {}): Error {
  const error = new Error(CANARY, { cause: new Error(CANARY) });
  error.stack = `Error: ${CANARY}\n    at ${CANARY}`;
  const carried = { config: { headers: { Authorization: CANARY } }, $response: { body: CANARY }, $fault: CANARY };
  return Object.assign(error, carried, fields);
}

const foreign: readonly (readonly [string, unknown])[] = [
  ['an error', foreignError()],
  ['an error of AWS', foreignError({ name: 'NotAuthorizedException', $metadata: { requestId: CANARY } })],
  ['an error of Node.js', foreignError({ code: 'ECONNREFUSED', address: CANARY })],
  ['an error with a name that is none', foreignError({ name: CANARY })],
  ['an error with a code that is none', foreignError({ code: CANARY })],
  ['several errors', new AggregateError([foreignError()], CANARY)],
  ['a text', CANARY],
  ['an object', { message: CANARY, name: CANARY, code: CANARY, toString: () => CANARY }],
];

describe.each(foreign)('%s', (_, thrown) => {
  it('is formatted with nothing but its name', () => {
    for (const text of [formatMessage(thrown, GUIDE), describeProblem(thrown), nameOf(thrown)]) {
      expect(text).not.toMatch(/canary/i);
    }
    expect(formatMessage(thrown, GUIDE)).toMatch(/ See docs\/troubleshooting\.md#unexpected$/);
  });

  it('becomes an ActionError without a cause, which holds nothing of it', () => {
    const error = toActionError(thrown, call);
    expect(Object.hasOwn(error, 'cause')).toBe(false);
    // As Node.js prints what nobody caught, hidden fields included.
    expect(inspect(error, { showHidden: true, depth: null })).not.toMatch(/canary <|canary</i);
    expect(formatMessage(error, GUIDE)).not.toMatch(/canary/i);
    expect(describeProblem(error)).not.toMatch(/canary/i);
  });
});

describe('an ActionError', () => {
  it('keeps no cause, also under another code', () => {
    const error = withCode(
      toActionError(foreignError({ name: 'NotAuthorizedException' }), call),
      'ephemeral-user-rejected',
    );
    expect(error.failure.code).toBe('ephemeral-user-rejected');
    expect(Object.hasOwn(error, 'cause')).toBe(false);
    expect(Object.keys(error).toSorted()).toEqual(['failure', 'name']);
  });

  it('is formatted with its message and its heading', () => {
    const error = new ActionError({ code: 'interrupted' });
    expect(formatMessage(error, GUIDE)).toBe(`${error.message} See ${GUIDE}#interrupted`);
  });
});

describe('a code', () => {
  it.each<CallCode>(['host-unreachable', 'proxy-failed', 'answer-unreadable', 'service-failed', 'concurrent-change'])(
    '%s is transient',
    (code) => {
      expect(hasTrait(serviceFailure(code), 'isTransient')).toBe(true);
    },
  );

  it.each<CallCode>([
    'sign-in-rejected',
    'totp-code-rejected',
    'session-invalid',
    'attempts-exhausted',
    'call-refused',
  ])('%s is not transient', (code) => {
    expect(hasTrait(serviceFailure(code), 'isTransient')).toBe(false);
  });

  it('is needed for a trait: a bug of the action has none', () => {
    expect(hasTrait(new RangeError('Invalid array length'), 'isTransient')).toBe(false);
  });
});

describe('the final message', () => {
  const INVALID = { code: 'inputs-invalid', problems: ['password is empty.'], isInComposite: false } as const;

  it.each([
    ['inputs are empty', new ActionError({ ...INVALID, isAnyEmpty: true })],
    ['there are no AWS credentials', serviceFailure('credentials-missing')],
    ['there is no OIDC token', new ActionError({ code: 'id-token-unavailable' })],
    ['there is no client secret', serviceFailure('client-secret-needed')],
    ['there is no TOTP secret', new ActionError({ code: 'totp-secret-needed', clientId: '4kfr83e5pagh' })],
  ])('says that GitHub withheld the secrets if %s', async (_, error) => {
    const message = await formatFinalMessage(error, GUIDE, () => Promise.resolve('fork'));
    expect(message).toContain('A pull request from a fork gets no secrets and no OIDC tokens');
  });

  it.each([
    ['inputs that are there and wrong', new ActionError({ ...INVALID, isAnyEmpty: false })],
    ['a rejected password', serviceFailure('sign-in-rejected')],
    ['a fault of the action', new RangeError('Invalid array length')],
  ])('says nothing of withheld secrets for %s, and nobody looks for a reason', async (_, error) => {
    const ask = () => Promise.reject(new Error('asked'));
    expect(await formatFinalMessage(error, GUIDE, ask)).not.toContain('fork');
  });
});
