/** The server that an action's main step starts and its post step stops. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getState, saveState } from '@actions/core';
import { type BackgroundProcess, stopInBackground } from '../../scripts/lib/background-process.ts';

/** Starts a server with a folder for its files, and saves both for the post step. */
export async function startServer(name: string, start: (folder: string) => Promise<BackgroundProcess>) {
  const folder = mkdtempSync(join(process.env['RUNNER_TEMP'] ?? tmpdir(), `${name}-`));
  saveState('folder', folder);
  const { pid, url } = await start(folder);
  saveState('pid', pid);
  saveState('url', url);
  return { folder, url };
}

/** Stops the server and removes its folder, as far as main got. */
export async function stopServer(): Promise<void> {
  const [pid, url, folder] = ['pid', 'url', 'folder'].map(getState);
  if (pid && url) {
    await stopInBackground({ pid: Number(pid), url });
  }
  if (folder) {
    rmSync(folder, { recursive: true, force: true });
  }
}
