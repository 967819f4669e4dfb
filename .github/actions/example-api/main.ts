import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getInput, saveState, setFailed, setOutput } from '@actions/core';
import { startOrdersApi } from '../../../scripts/lib/orders-api.ts';

try {
  const folder = await mkdtemp(join(process.env['RUNNER_TEMP'] ?? tmpdir(), 'example-api-'));
  saveState('folder', folder);
  const { pid, url } = await startOrdersApi({
    userPoolId: getInput('user-pool-id', { required: true }),
    clientId: getInput('client-id', { required: true }),
    jwksUri: getInput('jwks-uri', { required: true }),
    folder,
  });
  saveState('pid', pid);
  saveState('url', url);
  setOutput('base-url', url);
} catch (error) {
  setFailed(error instanceof Error ? error.message : String(error));
}
