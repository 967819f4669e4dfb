import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Creates the temporary folder of this process and its children, and deletes it when this process exits. */
export function makeTemporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cognito-token-action-'));
  // Windows keeps a process's files open for a moment after it ends.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }));
  for (const variable of ['TMPDIR', 'TEMP', 'TMP']) {
    process.env[variable] = folder;
  }
  return folder;
}
