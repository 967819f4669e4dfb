import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  AssociateSoftwareTokenCommand,
  DeleteUserCommand,
  RespondToAuthChallengeCommand,
  RevokeTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Emulator, startEmulator } from '../src/index.ts';
import { quotasOf } from '../src/quotas/categories.ts';
import type { Quota } from '../src/quotas/quotas.ts';
import { Quotas } from '../src/quotas/quotas.ts';
import type { UserPool } from '../src/user-pool.ts';
import { refusalOf } from './contract/service.ts';
import { createUser, refresh, sdkFor, signIn } from './sdk.ts';

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

  it('applies to all operations of a category in a region', () => {
    const quotas = quotasAt(1);
    expect(countAdmitted(20, quotas, 0, 'AdminDeleteUser')).toBe(20);
    expect(countAdmitted(20, quotas, 0, 'DeleteUser')).toBe(5);
    expect(countAdmitted(20, quotas, 0, 'AdminDeleteUser', { region: 'us-east-1' })).toBe(20);
    expect(countAdmitted(20, quotas, 0, 'AdminCreateUser')).toBe(20);
  });

  it('of UserAccountRecovery applies to answers to NEW_PASSWORD_REQUIRED', () => {
    const [quota, ...others] = quotasOf('RespondToAuthChallenge', 'NEW_PASSWORD_REQUIRED');
    expect(quota?.category).toBe('UserAccountRecovery');
    expect(others).toStrictEqual([]);
  });

  it('does not apply before it is set, nor to operations of other services', () => {
    expect(countAdmitted(1000, new Quotas(), 0)).toBe(1000);
    expect(countAdmitted(1000, quotasAt(0.01), 0, 'AssumeRoleWithWebIdentity')).toBe(1000);
  });

  it('records when it admitted and refused requests', () => {
    const quotas = quotasAt(0.1);
    countAdmitted(3, quotas, 7);
    countAdmitted(1, quotas, 1007);
    expect(quotas.use('UserUpdate')).toStrictEqual({ passed: [7, 7, 1007], refused: [7] });
    expect(quotas.use('UserCreation')).toStrictEqual({ passed: [], refused: [] });
    quotas.set(1);
    expect(quotas.use('UserUpdate')).toStrictEqual({ passed: [], refused: [] });
    expect(countAdmitted(30, quotas, 1007)).toBe(25);
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
  const start = 1_770_000_000_000;
  let now: number;
  let emulator: Emulator;
  let pool: UserPool;

  beforeEach(async () => {
    now = start;
    emulator = await startEmulator({ now: () => now });
    pool = emulator.createPool({ domain: 'orders' });
    pool.addUser({ username: 'ada', password: 'Correct-1' });
  });
  afterEach(() => emulator.close());

  const sdk = () => sdkFor(emulator, { systemClockOffset: start - Date.now() });
  const used = (quota: Quota): number[] => {
    const { passed, refused } = emulator.quotaUse(quota);
    return [passed.length, refused.length];
  };

  it('throttles across all pools of a region', async () => {
    const other = emulator.createPool();
    const abroad = emulator.createPool({ region: 'us-east-1' });
    emulator.setQuotas({ scale: 0.02 });
    const client = sdk();
    await client.send(createUser(pool.id, 'bob'));
    expect(await refusalOf(client.send(createUser(other.id, 'bob')))).toBe('TooManyRequestsException: Rate exceeded');
    await sdkFor(emulator, { region: 'us-east-1', systemClockOffset: start - Date.now() }).send(
      createUser(abroad.id, 'bob'),
    );
    expect(emulator.requests.map(({ status, error }) => [status, error])).toStrictEqual([
      [200, undefined],
      [400, 'TooManyRequestsException'],
      [200, undefined],
    ]);
    now += 1000;
    await client.send(createUser(other.id, 'bob'));
    expect(emulator.quotaUse('UserCreation')).toStrictEqual({ passed: [start, start, now], refused: [start] });
  });

  it('throttles the token endpoint with status 429', async () => {
    const { id, secret } = pool.createClient({
      secret: true,
      flows: [],
      oauthFlows: ['client_credentials'],
      scopes: ['orders/read'],
    });
    emulator.setQuotas({ scale: 0.001 });
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: id,
      client_secret: secret ?? '',
    });
    const statuses = [];
    for (let call = 0; call < 2; call += 1) {
      statuses.push((await fetch(`${emulator.url}/oauth2/token`, { method: 'POST', body })).status);
    }
    expect(statuses).toStrictEqual([200, 429]);
    expect(used('ClientAuthentication')).toStrictEqual([1, 1]);
  });

  it('recognises a user by any name that an operation accepts', async () => {
    const client = pool.createClient({ flows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] });
    const { AuthenticationResult: tokens } = await signIn(sdk(), client.id, { USERNAME: 'ada', PASSWORD: 'Correct-1' });
    const sub = pool.users[0]?.attributes['sub'] ?? '';
    emulator.setQuotas({ scale: 1 });
    const reads = [
      () => sdk().send(new AdminGetUserCommand({ UserPoolId: pool.id, Username: 'ada' })),
      () => sdk().send(new AdminGetUserCommand({ UserPoolId: pool.id, Username: sub })),
      () => signIn(sdk(), client.id, { USERNAME: 'ada', PASSWORD: 'Correct-1' }),
      () => refresh(sdk(), client.id, { REFRESH_TOKEN: tokens?.RefreshToken ?? '' }),
    ];
    for (const read of [...reads, ...reads, ...reads.slice(0, 2)]) {
      await read();
    }
    for (const read of reads) {
      expect(await refusalOf(read())).toBe('TooManyRequestsException: Rate exceeded');
    }
    expect(used('PerUser')).toStrictEqual([0, 4]);

    const writes = [
      () =>
        sdk().send(
          new AdminSetUserPasswordCommand({
            UserPoolId: pool.id,
            Username: 'ada',
            Password: 'Changed-1',
            Permanent: true,
          }),
        ),
      () => sdk().send(new RevokeTokenCommand({ ClientId: client.id, Token: tokens?.RefreshToken })),
      () => sdk().send(new DeleteUserCommand({ AccessToken: tokens?.AccessToken })),
      () => sdk().send(new AdminDeleteUserCommand({ UserPoolId: pool.id, Username: 'ada' })),
    ];
    for (let call = 0; call < 10; call += 1) {
      await writes[0]?.();
    }
    for (const write of writes) {
      expect(await refusalOf(write())).toBe('TooManyRequestsException: Rate exceeded');
    }
    expect(used('PerUser')).toStrictEqual([0, 8]);
  });

  it('counts calls that identify their pool by a session', async () => {
    const { id: ClientId } = pool.createClient({ flows: ['ALLOW_USER_PASSWORD_AUTH'] });
    await sdk().send(createUser(pool.id, 'bob'));
    const { Session } = await signIn(sdk(), ClientId, { USERNAME: 'bob', PASSWORD: 'Temporary-1' });
    emulator.setQuotas({ scale: 1 });
    await refusalOf(sdk().send(new AssociateSoftwareTokenCommand({ Session })));
    await refusalOf(
      sdk().send(
        new RespondToAuthChallengeCommand({
          ClientId,
          Session,
          ChallengeName: 'NEW_PASSWORD_REQUIRED',
          ChallengeResponses: { USERNAME: 'bob', NEW_PASSWORD: 'Permanent-1' },
        }),
      ),
    );
    expect([used('UserResourceUpdate'), used('UserAccountRecovery')]).toStrictEqual([
      [1, 0],
      [1, 0],
    ]);
  });

  it('does not count requests that meet a fault or identify no pool', async () => {
    emulator.setQuotas({ scale: 1 });
    emulator.injectFault({ operation: 'AdminCreateUser', kind: 'reset', times: 1 });
    await refusalOf(sdk().send(createUser(pool.id, 'bob')));
    await refusalOf(sdk().send(new AdminCreateUserCommand({ UserPoolId: 'eu-west-1_nowhere', Username: 'bob' })));
    expect(used('UserCreation')).toStrictEqual([0, 0]);
  });
});
