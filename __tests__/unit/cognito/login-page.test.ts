import { createServer } from 'node:http';
import { expect, it } from '@jest/globals';
import { CookieJar } from '../../../src/cognito/cookie-jar.ts';
import { connectLoginPage } from '../../../src/cognito/login-page.ts';
import { createHttpAgentsProvider } from '../../../src/platform/http-agents.ts';
import { useServers } from '../../support/test-servers.ts';
import { fakeCalls } from './fake-service.ts';

const serve = useServers();
const REDIRECT_URI = 'https://app.test/back';
const FORM = '<form name="cognitoSignInForm"><input name="_csrf"></form>';

interface Pages {
  /** The redirects from the authorize endpoint to the form. */
  readonly redirects?: number;
  /** The page instead of the form. */
  readonly page?: string;
  /** The status of the answer to the submitted form. */
  readonly status?: number;
  /** The location of the answer to the submitted form. STATE stands for the state of the sign-in. */
  readonly location?: string;
}

/** Signs in at a login page, and returns the requests that it got besides. */
async function signIn({ redirects = 1, page = FORM, status = 302, location = '' }: Pages) {
  const requests: string[] = [];
  let state = '';
  let scope: string | null = null;
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '', 'http://login.test');
    const body = (await request.toArray()).join('');
    const step = Number(url.searchParams.get('step'));
    state = url.searchParams.get('state') ?? state;
    scope = url.searchParams.get('scope') ?? scope;
    requests.push(`${request.method} ${url.pathname} ${request.headers.cookie ?? ''}`);
    if (request.method === 'POST' && url.pathname === '/login') {
      requests.push(body);
      response.writeHead(status, { Location: location.replace('STATE', state) }).end();
    } else if (url.pathname === '/oauth2/token') {
      requests.push(body.replace(/code_verifier=[\w-]{43}/, 'code_verifier=v'));
      response.end('{"access_token":"h.the-claims.signature","refresh_token":"r"}');
    } else if (step < redirects) {
      response.writeHead(302, { Location: `/login?step=${step + 1}`, 'Set-Cookie': 'XSRF-TOKEN=a-long-token' }).end();
    } else {
      response.end(page);
    }
  });
  const domain = `http://127.0.0.1:${await serve(server)}`;
  const { options, asked, masks } = fakeCalls();
  const loginPage = connectLoginPage({ ...options, agents: createHttpAgentsProvider() });
  const client = { domain, clientId: '4kfr', clientSecret: undefined, redirectUri: REDIRECT_URI };
  const request = { ...client, scopes: ['openid', 'a/b'], username: 'ada', password: 'Engine-1843' };
  const result: unknown = await loginPage.signIn(request).catch(({ failure }) => failure);
  return { result, requests, scope, masks, asked };
}

it('signs in with the form after three redirects, its cookie and the code', async () => {
  const { result, requests, scope, masks, asked } = await signIn({
    redirects: 3,
    location: `${REDIRECT_URI}?code=a-code&state=STATE`,
  });
  expect(result).toStrictEqual({ idToken: '', accessToken: 'h.the-claims.signature', refreshToken: 'r' });
  expect(requests).toStrictEqual([
    'GET /oauth2/authorize ',
    ...Array.from({ length: 3 }, () => 'GET /login XSRF-TOKEN=a-long-token'),
    'POST /login XSRF-TOKEN=a-long-token',
    '_csrf=a-long-token&username=ada&password=Engine-1843&cognitoAsfData=',
    'POST /oauth2/token ',
    'grant_type=authorization_code&code=a-code&redirect_uri=https%3A%2F%2Fapp.test%2Fback&client_id=4kfr&code_verifier=v',
  ]);
  expect(scope).toBe('openid a/b');
  expect(masks).toEqual(expect.arrayContaining(['a-long-token', 'a-code', 'the-claims', 'signature', 'r']));
  expect(asked).toStrictEqual([{ requestsPerAttempt: 8, operation: 'The login page' }]);
});

it.each<[string, string, Pages]>([
  ['a code with the state of somebody else', 'answer-unreadable', { location: `${REDIRECT_URI}?code=c&state=x` }],
  ['no code', 'answer-unreadable', { location: `${REDIRECT_URI}?state=STATE` }],
  ['an error', 'scope-unknown', { location: `${REDIRECT_URI}?error=invalid_scope` }],
  ['a similar redirect URI', 'login-elsewhere', { location: `${REDIRECT_URI}er?code=c&state=STATE` }],
  ['a redirect to another origin', 'login-elsewhere', { location: 'https://other.test/' }],
  ['a status that is no redirect', 'token-endpoint-missing', { status: 400, location: '/login?step=1' }],
  ['a redirect without a location', 'token-endpoint-missing', { location: '' }],
  ['a redirect back to the form', 'sign-in-rejected', { location: '/login?step=1' }],
  ['a page without a form that Cognito did not send', 'answer-unreadable', { page: '<div id="root">' }],
  ['four redirects before the form', 'token-endpoint-missing', { redirects: 4, location: `${REDIRECT_URI}?code=c` }],
])('fails at %s with %s', async (_, code, pages) => {
  const { result } = await signIn(pages);
  expect(result).toMatchObject({ code, call: { operation: 'The login page' } });
});

it('a cookie jar masks long values, keeps the last cookie of a name, and sends all cookies', () => {
  const masked: string[] = [];
  const jar = new CookieJar((secret) => masked.push(secret));
  expect(jar.headers).toStrictEqual({});
  expect(jar.value('XSRF-TOKEN')).toBe('');
  jar.store(['XSRF-TOKEN=first-of-two; Path=/; Secure', 'csrf-state=""; Path=/']);
  jar.store([
    'XSRF-TOKEN=""; Expires=Thu, 01-Jan-1970 00:00:10 GMT',
    'XSRF-TOKEN=second-of-two',
    'cognito="a=b==c=d"; Path=/',
    'lang=en',
    'half="open',
    'no cookie',
  ]);
  expect(jar.headers).toStrictEqual({
    Cookie: 'XSRF-TOKEN=second-of-two; csrf-state=""; cognito="a=b==c=d"; lang=en; half="open',
  });
  expect(jar.value('half')).toBe('"open');
  expect(jar.value('cognito')).toBe('a=b==c=d');
  expect(masked).toStrictEqual(['first-of-two', 'second-of-two', 'a=b==c=d']);
});
