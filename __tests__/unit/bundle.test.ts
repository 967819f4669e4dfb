// Verify that `dist/licenses.txt` lists every bundled package, that chunks have names and share no module, and that
// steps do not load rarely needed packages at startup.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { DIST, filesLoadedBy } from '../support/bundle.ts';

const licensed = [...readFileSync(join(DIST, 'licenses.txt'), 'utf8').matchAll(/^(\S+) \d[\w.-]* \(.+\)$/gm)].map(
  ([, name]) => name,
);

/** Returns the packages in a file of the bundle, by the comments that webpack writes above modules. */
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

it.each(bundled)('lists the license of %s', (name) => {
  expect(licensed).toContain(name);
});

it.each(['main', 'post', 'sweep'])('%s does not load at startup what few runs need', (step) => {
  const loaded = filesLoadedBy(step).flatMap((file) => packagesIn(readFileSync(join(DIST, file), 'utf8')));
  expect(loaded).toContain('@aws-sdk/client-cognito-identity-provider');
  for (const name of [
    '@octokit/core',
    'axios',
    '@aws-sdk/client-cognito-identity',
    '@aws-sdk/nested-clients',
    '@aws-sdk/credential-provider-ini',
    '@actions/exec',
  ]) {
    expect(loaded).not.toContain(name);
  }
  expect(filesLoadedBy(step).filter((file) => /proxy|signing/.test(file))).toStrictEqual([]);
});

it('the proxy loads no package at startup', () => {
  expect(filesLoadedBy('proxy')).toContain(join('bundle', 'proxy.js'));
  expect(filesLoadedBy('proxy').flatMap((file) => packagesIn(readFileSync(join(DIST, file), 'utf8')))).toStrictEqual(
    [],
  );
});

it('contains no SDK command that the action never sends, and no schema of one', () => {
  const text = files.map((file) => readFileSync(join(DIST, file), 'utf8')).join('');
  expect(text).toContain('class AdminCreateUserCommand ');
  expect(text).not.toContain('class AdminListDevicesCommand ');
  expect(text).toContain('class GetIdCommand ');
  expect(text).not.toContain('class ListIdentitiesCommand ');
  expect(text).toContain('AdminCreateUserRequest$ = ');
  expect(text).not.toContain('AdminListDevicesRequest$ = ');
  expect(text).not.toContain('ListIdentitiesInput$ = ');
});

it('has few files, with names that tell their content', () => {
  const names = readdirSync(join(DIST, 'bundle'));
  expect(names.length).toBeLessThanOrEqual(17);
  for (const name of names) {
    expect(name).toMatch(/^[a-z]+(-[a-z]+)*\.js$/);
  }
});

it('has each module in one file', () => {
  const modules = files.flatMap((file) => modulesIn(readFileSync(join(DIST, file), 'utf8')));
  expect(modules.length).toBeGreaterThan(100);
  expect(modules.filter((module, index) => modules.indexOf(module) !== index)).toStrictEqual([]);
});

/** Returns the paths of the modules that webpack concatenated, and the IDs of the others. */
function modulesIn(text: string): string[] {
  const found = text.matchAll(/^;?\/\/ CONCATENATED MODULE: (\S+)|^\/\*{3}\/ (\d+):$/gm);
  return [...found].map(([, path, id]) => path ?? id ?? '');
}
