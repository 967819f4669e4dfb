// Verify that `dist/licenses.txt` lists every bundled package, that chunks have names and share no module, and that
// steps do not load rarely needed packages at startup.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { DIST, filesLoadedBy } from '../support/bundle.ts';

const LICENSES = readFileSync(join(DIST, 'licenses.txt'), 'utf8');
const names = readdirSync(join(DIST, 'bundle'));
const texts = new Map(names.map((name) => [join('bundle', name), readFileSync(join(DIST, 'bundle', name), 'utf8')]));
const bundle = [...texts.values()].join('');

/** Returns the packages in files of the bundle, by the comments that webpack writes above modules. */
function packagesIn(text: string): Set<string | undefined> {
  const folders = /^;?\/\/ (?:CONCATENATED|EXTERNAL) MODULE: \.\/node_modules\/((?:@[^/\s]+\/)?[^/\s]+)/gm;
  return new Set([...text.matchAll(folders)].map(([, name]) => name));
}

function packagesLoadedBy(step: string): Set<string | undefined> {
  return packagesIn(
    filesLoadedBy(step)
      .map((file) => texts.get(file))
      .join(''),
  );
}

it('lists the license of each package', () => {
  const licensed = new Set([...LICENSES.matchAll(/^(\S+) \d[\w.-]* \(.+\)$/gm)].map(([, name]) => name));
  const bundled = packagesIn(bundle);
  expect([...bundled]).toEqual(expect.arrayContaining(['@octokit/core', 'axios']));
  expect([...bundled].filter((name) => !licensed.has(name))).toStrictEqual([]);
});

it.each(['main', 'post', 'sweep'])('%s does not load at startup what few runs need', (step) => {
  const loaded = packagesLoadedBy(step);
  expect(loaded).toContain('@aws-sdk/client-cognito-identity-provider');
  const rare = ['@octokit/core', 'axios', '@aws-sdk/client-cognito-identity', '@aws-sdk/nested-clients'];
  const others = ['@aws-sdk/credential-provider-ini', '@actions/exec'];
  expect([...rare, ...others].filter((name) => loaded.has(name))).toStrictEqual([]);
  expect(filesLoadedBy(step).filter((file) => /proxy|signing/.test(file))).toStrictEqual([]);
});

it('the proxy loads no package at startup', () => {
  expect(filesLoadedBy('proxy')).toContain(join('bundle', 'proxy.js'));
  expect([...packagesLoadedBy('proxy')]).toStrictEqual([]);
});

it('contains no SDK command that the action never sends, and no schema of one', () => {
  const used = ['class AdminCreateUserCommand ', 'class GetIdCommand ', 'AdminCreateUserRequest$ = '];
  const unused = ['class AdminListDevicesCommand ', 'class ListIdentitiesCommand ', 'AdminListDevicesRequest$ = '];
  expect([...used, ...unused, 'ListIdentitiesInput$ = '].filter((code) => bundle.includes(code))).toStrictEqual(used);
});

it('has few files, with names that tell their content', () => {
  expect(names.length).toBeLessThanOrEqual(17);
  expect(names.filter((name) => !/^[a-z]+(-[a-z]+)*\.js$/.test(name))).toStrictEqual([]);
});

it('has each module in one file', () => {
  // The paths of the modules that webpack concatenated, and the IDs of the others.
  const found = bundle.matchAll(/^;?\/\/ CONCATENATED MODULE: (\S+)|^\/\*{3}\/ (\d+):$/gm);
  const modules = [...found].map(([, path, id]) => path ?? id);
  expect(modules.length).toBeGreaterThan(100);
  expect(modules.filter((module, index) => modules.indexOf(module) !== index)).toStrictEqual([]);
});
