/**
 * The folders in which a tool is installed, and in which it runs.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/root.ts';
import type { Variant } from './tool.ts';

export const EXAMPLES = join(root, 'examples');

/** Users copy this file together with the folder of an example. */
const API_DESCRIPTION = 'openapi.yaml';

/** Copies a folder of examples without what its tools have installed or written. */
export function copyWithoutPackages(source: string, folder: string): void {
  cpSync(source, folder, { recursive: true, filter: (path) => !/[\\/](node_modules|tmp)$/.test(path) });
}

/** Copies an example into a repository, as a user would. */
export function copyExample(name: string, repository: string): void {
  mkdirSync(repository, { recursive: true });
  cpSync(join(EXAMPLES, name), join(repository, name), { recursive: true });
  cpSync(join(EXAMPLES, API_DESCRIPTION), join(repository, API_DESCRIPTION));
}

/** Copies an example into a repository, with links to the tool that was installed in another folder. */
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
 * Applies the edits of a variant to a copied example.
 *
 * @throws {Error} if a file does not contain the text to replace
 */
export function applyEdits(example: string, { edits = [] }: Variant): void {
  for (const [file, find, replacement] of edits) {
    const path = join(example, file);
    const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
    if (!text.includes(find)) {
      throw new Error(`${file} does not contain ${find}`);
    }
    writeFileSync(
      path,
      text.replace(find, () => replacement),
    );
  }
}
