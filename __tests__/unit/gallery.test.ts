/** Tests the gallery's search, examples and table, and that its document is complete. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { zipSync } from 'fflate';
import { GREEN, type Tool, UNREACHABLE } from '../../scripts/gallery/example.ts';
import { applyEdits, copyExample } from '../../scripts/gallery/folders.ts';
import { rowOf, withRows } from '../../scripts/gallery/table.ts';
import { TOOLS } from '../../scripts/gallery/tools.ts';
import { readWorkflow } from '../../scripts/gallery/workflow.ts';
import { sightingIn } from '../../scripts/lib/sighting.ts';
import { blockUnder } from '../support/documents.ts';
import { REPOSITORY_ROOT } from '../support/repository.ts';

const document = readFileSync(join(REPOSITORY_ROOT, 'docs', 'test-tools.md'), 'utf8');

const HEADER = Buffer.from('{"kid":"a-key-of-the-user-pool","alg":"RS256"}').toString('base64url');
const PAYLOAD = Buffer.from('{"sub":"aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee","token_use":"id"}').toString('base64url');
const SIGNATURE = 's-_'.repeat(114);
const TOKEN = `${HEADER}.${PAYLOAD}.${SIGNATURE}`;

it.each<[string, string | Buffer, 'whole' | 'truncated']>([
  ['a plain token', `Authorization: Bearer ${TOKEN}\n`, 'whole'],
  ...[0, 1, 2].map((offset): [string, string, 'whole'] => [
    `a token in Base64 at offset ${offset}`,
    Buffer.from(`{"h":"${'x'.repeat(offset)}${TOKEN}"}`).toString('base64'),
    'whole',
  ]),
  ['a token in gzip', gzipSync(`token=${TOKEN}`), 'whole'],
  ['a token in a ZIP file', zipOf(`{"token":"${TOKEN}"}`), 'whole'],
  [
    'a token in a ZIP file in the Base64 of a page',
    `<template>data:application/zip;base64,${zipOf(TOKEN).toString('base64')}`,
    'whole',
  ],
  ['the payload of a token', `claims ${PAYLOAD} of the user`, 'truncated'],
  ['the signature of a token', SIGNATURE, 'truncated'],
  ['the start of a token', `'Bearer ${TOKEN.slice(0, 60)}...`, 'truncated'],
  ['the end of a token', `...${TOKEN.slice(-50)}'`, 'truncated'],
])('sightingIn finds %s', (_, content, sighting) => {
  expect(sightingIn(content, [TOKEN])).toBe(sighting);
});

it.each([
  ['a similar token', `*** ${HEADER.slice(0, 30)}.${PAYLOAD.slice(0, 39)} ${zipOf('').toString('base64')}`, TOKEN],
  ['a part of a short secret', 'ey.Passw', 'ey.Passw0rd.1'],
])('sightingIn does not find %s', (_, content, secret) => {
  expect(sightingIn(content, [secret])).toBeUndefined();
});

describe.each(Object.entries(TOOLS))('the example for %s', (name, { title, clean = {}, leaks, proxied }) => {
  const file = join(REPOSITORY_ROOT, 'examples', name, 'workflow.yml');

  it('passes the token to one step in its environment, which the document shows', () => {
    const { inputs, tests } = readWorkflow(file);
    expect(Object.keys(inputs)).toEqual(expect.arrayContaining(['role-to-assume', 'user-pool-id', 'client-id']));
    expect(tests).toStrictEqual([{ name: title, run: expect.not.stringContaining('{{ '), env: expect.any(Object) }]);
    expect(Object.values(tests[0].env ?? {}).join()).toMatch(/steps\.cognito\.outputs\.(ID_TOKEN|POSTMAN_ENVIRONMENT)/);
    const step = blockUnder('docs/test-tools.md', title).code.trimEnd();
    expect(readFileSync(file, 'utf8')).toContain(step.replace(/^(?=.)/gm, '      '));
  });

  it('has the texts that its variants edit', () => {
    const folder = mkdtempSync(join(tmpdir(), 'gallery-'));
    for (const variant of [...Object.values(clean), ...Object.values(leaks), proxied]) {
      copyExample(name, folder);
      applyEdits(join(folder, name), typeof variant === 'string' ? [] : variant.edits);
    }
    rmSync(folder, { recursive: true });
  });
});

describe('the leak table', () => {
  const tool: Tool = {
    title: 'curl',
    reports: 'log',
    clean: { '`a | b`': '…' },
    leaks: { '`--verbose`': '…' },
    proxied: { what: '`--trace`' },
  };
  const runs = [
    { situation: GREEN, leaks: new Map([['a.json', 'whole'] as const]) },
    { situation: UNREACHABLE, leaks: new Map([['log', 'truncated'] as const]) },
  ];
  const row = rowOf('curl', tool, '8.0', new Map([['`--verbose`', runs]]));

  it('contains what leaks, where and when', () => {
    expect(row).toBe(
      '| [curl](../examples/curl) 8.0 | log<br>`a \\| b` | `--verbose` → when the API is unreachable, truncated: log; `a.json` | `--trace` |',
    );
  });

  it('gets a new row in the order of the tools, and keeps the others', () => {
    const rowsIn = (text: string) => text.split('\n').filter((line) => line.startsWith('| ['));
    const written = withRows(document, [row], Object.values(TOOLS));
    expect(rowsIn(written)).toStrictEqual(rowsIn(document).map((old) => (old.startsWith('| [curl]') ? row : old)));
    expect(written.replace(row, '')).toBe(document.replace(/^\| \[curl\].*/m, ''));
  });

  it('has a row for each example of an API test', () => {
    const others = ['api', 'aws', 'cypress', 'iam', 'many-users', 'playwright-ui', 'node_modules', 'tmp'];
    const examples = readdirSync(join(REPOSITORY_ROOT, 'examples'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !others.includes(entry.name))
      .map(({ name }) => name);
    expect(Object.keys(TOOLS).toSorted()).toStrictEqual(examples);
    expect(Object.values(TOOLS).filter(({ title }) => !document.includes(`| [${title}](`))).toStrictEqual([]);
  });
});

/** Returns a ZIP file with a compressed file and an empty, uncompressed one. */
function zipOf(text: string): Buffer {
  return Buffer.from(zipSync({ a: Buffer.from(text), b: [new Uint8Array(), { level: 0 }] }));
}
