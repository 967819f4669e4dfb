/**
 * Bundles the steps into `dist/bundle/`, with a file for each in front that starts it, and writes the licenses of all that is in there into one
 * file: ncc's own leaves out what is in the entry where a bundle has chunks.
 *
 *   npm run bundle
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import ncc, { type Module } from '@vercel/ncc';

const STEPS = ['main', 'post', 'sweep'];
const root = resolve(import.meta.dirname, '..', '..');

// Where ncc looks for the paths by which it resolves packages.
process.env['TS_NODE_PROJECT'] = join(import.meta.dirname, 'tsconfig.json');
const { code, assets, stats } = await ncc(join(root, 'build', 'entries.js'), {
  cache: false,
  quiet: true,
  mainFields: ['module', 'main'],
});

rmSync(join(root, 'dist'), { recursive: true, force: true });
write('bundle/index.js', code);
for (const [file, { source }] of Object.entries(assets)) {
  write(`bundle/${file}`, source);
}
for (const step of STEPS) {
  write(`${step}/index.js`, `import { ${step} } from '../bundle/index.js';\n\nawait ${step}();\n`);
}
write('package.json', '{ "type": "module" }\n');
const packages = new Set(stats.toJson().modules.flatMap(packagesOf));
write('licenses.txt', licenseTexts([...packages].toSorted()));

function write(file: string, text: string | Buffer): void {
  const path = join(root, 'dist', file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** The folders of the packages that a module is of. */
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
