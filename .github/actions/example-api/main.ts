import { join } from 'node:path';
import { getInput, setOutput } from '@actions/core';
import { startInBackground } from '../../../scripts/lib/background-process.ts';
import { root } from '../../../scripts/lib/root.ts';
import { startServer } from '../server.ts';

const { url } = await startServer('example-api', (folder) =>
  startInBackground({
    args: [join(root, 'examples', 'api', 'server.ts')],
    cwd: folder,
    env: {
      PORT: '0',
      USER_POOL_ID: getInput('user-pool-id', { required: true }),
      CLIENT_ID: getInput('client-id', { required: true }),
      COGNITO_JWKS_URI: getInput('jwks-uri', { required: true }),
    },
    outputFile: join(folder, 'api.log'),
    ready: /listening on (http:\/\/127\.0\.0\.1:\d+)/,
  }),
);
setOutput('base-url', url);
