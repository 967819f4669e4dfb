import { setImmediate as nextTurn } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { RequestFault } from '../src/faults.ts';
import { startEmulator } from '../src/index.ts';
import { refusalOf } from './contract/answers.ts';
import { callsOn, emulatorPerTest, setUpUser } from './fixture.ts';

const given = emulatorPerTest();

let fixture: ReturnType<typeof setUpUser>;
beforeEach(() => {
  fixture = setUpUser(given.emulator);
});

function getAda(credentials = given.emulator.credentials): Promise<unknown> {
  return callsOn(fixture.pool, given.emulator, { credentials }).getUser();
}

function faults(): unknown[] {
  return given.emulator.requests.map(({ fault }) => fault);
}

function send(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(new URL(path, given.emulator.url), { redirect: 'manual', ...init });
}

/** Sends AdminGetUser, which meets the fault. */
function meet(fault: RequestFault): Promise<Response> {
  given.emulator.injectFault({ operation: 'AdminGetUser', times: 1, ...fault });
  const target = 'AWSCognitoIdentityProviderService.AdminGetUser';
  const headers = { 'Content-Type': 'application/x-amz-json-1.1', 'X-Amz-Target': target };
  return send('/', { method: 'POST', headers, body: '{}' });
}

const POST = { method: 'POST' };
const ASSUME_ROLE = {
  ...POST,
  body: new URLSearchParams({ Action: 'AssumeRoleWithWebIdentity', Version: '2011-06-15' }),
};
const PAGES = [429, 'Rate exceeded', 'Something went wrong.', 'Not today.'] as const;
it.each<[string, () => Promise<Response>, status: number, throttled: string, failed: string, refused: string]>([
  ['oauth2/token', () => send('/oauth2/token', POST), 429, '"too_many_requests"', '"server_error"', '"TestException"'],
  ['oauth2/authorize', () => send('/oauth2/authorize'), ...PAGES],
  ['GET login', () => send('/login'), ...PAGES],
  ['POST login', () => send('/login', POST), ...PAGES],
  ['github-oidc', () => send(given.emulator.oidc.requestUrl), 429, 'TooManyRequests', 'InternalServer', 'Not today.'],
  ['AssumeRoleWithWebIdentity', () => send('/', ASSUME_ROLE), 400, '>Throttling<', '>InternalFailure<', '>Not today.<'],
])('%s has its own form of throttling, failure and refusal', async (operation, request, status, ...texts) => {
  const injectFault = (fault: RequestFault) => given.emulator.injectFault({ operation, times: 1, ...fault });
  injectFault({ kind: 'throttled' });
  injectFault({ kind: 'error-500' });
  injectFault({ kind: 'refused', exception: 'TestException', message: 'Not today.', status: 403 });
  for (const [index, text] of texts.entries()) {
    const answer = await request();
    expect(answer.status).toBe([status, 500, 403][index]);
    expect(await answer.text()).toContain(text);
  }
});

describe('a request', () => {
  it.each<[RequestFault, number, string]>([
    [{ kind: 'throttled' }, 400, '{"__type":"TooManyRequestsException","message":"Rate exceeded"}'],
    [{ kind: 'error-500' }, 500, '{"__type":"InternalErrorException","message":"Something went wrong."}'],
    [{ kind: 'error-503' }, 503, '503 Service Temporarily Unavailable'],
    [{ kind: 'html' }, 200, 'Sign in to the network'],
    [{ kind: 'page', status: 502 }, 502, '502 Bad Gateway'],
    [{ kind: 'page', status: 200, body: '<p>Sign in</p>' }, 200, '<p>Sign in</p>'],
    [{ kind: 'answered' }, 200, ''],
    [{ kind: 'answered', output: { token_type: 'Bearer' } }, 200, '{"token_type":"Bearer"}'],
    [
      { kind: 'refused', exception: 'TestException', message: 'No.', status: 403 },
      403,
      '"TestException","message":"No."',
    ],
  ])('meets %j', async (fault, status, text) => {
    const answer = await meet(fault);
    expect(answer.status).toBe(status);
    expect(await answer.text()).toContain(text);
    expect(given.emulator.requests).toMatchObject([{ operation: 'AdminGetUser', fault: fault.kind, status }]);
  });

  it.each(['reset', 'lose-answer', 'switching-protocols'] as const)('meets no answer with %s', async (kind) => {
    await expect(meet({ kind })).rejects.toThrow('fetch failed');
    expect(given.emulator.requests).toMatchObject([{ operation: 'AdminGetUser', fault: kind }]);
  });

  it('meets a page that is not from AWS, and may redirect', async () => {
    const { headers } = await meet({ kind: 'page', status: 307, location: 'https://elsewhere.test/login' });
    expect(headers.get('location')).toBe('https://elsewhere.test/login');
    expect(headers.get('content-type')).toBe('text/html');
    expect([...headers.keys()].filter((name) => name.startsWith('x-'))).toStrictEqual([]);
  });

  it.each<[RequestFault, number]>([
    [{ kind: 'lose-answer' }, 0],
    [{ kind: 'truncated' }, 0],
    [{ kind: 'broken-encoding', encoding: 'gzip' }, 0],
    [{ kind: 'reset' }, 1],
    [{ kind: 'error-500' }, 1],
    [{ kind: 'page', status: 502 }, 1],
  ])('is handled with %j or not: %i users are left', async (fault, usersLeft) => {
    given.emulator.injectFault({ operation: 'AdminDeleteUser', times: 1, ...fault });
    await fixture.owner.deleteUser().catch(() => undefined);
    expect(fixture.pool.users).toHaveLength(usersLeft);
  });
});

describe('injected faults', () => {
  it('are met in the order of injection, except by exempted requests', async () => {
    given.emulator.injectFault({ operation: 'AdminGetUser', kind: 'none', times: 1 });
    given.emulator.injectFault({ operation: 'AdminGetUser', kind: 'error-500', times: 2 });
    given.emulator.injectFault({ operation: 'AdminGetUser', kind: 'throttled', times: 1 });
    for (let call = 0; call < 5; call += 1) {
      await getAda().catch(() => undefined);
    }
    expect(faults()).toStrictEqual([undefined, 'error-500', 'error-500', 'throttled', undefined]);
  });

  it('for any operation are met after those of the operation, unless they are cleared', async () => {
    given.emulator.injectFault({ operation: '*', kind: 'error-503', times: 3 });
    given.emulator.injectFault({ operation: 'AdminGetUser', kind: 'throttled', times: 1 });
    await refusalOf(getAda());
    await refusalOf(getAda());
    await refusalOf(fixture.owner.deleteUser());
    given.emulator.clearFaults();
    await getAda();
    expect(faults()).toStrictEqual(['throttled', 'error-503', 'error-503', undefined]);
  });
});

describe('closing the emulator', () => {
  it.each<[RequestFault]>([
    [{ kind: 'hang' }],
    [{ kind: 'slow', milliseconds: 60_000 }],
    [{ kind: 'slow', until: new Promise(() => undefined) }],
  ])('is not delayed by the fault %j', async (fault) => {
    const own = await startEmulator();
    own.injectFault({ operation: '*', ...fault, times: 1 });
    const call = refusalOf(callsOn({ id: 'eu-west-1_a' }, own).getUser('ada'));
    await own.nextRequest('*');
    await own.close();
    expect(await call).toMatch(/ECONNRESET|socket hang up/);
  });

  it('prevents the effect of the fault late', async () => {
    const { promise: until, resolve: act } = Promise.withResolvers<void>();
    const own = await startEmulator();
    const { pool, owner } = setUpUser(own);
    own.injectFault({ operation: 'AdminDeleteUser', kind: 'late', until, times: 1 });
    const call = refusalOf(owner.deleteUser());
    await own.nextRequest('AdminDeleteUser');
    await own.close();
    await call;
    act();
    await nextTurn();
    expect(pool.users).toHaveLength(1);
  });
});

describe('a delayed answer', () => {
  it('slow handles the request at once and answers later', async () => {
    const { promise: until, resolve: answer } = Promise.withResolvers<void>();
    given.emulator.injectFault({ operation: 'AdminDeleteUser', kind: 'slow', until, times: 1 });
    const call = fixture.owner.deleteUser();
    const seen = await given.emulator.nextRequest('AdminDeleteUser');
    expect(seen).toMatchObject({ fault: 'slow', status: 200 });
    expect(fixture.pool.users).toStrictEqual([]);
    // Another request is answered in the meantime.
    expect(await Promise.race([call, refusalOf(getAda())])).toMatch(/^UserNotFoundException/);
    answer();
    await call;
    expect(given.emulator.requests[0]).not.toHaveProperty('abandoned');
  });

  it('slow answers after a number of milliseconds', async () => {
    given.emulator.injectFault({ operation: 'AdminGetUser', kind: 'slow', milliseconds: 100, times: 1 });
    const start = performance.now();
    await getAda();
    // Timers can fire slightly early.
    expect(performance.now() - start).toBeGreaterThanOrEqual(99);
  });

  it('late handles the request later, even if the client has disconnected', async () => {
    const { promise: until, resolve: act } = Promise.withResolvers<void>();
    given.emulator.injectFault({ operation: 'AdminDeleteUser', kind: 'late', until, times: 1 });
    const client = new AbortController();
    const user = { UserPoolId: fixture.pool.id, Username: 'ada' };
    const call = refusalOf(fixture.owner.sdk.adminDeleteUser(user, { abortSignal: client.signal }));
    const seen = await given.emulator.nextRequest('AdminDeleteUser');
    client.abort();
    await call;
    expect(seen).not.toHaveProperty('status');
    while (given.emulator.requests[0]?.abandoned !== true) {
      await nextTurn();
    }
    expect(fixture.pool.users).toHaveLength(1);
    act();
    await nextTurn();
    expect(fixture.pool.users).toStrictEqual([]);
    expect(given.emulator.requests).toMatchObject([
      { operation: 'AdminDeleteUser', fault: 'late', status: 200, abandoned: true },
    ]);
  });
});

it('a principal can expire during the job', async () => {
  const principal = given.emulator.addPrincipal({ sessionToken: true });
  const first = given.emulator.nextRequest('AdminGetUser').then(() => given.emulator.expire(principal));
  await getAda(principal);
  await first;
  expect(await refusalOf(getAda(principal))).toMatch(/^ExpiredTokenException: The security token included in the/);
  await getAda();
  expect(() => given.emulator.expire({ accessKeyId: 'AKIANOBODY' })).toThrow(RangeError);
});
