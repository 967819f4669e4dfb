import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { filesIn } from '../../lib/files-in.ts';
import { assertHoldsNoSecret, assertOnlyStoredUsers } from '../checks.ts';
import type { Stage } from '../stage.ts';

/** The end: only stored users are in the pool, the servers and the folder are gone, and nothing printed was secret. */
export async function nothingLeft(stage: Stage): Promise<void> {
  const { screen, folder, secrets } = stage;
  try {
    await assertOnlyStoredUsers(stage, 'at the end');
  } finally {
    screen.step('Taking the stage down');
    await stage.stopServers();
    screen.seen('the emulators and the APIs are stopped');
    reportFilesWithSecrets(stage);
    // Windows holds on to the files of a process for a moment after its end.
    rmSync(folder, { recursive: true, maxRetries: 10 });
  }
  assert.ok(!existsSync(folder), 'the temporary folder should be gone');
  screen.seen('the temporary folder is gone');

  assertHoldsNoSecret(stage, screen.printed, 'what the demo printed');
  screen.seen(`none of the ${secrets.size} secrets of this run was printed`);
}

/** Shows where secrets were on disk until now: what not to upload as artifact. */
function reportFilesWithSecrets({ screen, folder, secrets }: Stage): void {
  screen.line("    files that held secrets, the emulator's database and what Portman writes:");
  for (const file of filesIn(folder)) {
    const text = readFileSync(join(folder, file), 'utf8');
    if ([...secrets].some((secret) => text.includes(secret))) {
      screen.line(`      ${file}`);
    }
  }
}
