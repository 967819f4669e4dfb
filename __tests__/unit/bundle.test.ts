/** Everything that the bundle brings along is named in `dist/licenses.txt`, chunks included, and what few steps need is loaded by those alone. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from '@jest/globals';

const dist = resolve(import.meta.dirname, '..', '..', 'dist');
const licensed = [...readFileSync(join(dist, 'licenses.txt'), 'utf8').matchAll(/^(\S+) \d[\w.-]* \(.+\)$/gm)].map(
  ([, name]) => name,
);

/** The packages of which a file of the bundle tells by the comments that webpack leaves at modules. */
function packagesIn(text: string): string[] {
  const folders = text.matchAll(
    /^;?\/\/ (?:CONCATENATED|EXTERNAL) MODULE: \.\/node_modules\/((?:@[^/\s]+\/)?[^/\s]+)/gm,
  );
  return [...folders].map(([, name = '']) => name);
}

const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'));
const bundled = [...new Set(files.flatMap((file) => packagesIn(readFileSync(join(dist, file), 'utf8'))))].toSorted();

it('finds packages in the bundle', () => {
  expect(bundled).toEqual(
    expect.arrayContaining(['@aws-sdk/client-cognito-identity-provider', '@octokit/core', 'axios']),
  );
});

it.each(bundled)('%s', (name) => {
  expect(licensed).toContain(name);
});

/** What a step loads before it begins, as `dist/steps/index.js` has it. */
function loadedBy(step: string): string[] {
  const steps = readFileSync(join(dist, 'steps', 'index.js'), 'utf8');
  const [line = ''] = new RegExp(`^const ${step} = .*$`, 'm').exec(steps) ?? [];
  return [...line.matchAll(/\.e\((\d+)\)/g)].map(([, chunk]) => join('steps', `${chunk}.index.js`));
}

it.each(['main', 'post', 'sweep'])('%s loads what not every step needs when it does', (step) => {
  const loaded = loadedBy(step).flatMap((file) => packagesIn(readFileSync(join(dist, file), 'utf8')));
  expect(loaded).toContain('@aws-sdk/client-cognito-identity-provider');
  for (const name of ['@octokit/core', 'axios', '@aws-sdk/nested-clients', '@aws-sdk/credential-provider-ini']) {
    expect(loaded).not.toContain(name);
  }
});

it('loads no command of the SDK that nothing sends', () => {
  const text = files.map((file) => readFileSync(join(dist, file), 'utf8')).join('');
  expect(text).toContain('class AdminCreateUserCommand ');
  expect(text).not.toContain('class AdminListDevicesCommand ');
});
