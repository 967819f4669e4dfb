import { randomBytes } from 'node:crypto';
import { exportVariable, getBooleanInput, getInput, saveState, setOutput, setSecret } from '@actions/core';
import { ContractPool, PASSWORD } from 'cognito-emulator/contract/pool';
import { createSdk } from 'cognito-emulator/contract/sdk';
import { jwksUri, SDK_SETTINGS, startCognitoLocal } from '../../../scripts/cognito-local/cognito-local.ts';
import { startServer } from '../server.ts';

const { url: endpoint } = await startServer('cognito-local', startCognitoLocal);
const sdk = createSdk({ endpoint, ...SDK_SETTINGS });
const { UserPool: created } = await sdk.createUserPool({ PoolName: 'e2e', UsernameAttributes: ['email'] });
const pool = new ContractPool(created?.Id ?? '', sdk);
const client = await pool.createClient({ ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] });
saveState('user-pool-id', pool.id);
setOutput('endpoint', endpoint);
setOutput('jwks-uri', jwksUri(endpoint, pool.id));
setOutput('user-pool-id', pool.id);
setOutput('client-id', client.id);

const group = getInput('group');
if (group !== '') {
  await pool.createGroup(group);
}
if (getBooleanInput('stored-user')) {
  const username = `stored-user-${randomBytes(8).toString('hex')}@example.com`;
  setSecret(username);
  setSecret(PASSWORD);
  await pool.addUser(username);
  saveState('stored-username', username);
  const { RefreshToken } = await client.tokens({ USERNAME: username });
  setSecret(RefreshToken);
  setOutput('username', username);
  setOutput('password', PASSWORD);
  setOutput('refresh-token', RefreshToken);
}
sdk.destroy();

exportVariable('AWS_ENDPOINT_URL', endpoint);
exportVariable('AWS_ACCESS_KEY_ID', SDK_SETTINGS.credentials.accessKeyId);
exportVariable('AWS_SECRET_ACCESS_KEY', SDK_SETTINGS.credentials.secretAccessKey);
