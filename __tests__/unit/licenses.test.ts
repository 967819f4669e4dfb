/** Everything that the bundles bring along is named in `dist/licenses.txt`, chunks included. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from '@jest/globals';

const dist = resolve(import.meta.dirname, '..', '..', 'dist');
const licensed = [...readFileSync(join(dist, 'licenses.txt'), 'utf8').matchAll(/^(\S+) \d[\w.-]* \(.+\)$/gm)].map(
  ([, name]) => name,
);

/** The packages of which a bundle tells by the comments that webpack leaves at modules. */
function packagesIn(text: string): string[] {
  const folders = text.matchAll(
    /^;?\/\/ (?:CONCATENATED|EXTERNAL) MODULE: \.\/node_modules\/((?:@[^/\s]+\/)?[^/\s]+)/gm,
  );
  return [...folders].map(([, name = '']) => name);
}

const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'));
const bundled = [...new Set(files.flatMap((file) => packagesIn(readFileSync(join(dist, file), 'utf8'))))].toSorted();

it('finds packages in the bundles', () => {
  expect(bundled).toEqual(
    expect.arrayContaining(['@aws-sdk/client-cognito-identity-provider', '@octokit/core', 'axios']),
  );
});

it.each(bundled)('%s', (name) => {
  expect(licensed).toContain(name);
});

it.each(['main', 'post', 'sweep'])('%s loads what not every step needs when it does', (entry) => {
  expect(packagesIn(readFileSync(join(dist, entry, 'index.js'), 'utf8'))).not.toContain('@octokit/core');
});
