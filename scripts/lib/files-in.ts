import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Returns the paths of all files in a folder, relative to it and with `/`. Does not follow symbolic links. */
export function filesIn(folder: string): string[] {
  // `recursive` would follow them.
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) {
      return filesIn(join(folder, entry.name)).map((path) => `${entry.name}/${path}`);
    }
    return entry.isFile() ? [entry.name] : [];
  });
}
