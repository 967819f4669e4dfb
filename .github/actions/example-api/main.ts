import { getInput, setOutput } from '@actions/core';
import { startOrdersApi } from '../../../scripts/lib/orders-api.ts';
import { startServer } from '../server.ts';

const { url } = await startServer('example-api', (folder) =>
  startOrdersApi({
    userPoolId: getInput('user-pool-id', { required: true }),
    clientId: getInput('client-id', { required: true }),
    jwksUri: getInput('jwks-uri', { required: true }),
    folder,
  }),
);
setOutput('base-url', url);
