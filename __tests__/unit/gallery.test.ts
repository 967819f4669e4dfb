/** Tests the gallery's search, workflows and table, and that its document is complete. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { applyEdits, copyExample } from '../../scripts/gallery/folders.ts';
import { GREEN, UNREACHABLE } from '../../scripts/gallery/situations.ts';
import { differences, rowOf, withRows } from '../../scripts/gallery/table.ts';
import type { Tool, Variant } from '../../scripts/gallery/tool.ts';
import { TOOLS } from '../../scripts/gallery/tools/index.ts';
import { evaluate, readWorkflow } from '../../scripts/gallery/workflow.ts';
import { sightingIn } from '../../scripts/lib/sighting.ts';
import { blockUnder } from '../support/documents.ts';
import { REPOSITORY_ROOT } from '../support/repository.ts';

const workflowOf = (name: string) => join(REPOSITORY_ROOT, 'examples', name, 'workflow.yml');
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

describe('the workflow of an example', () => {
  it('has its expressions replaced with values', () => {
    const context = new Map([['vars.BASE_URL', 'http://127.0.0.1:3000']]);
    expect(evaluate(`at ${expression('vars.BASE_URL')}/orders`, context)).toBe('at http://127.0.0.1:3000/orders');
    expect(() => evaluate(expression('secrets.TOKEN'), context)).toThrow('secrets.TOKEN');
  });

  it.each(TOOLS.map(({ name }) => name))('for %s passes the token to one step in its environment', (name) => {
    const { inputs, test } = readWorkflow(workflowOf(name));
    expect(Object.keys(inputs)).toEqual(expect.arrayContaining(['role-to-assume', 'user-pool-id', 'client-id']));
    expect(Object.values(test.env).join()).toMatch(/steps\.cognito\.outputs\.(ID_TOKEN|POSTMAN_ENVIRONMENT)/);
    expect(test.run).not.toContain('{{ ');
  });
});

describe('the variants of a tool', () => {
  it.each(TOOLS.map((tool) => [tool.name, tool] as const))('for %s fit its example', (name, tool) => {
    const folder = mkdtempSync(join(tmpdir(), 'gallery-'));
    try {
      for (const variant of [...(tool.clean ?? []), ...tool.leaks, tool.proxied]) {
        copyExample(name, folder);
        expect(() => applyEdits(join(folder, name), variant)).not.toThrow();
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('the leak table', () => {
  const variant: Variant = { what: '`--verbose`' };
  const tool: Tool = {
    name: 'curl',
    title: 'curl',
    reports: 'log',
    clean: [{ what: '`a | b`' }],
    leaks: [variant],
    proxied: { what: '`--trace`' },
  };
  const leaks = [
    { situation: GREEN, leaks: new Map([['a.json', 'whole'] as const]) },
    { situation: UNREACHABLE, leaks: new Map([['log', 'truncated'] as const]) },
  ];
  const row = rowOf(tool, '8.0', { problems: [], leaks: new Map([[variant, leaks]]) });
  const others = ['Newman', 'k6'].map((title) => ({ tool: title, text: `| [${title}](…) 1 | a | b | c |` }));
  const [begin, end] = document.match(/<!--.*-->/g) ?? [];
  const withOthers = withRows(`before\n${begin}\n${end}\nafter\n`, others, TOOLS);

  it('contains what leaks, where and when', () => {
    expect(row.text).toBe(
      '| [curl](../examples/curl) 8.0 | log<br>`a \\| b` | `--verbose` → when the API is unreachable, truncated: log; `a.json` | `--trace` |',
    );
  });

  it('gets a new row in the order of the tools, and keeps the others', () => {
    const written = withRows(withOthers, [row], TOOLS);
    const rows = written.split('\n').filter((line) => line.startsWith('| ['));
    expect(rows).toStrictEqual([others[0]?.text, row.text, others[1]?.text]);
    expect(written).toMatch(/^before\n[\s\S]*\nafter\n$/);
  });

  it('differs from a row that has changed', () => {
    const written = withRows(withOthers, [row], TOOLS);
    expect(differences(written, [row])).toStrictEqual([]);
    expect(differences(written.replace('log<br>', ''), [row])).toStrictEqual([row.text]);
  });
});

describe('docs/test-tools.md', () => {
  it('has a row for each example of an API test', () => {
    const examples = readdirSync(join(REPOSITORY_ROOT, 'examples'), { withFileTypes: true })
      .filter(
        (entry) =>
          entry.isDirectory() &&
          !['api', 'aws', 'cypress', 'iam', 'many-users', 'playwright-ui', 'node_modules', 'tmp'].includes(entry.name),
      )
      .map(({ name }) => name);
    expect(TOOLS.map(({ name }) => name).toSorted()).toStrictEqual(examples);
    expect(TOOLS.filter(({ title }) => !document.includes(`| [${title}](`)).map(({ name }) => name)).toStrictEqual([]);
  });

  it.each(TOOLS.map(({ name, title }) => [title, name]))('contains the step for %s of its workflow', (title, name) => {
    const step = blockUnder('docs/test-tools.md', title)
      .code.trimEnd()
      .replace(/^(?=.)/gm, '      ');
    expect(step).toContain(`- name: ${title}`);
    expect(readFileSync(workflowOf(name), 'utf8')).toContain(step);
  });
});

function expression(name: string): string {
  return `\${{ ${name} }}`;
}

/** Returns a ZIP file with a compressed file and an empty, uncompressed one. */
function zipOf(text: string): Buffer {
  const data = deflateRawSync(text);
  const local = Buffer.alloc(30 + 1);
  local.write('PK\x03\x04', 'latin1');
  local.writeUInt16LE(1, 26);
  const entry = (method: number, size: number, at: number) => {
    const directory = Buffer.alloc(46 + 1);
    directory.write('PK\x01\x02', 'latin1');
    directory.writeUInt16LE(method, 10);
    directory.writeUInt32LE(size, 20);
    directory.writeUInt16LE(1, 28);
    directory.writeUInt32LE(at, 42);
    return directory;
  };
  const second = local.length + data.length;
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(2, 10);
  end.writeUInt32LE(second + local.length, 16);
  return Buffer.concat([local, data, local, entry(0, 0, second), entry(8, data.length, 0), end]);
}
