import { describe, expect, it } from '@jest/globals';
import { failureOf } from '../../../src/cognito/failures.ts';

interface Seen {
  readonly name: string;
  readonly message?: string;
  readonly status?: number;
  readonly code?: string;
}

function translate({ name, message = '', status, code }: Seen) {
  const $metadata = status === undefined ? {} : { httpStatusCode: status, requestId: 'b7c4-11' };
  const error = Object.assign(new Error(message), { name, $metadata, ...(code === undefined ? {} : { code }) });
  return failureOf(error, 'InitiateAuth', 'app client 4kfr83e5pagh in eu-west-1');
}

describe('each error of AWS has its code', () => {
  it.each([
    ['NotAuthorizedException', 'Incorrect username or password.', 'sign-in-rejected'],
    ['UserNotFoundException', 'User does not exist.', 'sign-in-rejected'],
    ['NotAuthorizedException', 'Password attempts exceeded', 'sign-in-locked'],
    ['NotAuthorizedException', 'User is disabled.', 'user-not-ready'],
    [
      'NotAuthorizedException',
      'Temporary password has expired and must be reset by an administrator.',
      'user-not-ready',
    ],
    ['UserNotConfirmedException', 'User is not confirmed.', 'user-not-ready'],
    ['PasswordResetRequiredException', 'Password reset required for the user', 'user-not-ready'],
    ['NotAuthorizedException', 'Unable to login because of security reasons.', 'sign-in-blocked'],
    ['NotAuthorizedException', 'Request not allowed due to security reasons.', 'sign-in-blocked'],
    [
      'NotAuthorizedException',
      'Client 4kf is configured with secret but SECRET_HASH was not received',
      'client-secret-needed',
    ],
    [
      'NotAuthorizedException',
      'Client 4kf is configured for secret but secret was not received',
      'client-secret-needed',
    ],
    ['InvalidParameterException', 'USER_PASSWORD_AUTH flow not enabled for this client', 'auth-flow-disabled'],
    ['InvalidParameterException', 'USER_SRP_AUTH is not enabled for the client.', 'auth-flow-disabled'],
    ['InvalidParameterException', 'Username should be an email.', 'username-format-wrong'],
    ['InvalidParameterException', 'Username should be either an email or a phone number.', 'username-format-wrong'],
    [
      'InvalidParameterException',
      'Username cannot be of email format, since user pool is configured for email alias.',
      'username-format-wrong',
    ],
    ['InvalidPasswordException', 'Password did not conform with policy: Password not long enough', 'password-too-weak'],
    ['ResourceNotFoundException', 'User pool eu-west-1_AbCdEf123 does not exist.', 'user-pool-not-found'],
    ['ResourceNotFoundException', 'User pool client 4kfr83e5pagh does not exist.', 'app-client-not-found'],
    ['TooManyRequestsException', 'Rate exceeded', 'throttled'],
    ['Throttling', 'Rate exceeded', 'throttled'],
    ['IDPCommunicationError', 'Error communicating with IDP', 'service-failed'],
    ['UserLambdaValidationException', 'PreSignUp failed with error no.', 'lambda-trigger-failed'],
    ['ExpiredTokenException', 'The security token included in the request is expired', 'credentials-expired'],
    ['UnrecognizedClientException', 'The security token included in the request is invalid.', 'credentials-rejected'],
    [
      'AccessDeniedException',
      'User: arn:aws:sts::1:x is not authorized to perform: cognito-idp:AdminCreateUser',
      'access-denied',
    ],
    ['InvalidParameterException', 'Something else.', 'call-refused'],
  ])('%s "%s" is %s', (name, message, code) => {
    expect(translate({ name, message, status: 400 }).failure).toEqual({
      code,
      operation: 'InitiateAuth',
      subject: 'app client 4kfr83e5pagh in eu-west-1',
      errorName: name,
      httpStatus: 400,
      requestId: 'b7c4-11',
    });
  });

  it.each([
    [
      'a WAF block',
      { name: 'ForbiddenException', message: 'Request not allowed due to WAF block.', status: 403 },
      'waf-blocked',
    ],
    ['a fault of the service', { name: 'InternalErrorException', status: 500 }, 'service-failed'],
    [
      'no credentials',
      { name: 'CredentialsProviderError', message: 'Could not load credentials from any providers' },
      'credentials-missing',
    ],
    ['no connection', { name: 'Error', code: 'ECONNREFUSED' }, 'network-failed'],
    ['no answer in time', { name: 'TimeoutError' }, 'network-failed'],
    ['an answer that is no JSON', { name: 'SyntaxError', status: 200 }, 'answer-unreadable'],
  ])('%s', (_, seen, code) => {
    expect(translate(seen).failure.code).toBe(code);
  });
});

describe('the message', () => {
  it('says what failed, on what, as seen, what to change, and where to read on', () => {
    expect(
      translate({ name: 'NotAuthorizedException', message: 'Incorrect username or password.', status: 400 }).message,
    ).toBe(
      'InitiateAuth on app client 4kfr83e5pagh in eu-west-1 failed: Cognito does not accept this username and password ' +
        '(NotAuthorizedException, HTTP 400, request b7c4-11). Check both, and that client-id is an app client of the user pool that has the user. ' +
        'See docs/troubleshooting.md#sign-in-rejected',
    );
  });

  it('gives the name that Node.js has for a failed connection', () => {
    expect(translate({ name: 'Error', code: 'ECONNREFUSED' }).message).toContain('no answer came (ECONNREFUSED)');
  });

  it('has nothing of what AWS wrote, which can quote what was sent, nor a cause', () => {
    const error = translate({
      name: 'InvalidParameterException',
      message: "Value 'canary' at 'password' failed",
      status: 400,
    });
    expect(error.message).not.toContain('canary');
    expect(error.cause).toBeUndefined();
  });

  it('knows what to do with something thrown that is no error', () => {
    expect(failureOf('canary', 'InitiateAuth', 'app client x in y').message).not.toContain('canary');
  });
});
