/**
 * The folders that a tool is installed in, and runs in.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/root.ts';
import type { Variant } from './tool.ts';

export const EXAMPLES = join(root, 'examples');

/** What the repository of somebody has who copied an example: its folder, and the API's description. */
const API_DESCRIPTION = 'openapi.yaml';

/** Puts an example into a folder, as its user would into a repository. */
export function copyExample(name: string, repository: string): void {
  mkdirSync(repository, { recursive: true });
  cpSync(join(EXAMPLES, name), join(repository, name), { recursive: true });
  cpSync(join(EXAMPLES, API_DESCRIPTION), join(repository, API_DESCRIPTION));
}

/** Puts an example into a folder, and beside it by links what was installed with it elsewhere: a run begins with nothing else. */
export function copyInstalled(name: string, installed: string, repository: string): void {
  copyExample(name, repository);
  for (const folder of ['.', name]) {
    for (const entry of readdirSync(join(installed, folder))) {
      const path = join(folder, entry);
      if (!existsSync(join(repository, path))) {
        symlinkSync(join(installed, path), join(repository, path));
      }
    }
  }
}

/**
 * Edits a copied example as a variant says.
 *
 * @throws {Error} when an edit does not find what it replaces
 */
export function applyEdits(example: string, { edits = [] }: Variant): void {
  for (const [file, find, replacement] of edits) {
    const path = join(example, file);
    const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
    if (!text.includes(find)) {
      throw new Error(`${file} has no ${find}`);
    }
    writeFileSync(
      path,
      text.replace(find, () => replacement),
    );
  }
}
