import { FILE_KINDS, type FileKind, type FilePaths } from '../config.ts';
import type { Runner } from '../platform/ports.ts';

/** Writes the requested ones of these files, for the runner's own user only. Rejects with an `ActionError`. */
export async function writeFiles(
  runner: Runner,
  paths: FilePaths,
  contents: Readonly<Partial<Record<FileKind, string | undefined>>>,
): Promise<void> {
  for (const kind of FILE_KINDS) {
    const path = paths[kind];
    const text = contents[kind];
    if (path !== undefined && text !== undefined) {
      await runner.writePrivateFile(path, text);
    }
  }
}
