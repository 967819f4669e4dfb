import { exportVariable, getBooleanInput, getInput, saveState, setOutput, setSecret } from '@actions/core';
import {
  DUMMY_CREDENTIALS,
  jwksUri,
  PoolOwner,
  startCognitoLocal,
} from '../../../scripts/cognito-local/cognito-local.ts';
import { startServer } from '../server.ts';

const { url: endpoint } = await startServer('cognito-local', startCognitoLocal);
const owner = new PoolOwner(endpoint);
const { userPoolId, clientId } = await owner.createUserPool('e2e');
saveState('user-pool-id', userPoolId);
setOutput('endpoint', endpoint);
setOutput('jwks-uri', jwksUri(endpoint, userPoolId));
setOutput('user-pool-id', userPoolId);
setOutput('client-id', clientId);

const group = getInput('group');
if (group !== '') {
  await owner.createGroup(userPoolId, group);
}
if (getBooleanInput('stored-user')) {
  const user = await owner.createStoredUser(userPoolId);
  saveState('stored-username', user.username);
  const { refreshToken } = await owner.signIn(clientId, user);
  for (const secret of [user.username, user.password, refreshToken]) {
    setSecret(secret);
  }
  setOutput('username', user.username);
  setOutput('password', user.password);
  setOutput('refresh-token', refreshToken);
}
owner.close();

exportVariable('AWS_ENDPOINT_URL', endpoint);
exportVariable('AWS_ACCESS_KEY_ID', DUMMY_CREDENTIALS.accessKeyId);
exportVariable('AWS_SECRET_ACCESS_KEY', DUMMY_CREDENTIALS.secretAccessKey);
