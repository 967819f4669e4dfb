/** The answers that faults make, at every service of the emulator. */
import { describe, expect, it } from '@jest/globals';
import type { RequestFault } from '../src/faults.ts';
import { refusalOf } from './contract/answers.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { setUpClient, setUpUser } from './user-fixture.ts';

const given = emulatorPerTest();

function send(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(new URL(path, given.emulator.url), { redirect: 'manual', ...init });
}

function callApi(operation: string, init: RequestInit = {}): Promise<Response> {
  const target = `AWSCognitoIdentityProviderService.${operation}`;
  const headers = { 'Content-Type': 'application/x-amz-json-1.1', 'X-Amz-Target': target };
  return send('/', { method: 'POST', headers, body: '{}', ...init });
}

const ASSUME_ROLE = new URLSearchParams({ Action: 'AssumeRoleWithWebIdentity', Version: '2011-06-15' });

interface Service {
  readonly request: (init?: RequestInit) => Promise<Response>;
  /** Status and a part of the body. */
  readonly throttled: readonly [number, string];
  readonly failed: string;
  /** The exception TestException with the message `Not today.` */
  readonly refused: string;
}

const API = {
  throttled: [400, '{"__type":"TooManyRequestsException","message":"Rate exceeded"}'],
  failed: '{"__type":"InternalErrorException","message":"Something went wrong."}',
  refused: '{"__type":"TestException","message":"Not today."}',
} as const;
const PAGES = { throttled: [429, 'Rate exceeded'], failed: 'Something went wrong.', refused: 'Not today.' } as const;

const SERVICES: Readonly<Record<string, Service>> = {
  AdminGetUser: { request: (init) => callApi('AdminGetUser', init), ...API },
  GetClientToken: { request: (init) => callApi('GetClientToken', init), ...API },
  'oauth2/token': {
    request: (init) => send('/oauth2/token', { method: 'POST', ...init }),
    throttled: [429, '{"error":"too_many_requests"}'],
    failed: '{"error":"server_error"}',
    refused: '{"error":"TestException"}',
  },
  'oauth2/authorize': { request: (init) => send('/oauth2/authorize', init), ...PAGES },
  'GET login': { request: (init) => send('/login', init), ...PAGES },
  'POST login': { request: (init) => send('/login', { method: 'POST', ...init }), ...PAGES },
  'github-oidc': {
    request: (init) => send(given.emulator.oidc.requestUrl, init),
    throttled: [429, '{"typeKey":"TooManyRequestsException","message":"Rate limit exceeded."}'],
    failed: '{"typeKey":"InternalServerException","message":"Something went wrong."}',
    refused: '{"typeKey":"TestException","message":"Not today."}',
  },
  AssumeRoleWithWebIdentity: {
    request: (init) => send('/', { method: 'POST', body: ASSUME_ROLE, ...init }),
    throttled: [400, '<Code>Throttling</Code>'],
    failed: '<Code>InternalFailure</Code>',
    refused: '<Error><Type>Sender</Type><Code>TestException</Code><Message>Not today.</Message></Error>',
  },
};

describe.each(Object.entries(SERVICES))('a request to %s', (operation, { request, throttled, failed, refused }) => {
  /** Sends the request, which meets the fault. */
  function meet(fault: RequestFault, init?: RequestInit): Promise<Response> {
    given.emulator.injectFault({ operation, times: 1, ...fault });
    return request(init);
  }

  it.each<[RequestFault, number, string]>([
    [{ kind: 'throttled' }, ...throttled],
    [{ kind: 'error-500' }, 500, failed],
    [{ kind: 'error-503' }, 503, '503 Service Temporarily Unavailable'],
    [{ kind: 'html' }, 200, 'Sign in to the network'],
    [{ kind: 'page', status: 502 }, 502, '502 Bad Gateway'],
    [{ kind: 'answered' }, 200, ''],
    [{ kind: 'refused', exception: 'TestException', message: 'Not today.', status: 403 }, 403, refused],
  ])('meets %j', async (fault, status, text) => {
    const answer = await meet(fault);
    expect(answer.status).toBe(status);
    expect(await answer.text()).toContain(text);
    expect(given.emulator.requests).toMatchObject([{ operation, fault: fault.kind, status }]);
  });

  it.each(['reset', 'lose-answer', 'switching-protocols'] as const)('meets no answer with %s', async (kind) => {
    await expect(meet({ kind })).rejects.toThrow('fetch failed');
    expect(given.emulator.requests).toMatchObject([{ operation, fault: kind }]);
  });

  it('meets no answer with hang, until the client gives up', async () => {
    const arrival = given.emulator.nextRequest(operation);
    const client = new AbortController();
    const answered = meet({ kind: 'hang' }, { signal: client.signal });
    expect(await arrival).toMatchObject({ fault: 'hang' });
    client.abort();
    await expect(answered).rejects.toThrow('aborted');
    expect(given.emulator.requests[0]).not.toHaveProperty('status');
  });

  it('meets an answer that is truncated within its body', async () => {
    const answer = await meet({ kind: 'truncated' });
    expect(Number(answer.headers.get('content-length'))).toBeGreaterThan(0);
    await expect(answer.text()).rejects.toThrow('terminated');
  });

  it.each(['gzip', 'br', 'deflate'] as const)('meets plain bytes that claim to be %s', async (encoding) => {
    const answer = await meet({ kind: 'broken-encoding', encoding });
    expect(answer.headers.get('content-encoding')).toBe(encoding);
    await expect(answer.text()).rejects.toThrow('terminated');
  });

  it('meets an answer that never ends', async () => {
    const { body } = await meet({ kind: 'endless' });
    let length = 0;
    for await (const chunk of body ?? []) {
      length += chunk.length;
      if (length > 5_000_000) {
        break;
      }
    }
    expect(length).toBeGreaterThan(5_000_000);
  });

  it.each([
    [200, ''],
    [200, '<p>Sign in</p>'],
  ])('meets a page with status %i and the body "%s"', async (status, body) => {
    const answer = await meet({ kind: 'page', status, body });
    expect(answer).toMatchObject({ status });
    expect(answer.headers.get('content-type')).toBe('text/html');
    expect([...answer.headers.keys()].filter((name) => name.startsWith('x-'))).toStrictEqual([]);
    expect(await answer.text()).toBe(body);
  });

  it('meets a redirect', async () => {
    const location = 'https://elsewhere.test/login';
    expect((await meet({ kind: 'page', status: 307, location })).headers.get('location')).toBe(location);
  });
});

it.each(['AdminGetUser', 'oauth2/token', 'github-oidc'])('a success of %s can have any output', async (operation) => {
  given.emulator.injectFault({ operation, kind: 'answered', output: { token_type: 'Bearer' }, times: 1 });
  expect(await (await SERVICES[operation]?.request())?.text()).toBe('{"token_type":"Bearer"}');
});

// Older versions of Node.js do not decode zstd.
it('plain bytes can claim to be zstd', async () => {
  given.emulator.injectFault({ operation: '*', times: 1, kind: 'broken-encoding', encoding: 'zstd' });
  expect((await callApi('AdminGetUser')).headers.get('content-encoding')).toBe('zstd');
});

it.each<[RequestFault, number]>([
  [{ kind: 'lose-answer' }, 0],
  [{ kind: 'truncated' }, 0],
  [{ kind: 'broken-encoding', encoding: 'gzip' }, 0],
  [{ kind: 'reset' }, 1],
  [{ kind: 'throttled' }, 1],
  [{ kind: 'error-500' }, 1],
  [{ kind: 'error-503' }, 1],
  [{ kind: 'html' }, 1],
  [{ kind: 'refused', exception: 'TestException', message: 'Not today.' }, 1],
  [{ kind: 'answered', output: {} }, 1],
  [{ kind: 'page', status: 502 }, 1],
])('the service handles a request with %j or does not: %i users are left', async (fault, usersLeft) => {
  const { pool, owner } = setUpUser(given.emulator);
  given.emulator.injectFault({ operation: 'AdminDeleteUser', times: 1, ...fault });
  await owner.deleteUser().catch(() => undefined);
  expect(pool.users).toHaveLength(usersLeft);
});

it('deletePool makes the pool and its clients unknown', async () => {
  const { pool, client, owner, calls } = setUpClient(given.emulator);
  given.emulator.deletePool(pool);
  expect(await refusalOf(owner.deleteUser())).toBe(`ResourceNotFoundException: User pool ${pool.id} does not exist.`);
  expect(await refusalOf(calls.signUp())).toBe(
    `ResourceNotFoundException: User pool client ${client.id} does not exist.`,
  );
});
