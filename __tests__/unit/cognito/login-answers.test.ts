/** The texts are those of the login page, as they were seen. */
import { describe, expect, it } from '@jest/globals';
import { type PageVisit, pageFailure, redirectFailure, refusedForm } from '../../../src/cognito/login-answers.ts';
import { domainTarget } from '../../../src/cognito/targets.ts';

const DOMAIN = 'https://auth.example.com';
const CALL = { operation: 'The login page', target: domainTarget({ domain: DOMAIN, clientId: '4kfr83e5pagh' }) };

function pageOf(body: string, path = '/login', status = 200): PageVisit {
  const answer = { status, body, location: '', cookies: [], requestId: 'b7c4-11' };
  return { url: new URL(path, DOMAIN), answer, redirectUrl: undefined };
}

function formSaying(message: string): PageVisit {
  return pageOf(
    `<form name="cognitoSignInForm"><input name="_csrf"><p id="loginErrorMessage" class="x">${message}</p></form>`,
  );
}

describe('the login page that comes again', () => {
  it.each([
    ['Incorrect username or password.', 'sign-in-rejected'],
    ['User does not exist.', 'user-unknown'],
    ['Password attempts exceeded', 'sign-in-locked'],
    ['Unable to login because of security reasons.', 'sign-in-blocked'],
    ['User is disabled.', 'user-not-ready'],
    ['User is not confirmed.', 'user-not-ready'],
    ['Password reset required for the user', 'user-not-ready'],
    ['PreAuthentication failed with error canary.', 'lambda-trigger-failed'],
    ['Falscher Benutzername: canary', 'sign-in-rejected'],
    ['', 'sign-in-rejected'],
  ])('and says "%s" is %s', (message, code) => {
    const shown = formSaying(message);
    const { failure, message: said } = refusedForm(shown, shown.answer, CALL);
    expect(failure).toMatchObject({ code, requestId: 'b7c4-11' });
    expect(said).not.toContain('canary');
  });
});

describe('another page after the form', () => {
  it.each([
    ['/mfa', '', 'SMS_MFA'],
    ['/softwareTokenMfa', '', 'SOFTWARE_TOKEN_MFA'],
    ['/login', '<input name="new_password">', 'NEW_PASSWORD_REQUIRED'],
    ['/login', '<input name="canary">', undefined],
  ])('at %s with %s asks for %s', (path, field, challenge) => {
    const shown = pageOf(`<form>${field}</form>`, path);
    const failure = refusedForm(shown, shown.answer, CALL);
    expect(failure.failure).toMatchObject({ code: 'login-page-challenge', challenge });
    expect(failure.message).not.toContain('canary');
  });
});

describe('a page without the form', () => {
  it.each([
    ['of managed login', pageOf('<div id="root">'), 'managed-login'],
    ['that is unavailable', pageOf('Login pages unavailable.', '/login', 403), 'login-pages-unavailable'],
    ['of AWS WAF', pageOf('', '/login', 403), 'waf-blocked'],
    ['of a proxy', { ...pageOf(''), answer: { ...pageOf('').answer, requestId: undefined } }, 'answer-unreadable'],
    ['of a fault', pageOf('', '/oauth2/authorize', 500), 'service-failed'],
    ['of no domain', pageOf('', '/oauth2/authorize', 404), 'token-endpoint-missing'],
  ])('%s is told apart', (_, seen, code) => {
    expect(pageFailure(seen, CALL).failure.code).toBe(code);
  });
});

describe('a redirect', () => {
  it.each([
    ['https://idp.example.com/', 'login-elsewhere'],
    ['http://auth.example.com/login', 'login-elsewhere'],
    [`${DOMAIN}/error?error=redirect_mismatch`, 'redirect-uri-wrong'],
    [`${DOMAIN}/error?error=Client+is+not+enabled+for+OAuth2.0+flows.`, 'code-grant-disabled'],
    [`${DOMAIN}/login?state=x`, undefined],
  ])('to %s is %s', (location, code) => {
    const seen = { ...pageOf('', '/oauth2/authorize', 302), redirectUrl: new URL(location) };
    expect(redirectFailure(seen, CALL)?.failure.code).toBe(code);
  });
});
