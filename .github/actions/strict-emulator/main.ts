import { exportVariable, setOutput, setSecret } from '@actions/core';
import { jwksUri } from '../../../scripts/cognito-local/cognito-local.ts';
import { describeStrictEmulator, startStrictEmulator } from '../../../scripts/strict-emulator/strict-emulator.ts';
import { startServer } from '../server.ts';

const { folder } = await startServer('strict-emulator', startStrictEmulator);
const emulator = describeStrictEmulator(folder);
const { endpoint, userPoolId, clientSecret, machineClientSecret, secretAccessKey } = emulator;
for (const secret of [clientSecret, machineClientSecret, secretAccessKey]) {
  setSecret(secret);
}
setOutput('endpoint', endpoint);
setOutput('jwks-uri', jwksUri(endpoint, userPoolId));
setOutput('user-pool-id', userPoolId);
setOutput('client-id', emulator.clientId);
setOutput('client-secret', clientSecret);
setOutput('machine-client-id', emulator.machineClientId);
setOutput('machine-client-secret', machineClientSecret);

exportVariable('AWS_ENDPOINT_URL', endpoint);
exportVariable('AWS_ACCESS_KEY_ID', emulator.accessKeyId);
exportVariable('AWS_SECRET_ACCESS_KEY', secretAccessKey);
