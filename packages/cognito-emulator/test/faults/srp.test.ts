// Verify SRP in many random sign-ins of another client.
import { randomBytes, randomInt } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { emulatorPerTest } from '../emulator-per-test.ts';
import { signInWithSrpHelper } from '../srp-clients.ts';
import { setUpUser } from '../user-fixture.ts';

const given = emulatorPerTest();

it.each([
  ['without a client secret', {}, {}],
  ['with a client secret, in an e-mail pool', { usernameAttributes: ['email'] as const }, { secret: true }],
])(
  'signs 25 random users in %s',
  async (_, poolRequest, client) => {
    const service = { endpoint: given.emulator.url, region: 'eu-west-1' };
    const user = { username: 'ada@example.com' };
    const { pool, calls } = setUpUser(given.emulator, { pool: poolRequest, client, user });
    const outcomes: string[] = [];
    for (let round = 1; round <= 25; round += 1) {
      const username = `${randomBytes(randomInt(1, 12)).toString('hex')}-${round}@example.com`;
      const password = String.fromCodePoint(...Array.from({ length: randomInt(8, 64) }, () => randomInt(0x21, 0x7f)));
      pool.addUser({ username, password });
      outcomes.push((await signInWithSrpHelper(service, calls, { username, password })).outcome);
    }
    expect(outcomes).toStrictEqual(Array(25).fill('signed in'));
  },
  120_000,
);
