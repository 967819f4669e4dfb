/** The authorize endpoint and the login page of a user pool domain, and the tokens that they lead to. */
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { decodeClaims } from '../../src/decode-claims.ts';
import { refusalOf } from './answers.ts';
import {
  Browser,
  codeOf,
  createDomain,
  credentials,
  type Domain,
  enter,
  exchangeCode,
  formsOf,
  locationOf,
  messagesOf,
  PAGE,
  type Parameters,
  redirectUri,
} from './domain.ts';
import { type ClientRequest, PASSWORD, UUID } from './pool.ts';
import { useService } from './service.ts';

const service = await useService();

let domain: Domain;
beforeAll(async () => {
  domain = await createDomain(service);
});

describe('the authorize endpoint', () => {
  it('redirects to the login page with the same query and sets cookies', async () => {
    const url = domain.authorizeUrl(domain.client, { scope: 'openid orders/read' });
    const answer = await new Browser().go(url);
    expect([answer.status, locationOf(answer).href]).toStrictEqual([302, `${domain.url}/login${url.search}`]);
    expect(answer.headers.getSetCookie()).toStrictEqual([
      expect.stringMatching(/^XSRF-TOKEN=[0-9a-f-]{36}; Path=\/; Secure; HttpOnly; SameSite=Lax$/),
      expect.stringMatching(
        /^csrf-state=""; Expires=\w{3}, \d\d-\w{3}-\d{4} [\d:]{8} GMT; Path=\/; Secure; HttpOnly; /,
      ),
      expect.stringMatching(/^csrf-state-legacy=""; Expires=/),
    ]);
  });

  const DISABLED: ClientRequest = { AllowedOAuthFlowsUserPoolClient: false };
  it.each<[string, ClientRequest, Parameters, string]>([
    ['another redirect URI', {}, { redirect_uri: `${redirectUri}/` }, 'redirect_mismatch'],
    ['no redirect URI', {}, { redirect_uri: undefined }, 'redirect_mismatch'],
    ['an unknown client', {}, { client_id: 'unknown' }, 'unauthorized_client'],
    ['a client without the code grant', { AllowedOAuthFlows: ['implicit'] }, {}, 'unauthorized_client'],
    ['the implicit grant', {}, { response_type: 'token' }, 'unauthorized_client'],
    ['a client with disabled OAuth flows', DISABLED, {}, 'Client is not enabled for OAuth2.0 flows.'],
  ])('refuses %s with the error page of the domain', async (_, clientRequest, more, error) => {
    const client = await domain.createClient(clientRequest);
    const browser = new Browser();
    const answer = await browser.go(domain.authorizeUrl(client, more));
    const location = locationOf(answer);
    expect([answer.status, location.pathname]).toStrictEqual([302, '/error']);
    const query = { error, client_id: more['client_id'] ?? client.id };
    expect(Object.fromEntries(location.searchParams)).toStrictEqual(query);
    const page = await browser.go(location);
    expect(page).toMatchObject({ status: 400, html: expect.stringContaining(error) });
  });

  const INVALID_SCOPE = 'error_description=invalid_scope&state=a+state&error=invalid_request';
  it.each<[string, Parameters, string?]>([
    ['an unknown scope', { scope: 'openid orders/delete' }, INVALID_SCOPE],
    ['e-mail without openid', { scope: 'email' }, INVALID_SCOPE],
    ['no response type', { response_type: undefined }],
    ['a plain challenge', { code_challenge_method: 'plain' }],
    ['a challenge without a method', { code_challenge_method: undefined }],
    ['an invalid challenge', { code_challenge: 'short' }],
    ['an invalid challenge without a state', { state: undefined, code_challenge: 'short' }, 'error=invalid_request'],
  ])('refuses %s with a redirect to the client', async (_, more, query = 'state=a+state&error=invalid_request') => {
    const { status, headers } = await new Browser().go(domain.authorizeUrl(domain.client, more));
    expect([status, headers.get('location')]).toStrictEqual([302, `${redirectUri}?${query}`]);
  });

  it('refuses a repeated parameter', async () => {
    const twice = domain.authorizeUrl();
    twice.searchParams.append('state', 'another');
    expect(locationOf(await new Browser().go(twice)).searchParams.get('error')).toBe('invalid_request');
  });

  it('is in the discovery document, with the token endpoint and the keys', async () => {
    const origin = service.origin;
    const response = await fetch(`${origin}/${domain.pool.id}/.well-known/openid-configuration`);
    expect(await response.json()).toMatchObject({
      authorization_endpoint: `${domain.url}/oauth2/authorize`,
      token_endpoint: `${domain.url}/oauth2/token`,
      issuer: service.issuerOf(domain.pool.id),
      jwks_uri: `${origin}/${domain.pool.id}/.well-known/jwks.json`,
    });
    expect((await fetch(`${origin}/${service.region}_unknown/.well-known/jwks.json`)).status).toBe(404);
  });
});

describe('the login page', () => {
  it('contains two identical forms with the query and the token of the cookie', async () => {
    const browser = new Browser();
    const page = await browser.open(domain.authorizeUrl(domain.client, { scope: 'openid orders/read', state: 'a&"b' }));
    expect([page.status, page.headers.get('content-type')]).toStrictEqual([200, 'text/html;charset=UTF-8']);
    const [first, second, ...others] = formsOf(page);
    expect(others).toStrictEqual([]);
    expect(second).toStrictEqual(first);
    expect(first?.name).toBe('cognitoSignInForm');
    expect(first?.fields).toStrictEqual({ _csrf: browser.cookies.get('XSRF-TOKEN'), cognitoAsfData: '' });
    const start = `/login?client_id=${domain.client.id}&redirect_uri=${redirectUri}&response_type=code&scope=openid orders/read&`;
    expect(first?.action.slice(0, start.length)).toBe(start);
    expect(new URL(first?.action ?? '', domain.url).searchParams.get('state')).toBe('a&"b');
    expect(page.html.split('name="username" type="text"')).toHaveLength(3);
    expect(page.html.split('name="password" type="password"')).toHaveLength(3);
    expect(page.html.split('name="signInSubmitButton"')).toHaveLength(3);
  });

  it('redirects with a code and the state, and replaces the CSRF token', async () => {
    const browser = new Browser();
    const page = await browser.open(domain.authorizeUrl());
    const token = browser.cookies.get('XSRF-TOKEN');
    const answer = await browser.submit(page, credentials);
    const { origin, pathname, searchParams } = locationOf(answer);
    expect([answer.status, origin + pathname]).toStrictEqual([302, redirectUri]);
    expect([...searchParams.keys()]).toStrictEqual(['code', 'state']);
    expect(searchParams.get('code')).toMatch(UUID);
    expect(searchParams.get('state')).toBe('a state');
    expect(browser.cookies.get('XSRF-TOKEN')).toMatch(UUID);
    expect(browser.cookies.get('XSRF-TOKEN')).not.toBe(token);
  });

  it('keeps the query of the redirect URI, and returns no state if none was sent', async () => {
    const redirect_uri = `${redirectUri}?from=cognito`;
    const client = await domain.createClient({ CallbackURLs: [redirect_uri] });
    const answer = await enter(domain.authorizeUrl(client, { redirect_uri, state: undefined }));
    expect([...locationOf(answer).searchParams.keys()]).toStrictEqual(['from', 'code']);
  });

  it.each<[string, Parameters, RequestInit]>([
    ['another token', { _csrf: '00000000-0000-4000-8000-000000000000' }, {}],
    ['no token', { _csrf: undefined }, {}],
    ['no cookie', {}, { headers: { cookie: 'csrf-state=""' } }],
    ['an empty token', { _csrf: '' }, { headers: { cookie: 'XSRF-TOKEN=' } }],
  ])('refuses a form with %s despite the right password', async (_, fields, init) => {
    const browser = new Browser();
    const page = await browser.open(domain.authorizeUrl());
    const answer = await browser.submit(page, { ...credentials, ...fields }, init);
    expect([answer.status, answer.headers.get('location')]).toStrictEqual([403, null]);
  });

  it('checks the query of a form like that of a page', async () => {
    const browser = new Browser();
    const page = await browser.open(domain.authorizeUrl());
    const html = page.html.replaceAll(redirectUri, 'https://elsewhere.example.com');
    const answer = await browser.submit({ ...page, html }, credentials);
    expect(locationOf(answer).searchParams.get('error')).toBe('redirect_mismatch');
  });
});

describe('a form that does not lead to a code', () => {
  /** Submits the form, and follows the redirect to the page if there is one. Cognito answers in both ways. */
  async function submit(username: string, password: string, clientRequest: ClientRequest = {}) {
    const browser = new Browser();
    const url = domain.authorizeUrl(await domain.createClient(clientRequest));
    const answer = await browser.submit(await browser.open(url), { username, password });
    return answer.status === 302 ? browser.go(locationOf(answer)) : answer;
  }

  it('shows the form and a message again', async () => {
    const { pool, client } = domain;
    await pool.addUser('disabled');
    await pool.disableUser('disabled');
    await client.signUp('unconfirmed');
    const page = await submit('ada', 'Wrong-1');
    expect([page.status, page.url.pathname]).toStrictEqual([200, '/login']);
    expect(formsOf(page)).toHaveLength(2);
    const WRONG = ['Incorrect username or password.'];
    expect(messagesOf(page)).toStrictEqual(WRONG);
    expect(messagesOf(await submit('nobody', PASSWORD))).toStrictEqual(['User does not exist.']);
    expect(messagesOf(await submit('nobody', PASSWORD, { PreventUserExistenceErrors: 'ENABLED' }))).toStrictEqual(
      WRONG,
    );
    expect(messagesOf(await submit('disabled', PASSWORD))).toStrictEqual(['User is disabled.']);
    expect(messagesOf(await submit('unconfirmed', PASSWORD))).toStrictEqual(['User is not confirmed.']);
  });

  it('asks for a new password in place of a temporary one', async () => {
    await domain.pool.createUser('newcomer');
    const page = await submit('newcomer', 'Temporary-1');
    expect(formsOf(page).map(({ action }) => action.split('?')[0])).toStrictEqual(['/changePassword']);
  });
});

describe('tokens of the login page', () => {
  async function signIn(scope: string | undefined, clientRequest: ClientRequest = {}, query: Parameters = {}) {
    const client = await domain.createClient(clientRequest);
    const code = codeOf(await enter(domain.authorizeUrl(client, { scope, ...query })));
    const { data } = await exchangeCode(domain, client, { code });
    const [idToken, accessToken, refreshToken] = ['id_token', 'access_token', 'refresh_token'].map((name) =>
      data[name] === undefined ? undefined : String(data[name]),
    );
    return { client, idToken, accessToken, refreshToken };
  }

  const SCOPES = PAGE.AllowedOAuthScopes?.join(' ');
  it.each([
    ['orders/write orders/read', 'orders/write orders/read'],
    ['orders/read  orders/read', 'orders/read'],
    [undefined, SCOPES],
    ['', SCOPES],
  ])('have the requested scopes (%j)', async (scope, expected) => {
    expect(decodeClaims((await signIn(scope)).accessToken)['scope']).toBe(expected);
  });

  it('have version 2 and the documented claims', async () => {
    const { client, accessToken = '' } = await signIn('openid orders/read');
    const verifier = await service.verifierFor(client, 'access');
    const claims = verifier.verifySync(accessToken);
    expect(claims).toStrictEqual({
      sub: expect.stringMatching(UUID),
      username: 'ada',
      iss: service.issuerOf(domain.pool.id),
      version: 2,
      client_id: client.id,
      token_use: 'access',
      scope: 'openid orders/read',
      auth_time: expect.any(Number),
      iat: expect.any(Number),
      exp: claims.iat + 3600,
      event_id: expect.any(String),
      origin_jti: expect.any(String),
      jti: expect.any(String),
    });
  });

  it('authorize user operations only with the scope for them', async () => {
    const refusal = 'NotAuthorizedException: Access Token does not have required scopes';
    const { accessToken: AccessToken } = await signIn('openid profile');
    const DeviceKey = `${service.region}_00000000-0000-4000-8000-000000000000`;
    expect(await refusalOf(service.sdk.getUser({ AccessToken }))).toBe(refusal);
    expect(await refusalOf(service.sdk.confirmDevice({ AccessToken, DeviceKey }))).toBe(refusal);
    expect(await refusalOf(service.sdk.forgetDevice({ AccessToken, DeviceKey }))).toBe(refusal);
    expect(await refusalOf(service.sdk.deleteUser({ AccessToken }))).toBe(refusal);
    const { accessToken } = await signIn('orders/read aws.cognito.signin.user.admin');
    expect(await service.sdk.getUser({ AccessToken: accessToken })).toHaveProperty('Username', 'ada');
  });

  it.each([
    ['openid', ['email', 'email_verified', 'name']],
    ['openid profile', ['email', 'email_verified', 'name']],
    ['openid email', ['email', 'email_verified']],
    ['openid email profile', ['email', 'email_verified', 'name']],
  ])('contain with the scope %s the attributes %j', async (scope, expected) => {
    const claims = decodeClaims((await signIn(scope)).idToken);
    expect(Object.keys(claims).filter((name) => /^(email|name)/.test(name))).toStrictEqual(expected);
    expect(claims).toMatchObject({ sub: expect.any(String), 'cognito:username': 'ada' });
  });

  it('include an ID token only with the scope openid, with the hash of the access token', async () => {
    const { idToken, accessToken = '' } = await signIn('openid');
    const hash = createHash('sha256').update(accessToken).digest('hex').slice(0, 32);
    expect(decodeClaims(idToken)['at_hash']).toBe(Buffer.from(hash, 'hex').toString('base64url'));
    expect((await signIn('orders/read')).idToken).toBeUndefined();
    expect((await signIn('aws.cognito.signin.user.admin')).idToken).toBeUndefined();
  });

  it('keep their scopes, but not the nonce, when they are refreshed through the API', async () => {
    const query = { nonce: 'n-1' };
    const { client, idToken, accessToken, refreshToken = '' } = await signIn('openid orders/read', {}, query);
    expect(decodeClaims(idToken)['nonce']).toBe('n-1');
    const { auth_time, origin_jti } = decodeClaims(accessToken);
    const refreshed = await client.refresh(refreshToken);
    const claims = { scope: 'openid orders/read', version: 2, auth_time, origin_jti };
    expect(decodeClaims(refreshed?.AccessToken)).toMatchObject(claims);
    expect(decodeClaims(refreshed?.IdToken)).not.toHaveProperty('nonce');
    const withoutId = await signIn('orders/read');
    expect(await withoutId.client.refresh(withoutId.refreshToken ?? '')).not.toHaveProperty('IdToken');
  });
});
