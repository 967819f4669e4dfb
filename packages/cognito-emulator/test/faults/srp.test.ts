import { randomBytes, randomInt } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { signInWithSrp } from '../contract/srp-client.ts';
import { emulatorPerTest, setUpUser } from '../fixture.ts';

const given = emulatorPerTest();

it('USER_SRP_AUTH by another client signs 25 random users in', async () => {
  const { pool, calls } = setUpUser(given.emulator, { client: { secret: true } });
  const outcomes: string[] = [];
  for (let round = 1; round <= 25; round += 1) {
    const username = `${randomBytes(randomInt(1, 12)).toString('hex')}-${round}`;
    const password = String.fromCodePoint(...Array.from({ length: randomInt(8, 64) }, () => randomInt(0x21, 0x7f)));
    pool.addUser({ username, password });
    outcomes.push((await signInWithSrp(calls, { username, password })).outcome);
  }
  expect(outcomes).toStrictEqual(Array(25).fill('signed in'));
}, 120_000);
