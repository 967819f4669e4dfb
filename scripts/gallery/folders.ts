/**
 * The folders in which an example is installed, and in which it runs.
 */
import { cpSync, existsSync, linkSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/root.ts';
import { runCommand } from '../lib/tool-environment.ts';
import type { Edit } from './example.ts';
import type { Workflow } from './workflow.ts';

export const EXAMPLES = join(root, 'examples');

/** Users copy this file together with the folder of an example. */
const API_DESCRIPTION = 'openapi.yaml';

/** Copies a folder of examples without what its tools have installed or written. */
export function copyWithoutPackages(source: string, folder: string): void {
  cpSync(source, folder, { recursive: true, filter: (path) => !/[\\/](node_modules|tmp)$/.test(path) });
}

/** Copies an example into a repository, as a user would. */
export function copyExample(name: string, repository: string): void {
  copyWithoutPackages(join(EXAMPLES, name), join(repository, name));
  cpSync(join(EXAMPLES, API_DESCRIPTION), join(repository, API_DESCRIPTION));
}

/**
 * Creates a repository with the example and its tool, which its registry delivers.
 *
 * @param plugins the command that installs more than the workflow does
 * @throws {Error} with the end of the output, if the installation fails
 */
export async function install(
  name: string,
  { install: command, workingDirectory }: Workflow,
  repository: string,
  plugins?: string,
): Promise<void> {
  copyExample(name, repository);
  for (const one of [command, plugins].filter((given) => given !== undefined)) {
    await runCommand(one, join(repository, workingDirectory));
  }
}

/** Copies an example into a repository, with links to the tool that was installed in another folder. */
export function copyInstalled(name: string, installed: string, repository: string): void {
  copyExample(name, repository);
  for (const folder of ['.', name]) {
    for (const entry of readdirSync(join(installed, folder))) {
      const path = join(folder, entry);
      if (!existsSync(join(repository, path))) {
        // Playwright runs no tests behind symbolic links.
        const link = statSync(join(installed, path)).isFile() ? linkSync : symlinkSync;
        link(join(installed, path), join(repository, path));
      }
    }
  }
}

/**
 * Edits the files of a copied example.
 *
 * @throws {Error} if a file does not contain the text to replace
 */
export function applyEdits(example: string, edits: readonly Edit[] = []): void {
  for (const [file, find, replacement] of edits) {
    const path = join(example, file);
    const text = readFileSync(path, 'utf8');
    const edited = text.replace(find, () => replacement);
    if (edited === text) {
      throw new Error(`${file} does not contain ${find}`);
    }
    writeFileSync(path, edited);
  }
}
