import type { HttpRequest } from '../http-server.ts';
import { readMembers } from '../members.ts';
import { password, username } from '../model.ts';
import type { Service } from '../service.ts';
import { CSRF_COOKIE_NAME, readCookies } from './cookies.ts';
import { assertExpected } from './expected-parameters.ts';
import { refusedByPage } from './page-answers.ts';

export interface LoginForm {
  readonly username: string;
  readonly password: string;
  /** The browser data that the page's script collects for threat protection. */
  readonly fingerprint: string;
}

const FIELDS = ['_csrf', 'username', 'password', 'cognitoAsfData', 'signInSubmitButton'];

/** Requires the token of the cookie in the form, too ("double submit cookie"). The status is not documented. */
function assertFromPage(form: URLSearchParams, { headers }: HttpRequest, { violations }: Service): void {
  const token = readCookies(headers).get(CSRF_COOKIE_NAME);
  if (!token || form.get('_csrf') !== token) {
    violations.push('POST login was sent without the token of its cookie.');
    throw refusedByPage(403, 'InvalidCsrfTokenException', 'The form is not of this page.');
  }
}

/** @throws Refusal for a request that is not the login form, and, like the API, for an invalid username or password. */
export function readLoginForm(request: HttpRequest, operation: string, service: Service): LoginForm {
  const [mediaType = ''] = request.headers.get('content-type')?.split(';') ?? [];
  if (mediaType.trim().toLowerCase() !== 'application/x-www-form-urlencoded') {
    throw refusedByPage(415, 'UnsupportedMediaTypeException', 'The login page takes forms alone.');
  }
  const form = new URLSearchParams(request.body.toString());
  const refuse = () => refusedByPage(400, 'UnexpectedFieldException', 'There is a field that the form does not have.');
  assertExpected(form, FIELDS, operation, service, refuse);
  assertFromPage(form, request, service);
  const body = { Username: form.get('username'), Password: form.get('password') };
  return { ...readMembers({ username, password }, body), fingerprint: form.get('cognitoAsfData') ?? '' };
}
