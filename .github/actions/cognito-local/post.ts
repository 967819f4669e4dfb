import { getState, info, setFailed } from '@actions/core';
import { PoolOwner } from '../../../scripts/cognito-local/cognito-local.ts';
import { checkFiles } from '../left-files.ts';
import { stopServer } from '../server.ts';

try {
  checkFiles();
  await checkUsers(getState('url'), getState('user-pool-id'), getState('stored-username'));
} finally {
  await stopServer();
}

/** Fails the job unless the stored user, if there is one, is the pool's only user. */
async function checkUsers(endpoint: string, userPoolId: string, storedUsername: string): Promise<void> {
  if (userPoolId === '') {
    info('No user pool to check: main failed before it created one.');
    return;
  }
  const owner = new PoolOwner(endpoint);
  const users = await owner.listUsers(userPoolId);
  owner.close();

  const others = users.filter(({ email }) => email !== storedUsername);
  if (others.length > 0) {
    setFailed(`Users left in ${userPoolId} that should have been deleted: ${others.length}.`);
  } else if (storedUsername !== '' && users.length === 0) {
    setFailed(`The stored user was deleted from ${userPoolId}, but should have been kept.`);
  } else {
    info(storedUsername === '' ? 'No user is left.' : 'Only the stored user is left.');
  }
}
