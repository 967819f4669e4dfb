/** Everything that the bundle brings along is named in `dist/licenses.txt`, chunks included, and what few steps need is loaded by those alone. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { DIST, filesLoadedBy } from '../support/bundle.ts';

const licensed = [...readFileSync(join(DIST, 'licenses.txt'), 'utf8').matchAll(/^(\S+) \d[\w.-]* \(.+\)$/gm)].map(
  ([, name]) => name,
);

/** The packages of which a file of the bundle tells by the comments that webpack leaves at modules. */
function packagesIn(text: string): string[] {
  const folders = text.matchAll(
    /^;?\/\/ (?:CONCATENATED|EXTERNAL) MODULE: \.\/node_modules\/((?:@[^/\s]+\/)?[^/\s]+)/gm,
  );
  return [...folders].map(([, name = '']) => name);
}

const files = readdirSync(DIST, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'));
const bundled = [...new Set(files.flatMap((file) => packagesIn(readFileSync(join(DIST, file), 'utf8'))))].toSorted();

it('finds packages in the bundle', () => {
  expect(bundled).toEqual(
    expect.arrayContaining(['@aws-sdk/client-cognito-identity-provider', '@octokit/core', 'axios']),
  );
});

it.each(bundled)('%s', (name) => {
  expect(licensed).toContain(name);
});

it.each(['main', 'post', 'sweep'])('%s loads what not every step needs when it does', (step) => {
  const loaded = filesLoadedBy(step).flatMap((file) => packagesIn(readFileSync(join(DIST, file), 'utf8')));
  expect(loaded).toContain('@aws-sdk/client-cognito-identity-provider');
  for (const name of [
    '@octokit/core',
    'axios',
    '@aws-sdk/nested-clients',
    '@aws-sdk/credential-provider-ini',
    '@actions/exec',
  ]) {
    expect(loaded).not.toContain(name);
  }
});

it('loads no command of the SDK that nothing sends', () => {
  const text = files.map((file) => readFileSync(join(DIST, file), 'utf8')).join('');
  expect(text).toContain('class AdminCreateUserCommand ');
  expect(text).not.toContain('class AdminListDevicesCommand ');
});
