import { setImmediate as nextTurn } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { startEmulator } from '../src/index.ts';
import { refusalOf } from './contract/answers.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { callsOn } from './sdk.ts';
import { setUpUser } from './user-fixture.ts';

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

  it('for any operation are met after those of the operation', async () => {
    given.emulator.injectFault({ operation: '*', kind: 'error-503', times: 2 });
    given.emulator.injectFault({ operation: 'AdminGetUser', kind: 'throttled', times: 1 });
    await refusalOf(getAda());
    await refusalOf(getAda());
    await refusalOf(fixture.owner.deleteUser());
    await getAda();
    expect(faults()).toStrictEqual(['throttled', 'error-503', 'error-503', undefined]);
  });

  it('can be cleared', async () => {
    given.emulator.injectFault({ operation: '*', kind: 'reset', times: 1 });
    given.emulator.clearFaults();
    await getAda();
    expect(faults()).toStrictEqual([undefined]);
  });
});

describe('closing the emulator', () => {
  it.each([
    ['hang', { kind: 'hang' }],
    ['slow', { kind: 'slow', milliseconds: 60_000 }],
    ['late', { kind: 'late', milliseconds: 60_000 }],
    ['slow until a promise settles', { kind: 'slow', until: new Promise(() => undefined) }],
    ['late until a promise settles', { kind: 'late', until: new Promise(() => undefined) }],
  ] as const)('is not delayed by the fault %s', async (_, fault) => {
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
    const order: string[] = [];
    const call = fixture.owner.deleteUser().then(() => order.push('answered'));
    const seen = await given.emulator.nextRequest('AdminDeleteUser');
    expect(seen).toMatchObject({ fault: 'slow', status: 200 });
    expect(fixture.pool.users).toStrictEqual([]);
    // Completes a request in the meantime.
    await refusalOf(getAda());
    order.push('completed another request');
    answer();
    await call;
    expect(order).toStrictEqual(['completed another request', 'answered']);
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

  it('late answers with the state at the time of handling', async () => {
    const { promise: until, resolve: act } = Promise.withResolvers<void>();
    given.emulator.injectFault({ operation: 'AdminGetUser', kind: 'late', until, times: 1 });
    const call = refusalOf(getAda());
    await given.emulator.nextRequest('AdminGetUser');
    await fixture.owner.deleteUser();
    act();
    expect(await call).toMatch(/^UserNotFoundException/);
    expect(given.emulator.requests.map(({ operation }) => operation)).toStrictEqual([
      'AdminGetUser',
      'AdminDeleteUser',
    ]);
  });
});

it('nextRequest waits for an operation or for any, and returns the time of the request', async () => {
  const { url, nextRequest } = given.emulator;
  const [any, token] = [nextRequest('*'), nextRequest('oauth2/token')];
  await fetch(`${url}/github-oidc/idtoken`);
  await fetch(`${url}/oauth2/token`, { method: 'POST' });
  expect(await any).toMatchObject({ operation: 'github-oidc', at: given.now });
  expect(await token).toMatchObject({ operation: 'oauth2/token', status: 400 });
});

describe('a principal', () => {
  it('can expire during the job', async () => {
    const principal = given.emulator.addPrincipal({ sessionToken: true });
    const first = given.emulator.nextRequest('AdminGetUser').then(() => given.emulator.expire(principal));
    await getAda(principal);
    await first;
    expect(await refusalOf(getAda(principal))).toBe(
      'ExpiredTokenException: The security token included in the request is expired',
    );
    await getAda();
  });

  it('can lose permissions one by one during the job', async () => {
    await getAda();
    given.emulator.deny(given.emulator.credentials, ['AdminDeleteUser']);
    given.emulator.deny(given.emulator.credentials, ['AdminGetUser']);
    expect(await refusalOf(fixture.owner.deleteUser())).toMatch(/^AccessDeniedException/);
    expect(await refusalOf(getAda())).toMatch(/^AccessDeniedException/);
    expect(given.emulator.requests.map(({ principal }) => principal?.denied)).toStrictEqual([
      [],
      ['AdminDeleteUser', 'AdminGetUser'],
      ['AdminDeleteUser', 'AdminGetUser'],
    ]);
  });

  it('must exist to expire', () => {
    expect(() => given.emulator.expire({ accessKeyId: 'AKIANOBODY' })).toThrow(RangeError);
  });
});
