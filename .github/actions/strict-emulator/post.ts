import { rm } from 'node:fs/promises';
import { getState, info, setFailed } from '@actions/core';
import { stopInBackground } from '../../../scripts/cognito-local/background-process.ts';
import { readFindings } from '../../../scripts/strict-emulator/strict-emulator.ts';
import { checkFiles } from '../left-files.ts';

try {
  checkFiles();
  await checkFindings(getState('url'));
} catch (error) {
  setFailed(error instanceof Error ? error.message : String(error));
} finally {
  await cleanUp(getState('pid'), getState('url'), getState('folder'));
}

/** Fails the job if the pool has a user left, or the emulator saw something against the rules. */
async function checkFindings(url: string): Promise<void> {
  if (url === '') {
    info('There is no emulator to ask: main did not get that far.');
    return;
  }
  const { users, violations } = await readFindings(url);
  if (users > 0) {
    setFailed(`Users left that should have been deleted: ${users}.`);
  } else if (violations > 0) {
    setFailed(`Violations that the strict emulator saw: ${violations}.`);
  } else {
    info('No user is left, and nothing was against the rules.');
  }
}

async function cleanUp(pid: string, url: string, folder: string): Promise<void> {
  if (pid !== '') {
    await stopInBackground({ pid: Number(pid), url });
  }
  if (folder !== '') {
    await rm(folder, { recursive: true, force: true });
  }
}
