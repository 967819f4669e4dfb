import { setImmediate as nextTurn } from 'node:timers/promises';
import { AdminDeleteUserCommand, AdminGetUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { type Emulator, startEmulator } from '../../../support/emulator/index.ts';
import type { UserPool } from '../../../support/emulator/user-pool.ts';
import { waitUntil } from '../../../support/wait-until.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { refusalOf, sdkFor } from './sdk.ts';

let pool: UserPool;

const given = emulatorPerTest();
beforeEach(() => {
  pool = addAda(given.emulator);
});

function addAda(emulator: Emulator): UserPool {
  const adasPool = emulator.createPool();
  adasPool.addUser({ username: 'ada', password: 'Correct-1' });
  return adasPool;
}
const ada = (): { UserPoolId: string; Username: string } => ({ UserPoolId: pool.id, Username: 'ada' });
const deleteAda = (abortSignal?: AbortSignal): Promise<unknown> =>
  sdkFor(given.emulator).send(new AdminDeleteUserCommand(ada()), abortSignal && { abortSignal });
const getAda = (): Promise<unknown> => sdkFor(given.emulator).send(new AdminGetUserCommand(ada()));
const faults = (): unknown[] => given.emulator.requests.map(({ fault }) => fault);

describe('an order of faults', () => {
  it('is met in that order, with requests in between that meet none', async () => {
    given.emulator.injectFault({ operation: 'AdminGetUser', kind: 'none', times: 1 });
    given.emulator.injectFault({ operation: 'AdminGetUser', kind: 'error-500', times: 2 });
    given.emulator.injectFault({ operation: 'AdminGetUser', kind: 'throttled', times: 1 });
    for (let call = 0; call < 5; call += 1) {
      await getAda().catch(() => undefined);
    }
    expect(faults()).toStrictEqual([undefined, 'error-500', 'error-500', 'throttled', undefined]);
  });

  it('for any operation is met after the operation has met its own', async () => {
    given.emulator.injectFault({ operation: '*', kind: 'error-503', times: 2 });
    given.emulator.injectFault({ operation: 'AdminGetUser', kind: 'throttled', times: 1 });
    await refusalOf(getAda());
    await refusalOf(getAda());
    await refusalOf(deleteAda());
    await getAda();
    expect(faults()).toStrictEqual(['throttled', 'error-503', 'error-503', undefined]);
  });

  it('can be forgotten', async () => {
    given.emulator.injectFault({ operation: '*', kind: 'reset', times: 1 });
    given.emulator.clearFaults();
    await getAda();
    expect(faults()).toStrictEqual([undefined]);
  });
});

describe('hang', () => {
  it('answers nothing and does nothing', async () => {
    given.emulator.injectFault({ operation: 'AdminDeleteUser', kind: 'hang', times: 1 });
    const impatient = new AbortController();
    const call = refusalOf(deleteAda(impatient.signal));
    await given.emulator.nextRequest('AdminDeleteUser');
    impatient.abort();
    expect(await call).toMatch(/^AbortError/);
    expect(given.emulator.requests).toMatchObject([{ operation: 'AdminDeleteUser', fault: 'hang' }]);
    expect(given.emulator.requests[0]).not.toHaveProperty('status');
    expect(pool.users).toHaveLength(1);
  });

  it.each([
    ['hang', { kind: 'hang' }],
    ['slow', { kind: 'slow', milliseconds: 60_000 }],
    ['late', { kind: 'late', milliseconds: 60_000 }],
    ['slow until something comes', { kind: 'slow', until: new Promise(() => undefined) }],
    ['late until something comes', { kind: 'late', until: new Promise(() => undefined) }],
  ] as const)('does not hold up the end of the emulator, nor does %s', async (_, fault) => {
    const own = await startEmulator();
    own.injectFault({ operation: '*', ...fault, times: 1 });
    const call = refusalOf(sdkFor(own).send(new AdminGetUserCommand({ UserPoolId: 'eu-west-1_a', Username: 'ada' })));
    await own.nextRequest('*');
    await own.close();
    expect(await call).toMatch(/ECONNRESET|socket hang up/);
  });
});

describe('late', () => {
  it('comes to nothing once the emulator is closed', async () => {
    const { promise: until, resolve: act } = Promise.withResolvers<void>();
    const own = await startEmulator();
    const { id, users } = addAda(own);
    own.injectFault({ operation: 'AdminDeleteUser', kind: 'late', until, times: 1 });
    const call = refusalOf(sdkFor(own).send(new AdminDeleteUserCommand({ UserPoolId: id, Username: 'ada' })));
    await own.nextRequest('AdminDeleteUser');
    await own.close();
    await call;
    act();
    await nextTurn();
    expect(users).toHaveLength(1);
  });
});

describe('an answer that takes time', () => {
  it('is of a request that was acted on at once, for slow', async () => {
    const { promise: until, resolve: answer } = Promise.withResolvers<void>();
    given.emulator.injectFault({ operation: 'AdminDeleteUser', kind: 'slow', until, times: 1 });
    const order: string[] = [];
    const call = deleteAda().then(() => order.push('answered'));
    const seen = await given.emulator.nextRequest('AdminDeleteUser');
    expect(seen).toMatchObject({ fault: 'slow', status: 200 });
    expect(pool.users).toStrictEqual([]);
    // Goes all the way there and back.
    await refusalOf(getAda());
    order.push('asked another');
    answer();
    await call;
    expect(order).toStrictEqual(['asked another', 'answered']);
    expect(given.emulator.requests[0]).not.toHaveProperty('abandoned');
  });

  it('comes after a time of its own', async () => {
    given.emulator.injectFault({ operation: 'AdminGetUser', kind: 'slow', milliseconds: 100, times: 1 });
    const start = performance.now();
    await getAda();
    // A timer may end a moment early.
    expect(performance.now() - start).toBeGreaterThanOrEqual(99);
  });

  it('is of a request that is acted on later, for late, also when the client has gone', async () => {
    const { promise: until, resolve: act } = Promise.withResolvers<void>();
    given.emulator.injectFault({ operation: 'AdminDeleteUser', kind: 'late', until, times: 1 });
    const impatient = new AbortController();
    const call = refusalOf(deleteAda(impatient.signal));
    const seen = await given.emulator.nextRequest('AdminDeleteUser');
    impatient.abort();
    await call;
    expect(seen).not.toHaveProperty('status');
    await waitUntil(() => given.emulator.requests[0]?.abandoned === true);
    expect(pool.users).toHaveLength(1);
    act();
    await nextTurn();
    expect(pool.users).toStrictEqual([]);
    expect(given.emulator.requests).toMatchObject([
      { operation: 'AdminDeleteUser', fault: 'late', status: 200, abandoned: true },
    ]);
  });

  it('is the service’s word on what it finds then, for late', async () => {
    const { promise: until, resolve: act } = Promise.withResolvers<void>();
    given.emulator.injectFault({ operation: 'AdminGetUser', kind: 'late', until, times: 1 });
    const call = refusalOf(getAda());
    await given.emulator.nextRequest('AdminGetUser');
    await deleteAda();
    act();
    expect(await call).toMatch(/^UserNotFoundException/);
    expect(given.emulator.requests.map(({ operation }) => operation)).toStrictEqual([
      'AdminGetUser',
      'AdminDeleteUser',
    ]);
  });
});

describe('the next request', () => {
  it('is awaited by operation, or as any, and told with its time', async () => {
    const now = 1_770_000_000_000;
    const own = await startEmulator({ now: () => now });
    const any = own.nextRequest('*');
    const token = own.nextRequest('oauth2/token');
    await fetch(`${own.url}/github-oidc/idtoken`);
    await fetch(`${own.url}/oauth2/token`, { method: 'POST' });
    expect(await any).toMatchObject({ operation: 'github-oidc', at: now });
    expect(await token).toMatchObject({ operation: 'oauth2/token', status: 400 });
    await own.close();
  });

  it('is told before it is answered', async () => {
    const order: string[] = [];
    const told = given.emulator.nextRequest('AdminGetUser').then(() => order.push('told'));
    await getAda().then(() => order.push('answered'));
    await told;
    expect(order).toStrictEqual(['told', 'answered']);
  });
});

describe('a principal', () => {
  it('can expire while the job runs', async () => {
    const principal = given.emulator.addPrincipal({ sessionToken: true });
    const sdk = sdkFor(given.emulator, { credentials: principal });
    const first = given.emulator.nextRequest('AdminGetUser').then(() => given.emulator.expire(principal));
    await sdk.send(new AdminGetUserCommand(ada()));
    await first;
    expect(await refusalOf(sdk.send(new AdminGetUserCommand(ada())))).toMatch(/^ExpiredTokenException/);
    await getAda();
  });

  it('can lose rights while the job runs, one after the other', async () => {
    await getAda();
    given.emulator.deny(given.emulator.credentials, ['AdminDeleteUser']);
    given.emulator.deny(given.emulator.credentials, ['AdminGetUser']);
    expect(await refusalOf(deleteAda())).toMatch(/^AccessDeniedException/);
    expect(await refusalOf(getAda())).toMatch(/^AccessDeniedException/);
    expect(given.emulator.requests.map(({ principal }) => principal?.denied)).toStrictEqual([
      [],
      ['AdminDeleteUser', 'AdminGetUser'],
      ['AdminDeleteUser', 'AdminGetUser'],
    ]);
  });

  it('has to be there', () => {
    expect(() => given.emulator.expire({ accessKeyId: 'AKIANOBODY' })).toThrow(RangeError);
  });
});
