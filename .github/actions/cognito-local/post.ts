import { getState, info, setFailed } from '@actions/core';
import { createSdk } from 'cognito-emulator/contract/sdk';
import { SDK_SETTINGS } from '../../../scripts/cognito-local/cognito-local.ts';
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
  const sdk = createSdk({ endpoint, ...SDK_SETTINGS });
  const { Users: users = [] } = await sdk.listUsers({ UserPoolId: userPoolId });
  sdk.destroy();

  const others = users.filter(({ Attributes: attributes = [] }) =>
    attributes.every(({ Name, Value }) => Name !== 'email' || Value !== storedUsername),
  );
  if (others.length > 0) {
    setFailed(`Users left in ${userPoolId} that should have been deleted: ${others.length}.`);
  } else if (storedUsername !== '' && users.length === 0) {
    setFailed(`The stored user was deleted from ${userPoolId}, but should have been kept.`);
  } else {
    info(storedUsername === '' ? 'No user is left.' : 'Only the stored user is left.');
  }
}
