/**
 * Bundles the entries into `dist/bundle/`, writes a file per entry that starts it, and collects the licenses of
 * everything bundled in `dist/licenses.txt`. ncc's own license file leaves out the entry's packages if the bundle has
 * chunks.
 *
 *   npm run bundle
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import ncc, { type Module } from '@vercel/ncc';

const ENTRIES = ['main', 'post', 'sweep', 'proxy'];
const root = resolve(import.meta.dirname, '..', '..');

/** A schema module in a file of the bundle, up to the next module. */
const SCHEMA_MODULE =
  /^;\/\/ CONCATENATED MODULE: \.\/node_modules\/@aws-sdk\/\S+\/schemas\/schemas_0\.js\n[\s\S]*?(?=^;\/\/ CONCATENATED MODULE|^\/\*\*\*\/)/gm;

/** A declaration of a text or of an array, which has no side effect. */
const DECLARATION = /^(?:const|var) (?<name>[\w$]+) = (?:"[^"\n]*"|\[[\s\S]*?\]);\n/gm;

const IDENTIFIER = /[A-Za-z_$][\w$]*/g;

// The paths by which ncc resolves packages.
process.env['TS_NODE_PROJECT'] = join(import.meta.dirname, 'tsconfig.json');
const entry = join(root, 'build', 'bundle.js');
writeFileSync(entry, "export * from '../scripts/bundle/chunks.cjs!./entries.js';\n");
const { code, assets, stats } = await ncc(entry, { cache: false, quiet: true, mainFields: ['module', 'main'] });
// `dist/package.json` says the same for all folders.
delete assets['package.json'];

rmSync(join(root, 'dist'), { recursive: true, force: true });
write('bundle/index.js', code);
for (const [file, { source }] of Object.entries(assets)) {
  write(`bundle/${file}`, withoutUnusedSchemas(String(source)));
}
for (const name of ENTRIES) {
  write(`${name}/index.js`, `import { ${name} } from '../bundle/index.js';\n\nawait ${name}();\n`);
}
write('package.json', '{ "type": "module" }\n');
const packages = new Set(stats.toJson().modules.flatMap(packagesOf));
write('licenses.txt', licenseTexts([...packages].toSorted()));

function write(file: string, text: string | Buffer): void {
  const path = join(root, 'dist', file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** Returns the folders of the packages that a module comes from. */
function packagesOf({ identifier = '', modules = [] }: Module): string[] {
  const path = identifier.replaceAll('\\', '/');
  const folder = /^.*\/node_modules\/(?:@[^/]+\/)?[^/|]+/.exec(path)?.[0].replace(/^.*[|!]/, '');
  return [...(folder === undefined || folder.endsWith('/@vercel/ncc') ? [] : [folder]), ...modules.flatMap(packagesOf)];
}

/** Lists each license text once, below the packages that it applies to. */
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

/**
 * Removes the schemas of operations that the action never calls. The AWS SDK has all schemas of a service in one module
 * of about 120 kB, most of which every step would compile and create at its start.
 */
function withoutUnusedSchemas(file: string): string {
  const uses = new Map<string, number>();
  for (const [name] of file.matchAll(IDENTIFIER)) {
    uses.set(name, (uses.get(name) ?? 0) + 1);
  }
  return file.replace(SCHEMA_MODULE, (module) => {
    let text = module;
    for (let before = ''; text !== before; ) {
      before = text;
      text = text.replace(DECLARATION, (declaration, name: string) => {
        if (uses.get(name) !== 1) {
          return declaration;
        }
        for (const [used] of declaration.matchAll(IDENTIFIER)) {
          uses.set(used, (uses.get(used) ?? 0) - 1);
        }
        return '';
      });
    }
    return text;
  });
}
