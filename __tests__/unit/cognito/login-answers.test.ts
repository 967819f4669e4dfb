/** The texts come from real login pages. */
import { expect, it } from '@jest/globals';
import { formFailure, type PageVisit, pageFailure, redirectFailure } from '../../../src/cognito/login-answers.ts';
import { domainTarget } from '../../../src/cognito/targets.ts';

const DOMAIN = 'https://auth.example.com';
const CALL = { operation: 'The login page', target: domainTarget({ domain: DOMAIN, clientId: '4kfr83e5pagh' }) };

function visitOf(body: string, path = '/login', status = 200): PageVisit {
  const answer = { status, body, location: '', cookies: [], date: '', requestId: 'b7c4-11' };
  return { url: new URL(path, DOMAIN), answer, redirectUrl: undefined };
}

function formWith(message: string): PageVisit {
  return visitOf(
    `<form name="cognitoSignInForm"><input name="_csrf"><p id="loginErrorMessage" class="x">${message}</p></form>`,
  );
}

it.each([
  ['Incorrect username or password.', 'sign-in-rejected'],
  ['User does not exist.', 'user-unknown'],
  ['Password attempts exceeded', 'sign-in-locked'],
  ['User is not confirmed.', 'user-not-ready'],
  ['Password reset required for the user', 'user-not-ready'],
  ['PreAuthentication failed with error canary.', 'lambda-trigger-failed'],
  ['Unrecognizable lambda output', 'lambda-trigger-failed'],
  ['Exception migrating user in app client canary', 'lambda-trigger-failed'],
  ['Falscher Benutzername: canary', 'sign-in-rejected'],
])('a login form that comes again with the message "%s" means %s', (message, code) => {
  const visit = formWith(message);
  const { failure, message: text } = formFailure(visit, visit.answer, CALL);
  expect(failure).toMatchObject({ code, requestId: 'b7c4-11' });
  expect(text).not.toContain('canary');
});

it.each([
  ['/mfa', '', 'SMS_MFA'],
  ['/mfa', '<div id="totpCodeInput"><input name="authentication_code"></div>', 'SOFTWARE_TOKEN_MFA'],
  ['/softwareTokenMfa', '', 'SOFTWARE_TOKEN_MFA'],
  ['/login', '<input name="new_password">', 'NEW_PASSWORD_REQUIRED'],
  ['/login', '<input name="canary">', undefined],
])('another page after the login form, at %s with the field %j, means the challenge %s', (path, field, challenge) => {
  const visit = visitOf(`<form>${field}</form>`, path);
  const failure = formFailure(visit, visit.answer, CALL);
  expect(failure.failure).toMatchObject({ code: 'login-page-challenge', challenge });
  expect(failure.message).not.toContain('canary');
});

it.each([
  ['that failed', visitOf('<form>', '/mfa', 500), 'service-failed'],
  ['without a form', visitOf('', '/mfa'), 'answer-unreadable'],
  ['with a login form that failed', visitOf('cognitoSignInForm _csrf <form>', '/login', 503), 'service-failed'],
  ['with a form of its own name', visitOf('cognitoSignInForm <form>'), 'login-page-challenge'],
])('a page after the login form %s is no challenge and no rejection', (_, visit, code) => {
  expect(formFailure(visit, { ...visit.answer, status: 302 }, CALL).failure.code).toBe(code);
});

it.each([
  ['of managed login', visitOf('<div id="root">'), 'managed-login'],
  ['that is unavailable', visitOf('Login pages unavailable.', '/login', 403), 'login-pages-unavailable'],
  ['that is forbidden', visitOf('', '/login', 403), 'domain-forbidden'],
  ['of a proxy', { ...visitOf(''), answer: { ...visitOf('').answer, requestId: undefined } }, 'answer-unreadable'],
  ['of no domain', visitOf('', '/oauth2/authorize', 404), 'token-endpoint-missing'],
])('a page %s, without the login form, is recognized', (_, visit, code) => {
  expect(pageFailure(visit, CALL).failure.code).toBe(code);
});

it.each([
  ['https://idp.example.com/', 'login-elsewhere'],
  ['http://auth.example.com/login', 'login-elsewhere'],
  [`${DOMAIN}/error?error=redirect_mismatch`, 'redirect-uri-wrong'],
  [`${DOMAIN}/error?error=Client+is+not+enabled+for+OAuth2.0+flows.`, 'code-grant-disabled'],
  [`${DOMAIN}/login?state=x`, undefined],
])('a redirect to %s means %s', (location, code) => {
  const visit = { ...visitOf('', '/oauth2/authorize', 302), redirectUrl: new URL(location) };
  expect(redirectFailure(visit, CALL)?.failure.code).toBe(code);
});
