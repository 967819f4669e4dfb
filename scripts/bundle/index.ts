/**
 * Bundles each entry into a folder of `dist/`, and writes the licenses of all that is in there into one file: ncc's own leaves out what is in the
 * entry where a bundle has chunks.
 *
 *   npm run bundle
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ENTRIES = ['main', 'post', 'sweep'];
const root = resolve(import.meta.dirname, '..', '..');

rmSync(join(root, 'dist'), { recursive: true, force: true });
const packages = new Set(ENTRIES.flatMap(bundle));
mkdirSync(join(root, 'dist'), { recursive: true });
writeFileSync(join(root, 'dist', 'licenses.txt'), licenseTexts([...packages].toSorted()));

interface Module {
  readonly identifier?: string;
  /** Those that webpack put into one. */
  readonly modules?: readonly Module[];
}

/** Gives the folders of the packages that are in the bundle. */
function bundle(entry: string): string[] {
  const stats = join(root, 'build', `${entry}.stats.json`);
  const args = ['build', `build/${entry}.js`, '--out', `dist/${entry}`, '--no-cache', '--stats-out', stats];
  const { status } = spawnSync('ncc', args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) {
    throw new Error(`ncc could not bundle ${entry}`);
  }
  const { modules }: { modules: readonly Module[] } = JSON.parse(readFileSync(stats, 'utf8'));
  return modules.flatMap(packagesOf);
}

function packagesOf({ identifier = '', modules = [] }: Module): string[] {
  const path = identifier.replaceAll('\\', '/');
  const folder = /^.*\/node_modules\/(?:@[^/]+\/)?[^/|]+/.exec(path)?.[0].replace(/^.*[|!]/, '');
  return [...(folder === undefined || folder.endsWith('/@vercel/ncc') ? [] : [folder]), ...modules.flatMap(packagesOf)];
}

/** Each text once, behind the packages that have it. */
function licenseTexts(folders: readonly string[]): string {
  const packagesByText = new Map<string, string[]>();
  for (const folder of folders) {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const [file] = readdirSync(folder).filter((entry) => /^(licen[cs]e|copying)(\.|$)/i.test(entry));
    const text = file === undefined ? `License: ${license}` : readFileSync(join(folder, file), 'utf8').trim();
    const body = text.replaceAll('\r\n', '\n');
    packagesByText.set(body, [...(packagesByText.get(body) ?? []), `${name} ${version} (${license})`]);
  }
  return [...packagesByText]
    .map(([text, packages]) => `${packages.join('\n')}\n\n${text}\n`)
    .join(`\n${'-'.repeat(80)}\n\n`);
}
