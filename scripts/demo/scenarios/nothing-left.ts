import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { filesIn } from '../../lib/files-in.ts';
import { assertContainsNoSecret, assertOnlyStoredUsers } from '../checks.ts';
import type { DemoEnvironment } from '../environment.ts';

/**
 * Checks that only stored users are left, stops the servers, deletes the folder and searches the output for secrets.
 */
export async function nothingLeft(environment: DemoEnvironment): Promise<void> {
  const { screen, folder, secrets } = environment;
  try {
    await assertOnlyStoredUsers(environment, 'at the end');
  } finally {
    screen.step('Stop the servers and delete the folder');
    await environment.stopServers();
    screen.checked('the emulators and the APIs are stopped');
    reportFilesWithSecrets(environment);
    // Windows keeps a process's files open for a moment after it ends.
    rmSync(folder, { recursive: true, maxRetries: 10 });
  }
  assert.ok(!existsSync(folder), 'the temporary folder should be deleted');
  screen.checked('the temporary folder is deleted');

  assertContainsNoSecret(environment, screen.printed, 'the output of the demo');
  screen.checked(`none of the ${secrets.size} secrets of this run was printed`);
}

/** Lists the files that contain secrets, which users must not upload as artifacts. */
function reportFilesWithSecrets({ screen, folder, secrets }: DemoEnvironment): void {
  screen.line("    files with secrets (the emulator's database and Portman's files):");
  for (const file of filesIn(folder)) {
    const text = readFileSync(join(folder, file), 'utf8');
    if ([...secrets].some((secret) => text.includes(secret))) {
      screen.line(`      ${file}`);
    }
  }
}
