import { describe, expect, it } from '@jest/globals';
import { cleanUp } from '../../src/clean-up.ts';
import { type FakeCognitoOptions, fakeCognito, fakeRunner, type Journal } from './fakes.ts';

const deleteUser = JSON.stringify({
  cleanUp: 'delete-user',
  region: 'eu-west-1',
  userPoolId: 'eu-west-1_AbCdEf123',
  username: 'gha-1-1-abc',
});
const revokeToken = JSON.stringify({
  cleanUp: 'revoke-token',
  region: 'eu-west-1',
  clientId: '4kfr83e5pagh',
  refreshToken: 'a.b.c.d.e',
});

async function run(state: string, cognito: FakeCognitoOptions = {}): Promise<Journal> {
  const journal: Journal = [];
  await cleanUp({ runner: fakeRunner(journal, { state }), cognito: fakeCognito(journal, cognito) });
  return journal;
}

describe('clean-up', () => {
  it('without state does nothing', async () => {
    expect(await run('')).toEqual(['info Nothing to clean up: main left no state.']);
  });

  it('deletes the user', async () => {
    expect(await run(deleteUser)).toEqual([
      'userPool eu-west-1_AbCdEf123 in eu-west-1',
      'deleteUser gha-1-1-abc',
      'info Deleted the ephemeral user from user pool eu-west-1_AbCdEf123.',
    ]);
  });

  it('is calm about a user who is gone already', async () => {
    expect(await run(deleteUser, { deleteUser: () => Promise.resolve('not-found') })).toContain(
      'info The ephemeral user is not in user pool eu-west-1_AbCdEf123: nothing to delete.',
    );
  });

  it('keeps a user who is to be kept', async () => {
    expect(await run('{"cleanUp":"keep-user","userPoolId":"eu-west-1_AbCdEf123"}')).toEqual([
      'info The ephemeral user stays in user pool eu-west-1_AbCdEf123, because delete-user is false.',
    ]);
  });

  it('revokes the refresh token of a stored user', async () => {
    expect(await run(revokeToken)).toEqual([
      'appClient 4kfr83e5pagh in eu-west-1',
      'revokeToken a.b.c.d.e',
      'info Revoked the refresh token of the stored user.',
    ]);
  });

  it('rejects with what went wrong', async () => {
    const reason = new Error('refused');
    await expect(run(deleteUser, { deleteUser: () => Promise.reject(reason) })).rejects.toBe(reason);
  });
});
