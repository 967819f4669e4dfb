import { assertNoCredentials } from '../credentials-sent.ts';
import { exchange, type Protocol, type ScheduledExchange } from '../exchange.ts';
import type { HttpRequest, HttpResponse } from '../http-server.ts';
import { notEmulated, Refusal } from '../refusals.ts';
import type { Service } from '../service.ts';
import type { PageRequest } from './authorization-request.ts';
import { assertKnownCookies } from './cookies.ts';
import { authorize, showChallenge, showLogin, showLoginError, submitLogin, throttled } from './login-page.ts';
import { PageRefusal, pageWith, refusedByPage, refusedOnDomain } from './page-answers.ts';
import { challengePaths, errorPage } from './pages.ts';

const PATHS = ['/oauth2/authorize', '/login', '/error', ...challengePaths];

function pathOf({ target }: HttpRequest): string {
  return target.split('?')[0] ?? '';
}

export function isDomainPageRequest(request: HttpRequest): boolean {
  return PATHS.includes(pathOf(request));
}

function act(page: PageRequest): HttpResponse {
  const { request, operation, service, path, query } = page;
  assertNoCredentials(operation, request.headers, service);
  assertKnownCookies(request.headers, operation, service);
  if (request.method === 'POST' && path === '/login') {
    return submitLogin(page);
  }
  if (request.method === 'POST' && challengePaths.includes(path)) {
    throw notEmulated('the answer to a challenge of the login page');
  }
  if (request.method !== 'GET') {
    throw refusedByPage(405, 'MethodNotAllowedException', 'The page has no such method.');
  }
  switch (path) {
    case '/oauth2/authorize':
      return authorize(page);
    case '/login':
      return showLogin(page);
    case '/error':
      return pageWith(400, errorPage(query.get('error') ?? ''));
    default:
      return showChallenge(page);
  }
}

/** The login page shows what was wrong with a form. All other errors lead to the error page or are answered by one. */
function answerTo(refusal: Refusal, page: PageRequest): HttpResponse {
  if (refusal instanceof PageRefusal) {
    return refusal.answer;
  }
  if (refusal.status !== 400) {
    return pageWith(refusal.status, errorPage(refusal.message));
  }
  return page.operation === 'POST login'
    ? showLoginError(refusal.message, page)
    : refusedOnDomain(refusal.name, page.clientId).answer;
}

function isHttpResponse(output: object | undefined): output is HttpResponse {
  return output !== undefined && 'status' in output && 'headers' in output && 'body' in output;
}

function withRequestId(answer: HttpResponse, requestId: string): HttpResponse {
  return { ...answer, headers: { ...answer.headers, 'x-amz-cognito-request-id': requestId } };
}

function protocolFor(page: PageRequest): Protocol {
  return {
    success: (output, requestId) =>
      withRequestId(isHttpResponse(output) ? output : pageWith(200, JSON.stringify(output)), requestId),
    refused: (refusal, requestId) => withRequestId(answerTo(refusal, page), requestId),
    failure: new Refusal('InternalErrorException', 'Something went wrong.', 500),
    throttled,
  };
}

/**
 * Answers a request for a page of a user pool domain.
 *
 * @param scheme `http:` or `https:`, as the emulator is served.
 */
export function answerDomainPage(request: HttpRequest, service: Service, scheme: string): ScheduledExchange {
  const path = pathOf(request);
  const search = request.target.slice(path.length + 1);
  const query = new URLSearchParams(search);
  const page = {
    request,
    // For example `POST login`.
    operation: path === '/oauth2/authorize' ? 'oauth2/authorize' : `${request.method} ${path.slice(1)}`,
    service,
    origin: `${scheme}//${request.headers.get('host')}`,
    path,
    search,
    query,
    clientId: query.get('client_id') ?? '',
  };
  return exchange({ operation: page.operation, signed: false }, () => act(page), protocolFor(page), service);
}
