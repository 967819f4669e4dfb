import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getInput, saveState, setFailed, setOutput } from '@actions/core';
import { startInBackground } from '../../../scripts/lib/background-process.ts';
import { root } from '../../../scripts/lib/root.ts';

const EXAMPLES = join(root, 'examples');

try {
  const folder = await mkdtemp(join(process.env['RUNNER_TEMP'] ?? tmpdir(), 'example-api-'));
  saveState('folder', folder);
  const { pid, url } = await startInBackground({
    args: ['api/server.ts'],
    cwd: EXAMPLES,
    env: {
      PORT: '0',
      USER_POOL_ID: getInput('user-pool-id', { required: true }),
      CLIENT_ID: getInput('client-id', { required: true }),
      COGNITO_JWKS_URI: getInput('jwks-uri', { required: true }),
    },
    outputFile: join(folder, 'api.log'),
    ready: /listening on (http:\/\/127\.0\.0\.1:\d+)/,
  });
  saveState('pid', pid);
  saveState('url', url);
  setOutput('base-url', url);
} catch (error) {
  setFailed(error instanceof Error ? error.message : String(error));
}
