import { describe, expect, it } from '@jest/globals';
import { toActionError, toOAuthError } from '../../../src/cognito/errors/failures.ts';
import {
  appClientTarget,
  domainTarget,
  identityPoolTarget,
  roleTarget,
  userPoolTarget,
} from '../../../src/cognito/targets.ts';
import { ActionError, describeProblem } from '../../../src/failures/action-error.ts';
import { ERROR_CODES, type ErrorCode, type Failure, RECORDS } from '../../../src/failures/failure.ts';
import type { ErrorExample, Trait } from '../../../src/failures/record.ts';
import * as examples from '../../../src/failures/records/examples.ts';
import { invalidityOf, parse } from '../given-inputs.ts';

/** Returns the example of a record. If it is an error of a service, it is recognised as any other. */
function exampleFailure(code: ErrorCode): ActionError {
  const { example } = RECORDS[code];
  return isErrorExample(example) ? recognised(example) : new ActionError(withDetails(code));
}

function withDetails<Code extends ErrorCode>(code: Code): Failure<Code> {
  const { example } = RECORDS[code];
  if (isErrorExample(example)) {
    throw new TypeError(`the example of ${code} is an error`);
  }
  return { code, ...example };
}

function isErrorExample(example: object): example is ErrorExample {
  return 'errorMessage' in example;
}

function recognised({ call, errorName: name, httpStatus, requestId, errorMessage }: ErrorExample): ActionError {
  if (call.target.kind === 'user-pool-domain' && httpStatus !== undefined) {
    return toOAuthError({ status: httpStatus, error: name, message: errorMessage, requestId }, call);
  }
  const $metadata = { httpStatusCode: httpStatus, requestId };
  return toActionError(Object.assign(new Error(errorMessage), { name, $metadata }), call);
}

describe('the example of a record', () => {
  it.each(ERROR_CODES)('leads to its code, and has a message of whole sentences: %s', (code) => {
    const { failure, message } = exampleFailure(code);
    expect(failure.code).toBe(code);
    expect(message).toMatch(/\.$/);
    expect(message).not.toMatch(/undefined|\[object|\s\s| \.|\.\./);
  });

  it('is an error of the service if the record has matches', () => {
    const matched = ERROR_CODES.filter((code) => RECORDS[code].matches.length > 0);
    expect(matched.filter((code) => !('errorMessage' in RECORDS[code].example))).toEqual([]);
  });

  it('has the targets of the adapters', () => {
    const clientId = examples.EXAMPLE_CLIENT_ID;
    const region = 'eu-west-1';
    const ofUserPool = userPoolTarget({ region, userPoolId: examples.EXAMPLE_USER_POOL_ID });
    const { withoutSecret: _, ...ofAppClient } = appClientTarget({ region, clientId, clientSecret: 'a-secret' });
    const domain = 'https://my-app.auth.eu-west-1.amazoncognito.com';
    expect(examples.CREATE_USER.target).toEqual(ofUserPool);
    expect(examples.SIGN_IN.target).toEqual(ofAppClient);
    expect(examples.LOGIN_PAGE.target).toEqual(domainTarget({ domain, clientId }));
    const identityPoolId = 'eu-west-1:1a2b3c4d-5e6f-7a8b-9c0d-1e2f3a4b5c6d';
    expect(examples.GET_ID.target).toEqual(identityPoolTarget({ region, identityPoolId }));
    expect(examples.ASSUME_ROLE.target).toEqual(
      roleTarget({ arn: 'arn:aws:iam::111122223333:role/api-tests' }, region),
    );
  });

  it('has the problems that these inputs have', () => {
    const invalid = invalidityOf(() => parse({ mode: 'stored', username: 'ada', 'aws-region': 'eu-west-1' }));
    expect(invalid).toEqual({ code: 'inputs-invalid', ...RECORDS['inputs-invalid'].example });
  });

  it.each([
    ['user-left-behind', { name: 'CredentialsProviderError' }],
    [
      'sweep-incomplete',
      { name: 'TooManyRequestsException', $metadata: { httpStatusCode: 400, requestId: '5f0c8a1e' } },
    ],
  ] as const)('has a real reason: %s', (code, error) => {
    const reason = describeProblem(toActionError(error, examples.onUserPool('AdminDeleteUser')));
    expect(RECORDS[code].example).toMatchObject({ reason });
  });
});

it('a failure that affects all users had no effect, and is not transient', () => {
  const hasTrait = (code: ErrorCode, trait: Trait) => RECORDS[code].traits?.includes(trait) === true;
  const affecting = ERROR_CODES.filter((code) => hasTrait(code, 'affectsAllUsers'));
  expect(affecting).toEqual(
    expect.arrayContaining([
      'credentials-missing',
      'access-denied',
      'role-not-assumed',
      'user-pool-not-found',
      'operation-unknown',
      'waf-blocked',
      'certificate-untrusted',
    ]),
  );
  expect(affecting.filter((code) => hasTrait(code, 'isTransient') || !hasTrait(code, 'hadNoEffect'))).toEqual([]);
});
