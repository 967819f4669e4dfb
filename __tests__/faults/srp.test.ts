// Verify SRP in many random cases: the action against another client, and the emulator against sign-ins of that client.
import { expect, it } from '@jest/globals';
import { startEmulator } from '../support/emulator/index.ts';
import { expectSameAsHelper } from '../unit/cognito/srp-cases.ts';
import { SrpClients } from '../unit/support/emulator/srp-clients.ts';
import { signInRandomUsers } from '../unit/support/emulator/srp-fixture.ts';

it.each(['first', 'second', 'third', 'fourth'])(
  'sends what cognito-srp-helper sends, in the %s 50 of 200 random cases',
  () => {
    expectSameAsHelper(50);
  },
  120_000,
);

it('signs fifty random users in to the emulator', async () => {
  const threads = [new SrpClients(), new SrpClients()] as const;
  const emulator = await startEmulator();
  try {
    expect(await signInRandomUsers(emulator, threads, 25)).toStrictEqual(Array(50).fill('signed in'));
  } finally {
    await emulator.close();
    await Promise.all(threads.map((thread) => thread.close()));
  }
}, 120_000);
