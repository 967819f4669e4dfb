import { describe, expect, it } from '@jest/globals';
import { type Quota, Quotas } from '../src/quotas.ts';
import { refusalOf } from './contract/answers.ts';
import { associate } from './contract/authenticator-app.ts';
import { TEMPORARY_PASSWORD } from './contract/pool.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { callsOn } from './sdk.ts';
import { setUpClient, setUpUser } from './user-fixture.ts';

const REGION = 'eu-west-1';

function quotasAt(scale: number): Quotas {
  const quotas = new Quotas();
  quotas.set(scale);
  return quotas;
}

/** Returns how many of a number of simultaneous requests are admitted. */
function countAdmitted(count: number, quotas: Quotas, now: number, operation = 'AdminDeleteUser', more = {}): number {
  return Array.from({ length: count }, () => quotas.admits({ operation, region: REGION, ...more }, now)).filter(Boolean)
    .length;
}

describe('a quota', () => {
  it.each([
    ['InitiateAuth', 120],
    ['AdminCreateUser', 50],
    ['AdminSetUserPassword', 30],
    ['AdminDeleteUser', 25],
    ['VerifySoftwareToken', 25],
    ['ListUsers', 30],
    ['RevokeToken', 120],
    ['AdminGetUser', 120],
    ['oauth2/token', 150],
    ['GetClientToken', 150],
    // Its own quota and that of UserAuthentication.
    ['RespondToAuthChallenge', 360 + 120],
  ])('admits %s %d times at once and per second', (operation, perSecond) => {
    const quotas = quotasAt(1);
    expect(countAdmitted(1000, quotas, 0, operation)).toBe(perSecond);
    expect(countAdmitted(1000, quotas, 1000, operation)).toBe(perSecond);
    expect(countAdmitted(1000, quotas, 10_000, operation)).toBe(perSecond);
  });

  it('is scaled and refills evenly', () => {
    const quotas = quotasAt(0.1);
    expect(countAdmitted(9, quotas, 0)).toBe(2);
    expect(countAdmitted(9, quotas, 199)).toBe(0);
    expect(countAdmitted(9, quotas, 200)).toBe(1);
    expect(countAdmitted(9, quotas, 600)).toBe(1);
  });

  it('admits one request even if scaled below one per second', () => {
    const quotas = quotasAt(0.01);
    expect(countAdmitted(9, quotas, 0)).toBe(1);
    expect(countAdmitted(9, quotas, 3900)).toBe(0);
    expect(countAdmitted(9, quotas, 4000)).toBe(1);
  });

  it('applies to all operations of a category', () => {
    const quotas = quotasAt(1);
    expect(countAdmitted(20, quotas, 0, 'AdminDeleteUser')).toBe(20);
    expect(countAdmitted(20, quotas, 0, 'DeleteUser')).toBe(5);
    expect(countAdmitted(20, quotas, 0, 'AdminCreateUser')).toBe(20);
  });

  it('does not apply before it is set, nor to operations of other services', () => {
    expect(countAdmitted(1000, new Quotas(), 0)).toBe(1000);
    expect(countAdmitted(1000, quotasAt(0.01), 0, 'AssumeRoleWithWebIdentity')).toBe(1000);
  });
});

describe('the per-user quota', () => {
  it('admits ten reads and ten writes per second', () => {
    const quotas = quotasAt(1);
    expect(countAdmitted(20, quotas, 0, 'AdminDeleteUser', { user: 'ada' })).toBe(10);
    expect(countAdmitted(20, quotas, 0, 'AdminSetUserPassword', { user: 'ada' })).toBe(0);
    expect(countAdmitted(20, quotas, 0, 'InitiateAuth', { user: 'ada' })).toBe(10);
    expect(countAdmitted(20, quotas, 0, 'AdminDeleteUser', { user: 'bob' })).toBe(10);
    expect(countAdmitted(20, quotas, 100, 'AdminSetUserPassword', { user: 'ada' })).toBe(1);
    expect(quotas.use('PerUser').refused).toHaveLength(10 + 20 + 10 + 10 + 19);
    expect(quotas.use('UserUpdate')).toMatchObject({ passed: Array(20).fill(0), refused: [] });
  });

  it('is not scaled, and not consumed by requests that the category refuses', () => {
    const quotas = quotasAt(0.1);
    expect(countAdmitted(20, quotas, 0, 'AdminDeleteUser', { user: 'ada' })).toBe(2);
    expect(countAdmitted(20, quotas, 0, 'AdminCreateUser', { user: 'ada' })).toBe(5);
    expect(countAdmitted(20, quotas, 0, 'AdminSetUserPassword', { user: 'ada' })).toBe(3);
    expect(quotas.use('PerUser').refused).toHaveLength(17);
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
    await other.createUser('cyd');
  });

  it('throttles the token endpoint with status 429', async () => {
    const { client } = setUpClient(given.emulator, {
      pool: { domain: 'orders' },
      client: { secret: true, flows: [], oauthFlows: ['client_credentials'], scopes: ['orders/read'] },
    });
    given.emulator.setQuotas({ scale: 0.001 });
    const form = { grant_type: 'client_credentials', client_id: client.id, client_secret: client.secret ?? '' };
    const request = { method: 'POST', body: new URLSearchParams(form) };
    const ask = () => fetch(`${given.emulator.url}/oauth2/token`, request);
    expect([(await ask()).status, (await ask()).status]).toStrictEqual([200, 429]);
    expect(used('ClientAuthentication')).toStrictEqual([1, 1]);
  });

  it('recognises a user by any name that an operation accepts', async () => {
    const { pool, owner, calls } = setUpUser(given.emulator);
    const { AccessToken, RefreshToken } = await calls.tokens();
    const sub = pool.users[0]?.attributes['sub'] ?? '';
    given.emulator.setQuotas({ scale: 1 });
    const reads = [
      () => owner.getUser('ada'),
      () => owner.getUser(sub),
      () => calls.signIn(),
      () => calls.initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: RefreshToken }),
    ];
    for (const read of [...reads, ...reads, ...reads.slice(0, 2)]) {
      await read();
    }
    for (const read of reads) {
      expect(await refusalOf(read())).toBe(THROTTLED);
    }
    expect(used('PerUser')).toStrictEqual([0, 4]);

    for (let call = 0; call < 10; call += 1) {
      await owner.setPassword('ada', 'Changed-1');
    }
    for (const write of [
      () => owner.setPassword('ada', 'Changed-1'),
      () => calls.revoke(RefreshToken),
      () => owner.sdk.deleteUser({ AccessToken }),
      () => owner.deleteUser('ada'),
    ]) {
      expect(await refusalOf(write())).toBe(THROTTLED);
    }
    expect(used('PerUser')).toStrictEqual([0, 8]);
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
