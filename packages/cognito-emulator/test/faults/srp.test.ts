// Verify SRP in many random sign-ins of another client.
import { expect, it } from '@jest/globals';
import { startEmulator } from '../../src/index.ts';
import { SrpClients } from '../srp-clients.ts';
import { signInRandomUsers } from '../srp-fixture.ts';

it('signs fifty random users in', async () => {
  const threads = [new SrpClients(), new SrpClients()] as const;
  const emulator = await startEmulator();
  try {
    expect(await signInRandomUsers(emulator, threads, 25)).toStrictEqual(Array(50).fill('signed in'));
  } finally {
    await emulator.close();
    await Promise.all(threads.map((thread) => thread.close()));
  }
}, 120_000);
