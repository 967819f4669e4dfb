import { describe, expect, it } from '@jest/globals';
import { type Quota, Quotas } from '../src/quotas.ts';
import { refusalOf } from './contract/answers.ts';
import { associate } from './contract/authenticator-app.ts';
import { TEMPORARY_PASSWORD } from './contract/pool.ts';
import { callsOn, emulatorPerTest, setUpClient, setUpUser } from './fixture.ts';

function quotasAt(scale: number): Quotas {
  const quotas = new Quotas();
  quotas.set(scale);
  return quotas;
}

/** Returns how many of a number of simultaneous requests are admitted. */
function countAdmitted(
  count: number,
  quotas: Quotas,
  now: number,
  operation = 'AdminDeleteUser',
  user?: string,
): number {
  const call = { operation, region: 'eu-west-1', ...(user !== undefined && { user }) };
  return Array.from({ length: count }, () => quotas.admits(call, now)).filter(Boolean).length;
}

describe('a quota', () => {
  it.each([
    ['InitiateAuth', 120],
    ['AdminCreateUser', 50],
    ['AdminDeleteUser', 25],
    // Its own quota and that of UserAuthentication.
    ['RespondToAuthChallenge', 360 + 120],
  ])('admits %s %d times at once and per second', (operation, perSecond) => {
    const quotas = quotasAt(1);
    expect(countAdmitted(1000, quotas, 0, operation)).toBe(perSecond);
    expect(countAdmitted(1000, quotas, 10_000, operation)).toBe(perSecond);
  });

  it('is scaled and refills evenly, and admits one request even if scaled below one per second', () => {
    const [tenth, hundredth] = [quotasAt(0.1), quotasAt(0.01)];
    expect([0, 199, 200, 600].map((now) => countAdmitted(9, tenth, now))).toStrictEqual([2, 0, 1, 1]);
    expect([0, 3900, 4000].map((now) => countAdmitted(9, hundredth, now))).toStrictEqual([1, 0, 1]);
  });

  it('applies to all operations of a category, not before it is set, nor to operations of other services', () => {
    const quotas = quotasAt(1);
    expect(countAdmitted(20, quotas, 0, 'AdminDeleteUser')).toBe(20);
    expect(countAdmitted(20, quotas, 0, 'DeleteUser')).toBe(5);
    expect(countAdmitted(1000, new Quotas(), 0)).toBe(1000);
    expect(countAdmitted(1000, quotasAt(0.01), 0, 'AssumeRoleWithWebIdentity')).toBe(1000);
  });

  it('of a user admits ten reads and ten writes per second, whatever the scale', () => {
    const quotas = quotasAt(1);
    expect(countAdmitted(20, quotas, 0, 'AdminDeleteUser', 'ada')).toBe(10);
    expect(countAdmitted(20, quotas, 0, 'AdminSetUserPassword', 'ada')).toBe(0);
    expect(countAdmitted(20, quotas, 0, 'InitiateAuth', 'ada')).toBe(10);
    expect(countAdmitted(20, quotas, 0, 'AdminDeleteUser', 'bob')).toBe(10);
    expect(countAdmitted(20, quotas, 100, 'AdminSetUserPassword', 'ada')).toBe(1);
    expect(quotas.use('PerUser').refused).toHaveLength(10 + 20 + 10 + 10 + 19);
    expect(quotas.use('UserUpdate')).toMatchObject({ passed: Array(20).fill(0), refused: [] });
    // A request that the category refuses does not count against the user.
    const tenth = quotasAt(0.1);
    expect(countAdmitted(20, tenth, 0, 'AdminDeleteUser', 'ada')).toBe(2);
    expect(countAdmitted(20, tenth, 0, 'AdminCreateUser', 'ada')).toBe(5);
    expect(tenth.use('PerUser').refused).toStrictEqual([]);
  });
});

describe('the emulator', () => {
  const given = emulatorPerTest();
  const THROTTLED = 'TooManyRequestsException: Rate exceeded';

  const used = (quota: Quota): number[] => {
    const { passed, refused } = given.emulator.quotaUse(quota);
    return [passed.length, refused.length];
  };

  it('throttles across all pools of a region, and records it', async () => {
    const { emulator, now: start } = given;
    const [one, other] = [callsOn(emulator.createPool(), emulator), callsOn(emulator.createPool(), emulator)];
    const region = 'us-east-1';
    const abroad = callsOn(emulator.createPool({ region }), emulator, { region });
    emulator.setQuotas({ scale: 0.02 });
    await one.createUser('bob');
    expect(await refusalOf(other.createUser('bob'))).toBe(THROTTLED);
    expect(emulator.requests.at(-1)).toMatchObject({ status: 400, error: 'TooManyRequestsException' });
    await abroad.createUser('bob');
    given.now += 1000;
    await other.createUser('bob');
    expect(emulator.quotaUse('UserCreation')).toStrictEqual({ passed: [start, start, given.now], refused: [start] });
    emulator.setQuotas({ scale: 1 });
    expect(emulator.quotaUse('UserCreation')).toStrictEqual({ passed: [], refused: [] });
  });

  it('throttles the token endpoint with status 429', async () => {
    const ask = () => fetch(`${given.emulator.url}/oauth2/token`, { method: 'POST', body: form });
    const { client } = setUpClient(given.emulator, {
      pool: { domain: 'orders' },
      client: { secret: true, flows: [], oauthFlows: ['client_credentials'], scopes: ['orders/read'] },
    });
    const secret = { client_id: client.id, client_secret: client.secret ?? '' };
    const form = new URLSearchParams({ grant_type: 'client_credentials', ...secret });
    given.emulator.setQuotas({ scale: 0.001 });
    expect([(await ask()).status, (await ask()).status]).toStrictEqual([200, 429]);
    expect(used('ClientAuthentication')).toStrictEqual([1, 1]);
  });

  it('recognises a user by any name that an operation accepts', async () => {
    const { pool, owner, calls } = setUpUser(given.emulator);
    const { AccessToken, RefreshToken: REFRESH_TOKEN } = await calls.tokens();
    const sub = pool.users[0]?.attributes['sub'] ?? '';
    given.emulator.setQuotas({ scale: 1 });
    const reads = [
      () => owner.getUser('ada'),
      () => owner.getUser(sub),
      () => calls.signIn(),
      () => calls.initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN }),
    ];
    for (const read of [...reads, ...reads, ...reads.slice(0, 2)]) {
      await read();
    }
    for (let call = 0; call < 10; call += 1) {
      await owner.setPassword('ada', 'Changed-1');
    }
    for (const call of [...reads, () => calls.revoke(REFRESH_TOKEN), () => owner.sdk.deleteUser({ AccessToken })]) {
      expect(await refusalOf(call())).toBe(THROTTLED);
    }
    expect(used('PerUser')).toStrictEqual([0, 6]);
  });

  it('counts calls that identify their pool by a session', async () => {
    const { owner, calls } = setUpClient(given.emulator);
    await owner.createUser('ada');
    const { Session } = await calls.signIn({ PASSWORD: TEMPORARY_PASSWORD });
    given.emulator.setQuotas({ scale: 1 });
    await refusalOf(associate(calls, Session));
    const answer = { USERNAME: 'ada', NEW_PASSWORD: 'Permanent-1' };
    await refusalOf(calls.respond('NEW_PASSWORD_REQUIRED', Session, answer));
    expect(used('UserResourceUpdate')).toStrictEqual([1, 0]);
    expect(used('UserAccountRecovery')).toStrictEqual([1, 0]);
  });

  it('does not count requests that meet a fault or identify no pool', async () => {
    given.emulator.setQuotas({ scale: 1 });
    given.emulator.injectFault({ operation: 'AdminCreateUser', kind: 'reset', times: 1 });
    await refusalOf(callsOn(given.emulator.createPool(), given.emulator).createUser('bob'));
    await refusalOf(callsOn({ id: 'eu-west-1_nowhere' }, given.emulator).createUser('bob'));
    expect(used('UserCreation')).toStrictEqual([0, 0]);
  });
});
