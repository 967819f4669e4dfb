import { getState, info, setFailed } from '@actions/core';
import { readFindings } from '../../../scripts/strict-emulator/strict-emulator.ts';
import { checkFiles } from '../left-files.ts';
import { stopServer } from '../server.ts';

try {
  checkFiles();
  await checkFindings(getState('url'), getState('folder'));
} finally {
  await stopServer();
}

/** Fails the job if the pool has a user left or the emulator reported a violation. */
async function checkFindings(url: string, folder: string): Promise<void> {
  if (url === '') {
    info('No emulator to check: main failed before it started one.');
    return;
  }
  const { users, violations } = await readFindings(folder);
  if (users > 0) {
    setFailed(`Users left that should have been deleted: ${users}.`);
  } else if (violations > 0) {
    setFailed(`Violations reported by the strict emulator: ${violations}.`);
  } else {
    info('No user is left, and the emulator reported no violation.');
  }
}
