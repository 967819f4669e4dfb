/** The pure parts of the gallery of test tools, and its document. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { sightingIn } from '../../scripts/gallery/search.ts';
import { GREEN, UNREACHABLE } from '../../scripts/gallery/situations.ts';
import { differences, rowOf, withRows } from '../../scripts/gallery/table.ts';
import type { Tool, Variant } from '../../scripts/gallery/tool.ts';
import { TOOLS } from '../../scripts/gallery/tools/index.ts';
import { evaluate, readWorkflow } from '../../scripts/gallery/workflow.ts';

const root = resolve(import.meta.dirname, '..', '..');
const workflowOf = (name: string) => join(root, 'examples', name, 'workflow.yml');
const document = readFileSync(join(root, 'docs', 'test-tools.md'), 'utf8');

const HEADER = Buffer.from('{"kid":"a-key-of-the-user-pool","alg":"RS256"}').toString('base64url');
const PAYLOAD = Buffer.from('{"sub":"aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee","token_use":"id"}').toString('base64url');
const SIGNATURE = 's-_'.repeat(114);
const TOKEN = `${HEADER}.${PAYLOAD}.${SIGNATURE}`;

describe('the search for tokens', () => {
  it.each([
    ['as it is', `Authorization: Bearer ${TOKEN}\n`],
    ...[0, 1, 2].map((offset) => [
      `in Base64, ${offset} bytes on`,
      Buffer.from(`{"h":"${'x'.repeat(offset)}${TOKEN}"}`).toString('base64'),
    ]),
    ['in gzip', gzipSync(`token=${TOKEN}`)],
    ['in a ZIP file', zipOf(`{"token":"${TOKEN}"}`)],
    [
      'in a ZIP file in the Base64 of a page',
      `<template>data:application/zip;base64,${zipOf(TOKEN).toString('base64')}`,
    ],
  ])('finds one %s', (_, content) => {
    expect(sightingIn(content, [TOKEN])).toBe('whole');
  });

  it.each([
    ['its payload', `claims ${PAYLOAD} of the user`],
    ['its signature', SIGNATURE],
    ['its start', `'Bearer ${TOKEN.slice(0, 60)}...`],
    ['its end', `...${TOKEN.slice(-50)}'`],
  ])('finds %s', (_, content) => {
    expect(sightingIn(content, [TOKEN])).toBe('cut');
  });

  it('finds nothing in what only looks alike', () => {
    const other = `${HEADER.slice(0, 30)}.${PAYLOAD.slice(0, 39)}`;
    expect(sightingIn(`Bearer *** ${other} ${zipOf('nothing').toString('base64')}`, [TOKEN])).toBeUndefined();
  });

  it('does not take a short secret apart', () => {
    expect(sightingIn('ey.Passw', ['ey.Passw0rd.1'])).toBeUndefined();
  });
});

describe('a workflow', () => {
  it('has its expressions put in', () => {
    const context = new Map([['vars.BASE_URL', 'http://127.0.0.1:3000']]);
    expect(evaluate(`at ${expression('vars.BASE_URL')}/orders`, context)).toBe('at http://127.0.0.1:3000/orders');
    expect(() => evaluate(expression('secrets.TOKEN'), context)).toThrow('secrets.TOKEN');
  });

  it.each(TOOLS.map(({ name }) => name))('of %s hands the token to one step, by its environment', (name) => {
    const { inputs, test } = readWorkflow(workflowOf(name));
    expect(Object.keys(inputs)).toEqual(expect.arrayContaining(['role-to-assume', 'user-pool-id', 'client-id']));
    expect(Object.values(test.env).join()).toMatch(/steps\.cognito\.outputs\.(ID_TOKEN|POSTMAN_ENVIRONMENT)/);
    expect(test.run).not.toContain('{{ ');
  });
});

describe('the table', () => {
  const variant: Variant = { what: '`--verbose`' };
  const tool: Tool = {
    name: 'curl',
    title: 'curl',
    quick: true,
    outputOptions: '`a | b`',
    reports: 'log',
    clean: [{ what: '`--silent`' }],
    leaks: [variant],
  };
  const leaks = [
    { situation: GREEN, leaks: new Map([['a.json', 'whole'] as const]) },
    { situation: UNREACHABLE, leaks: new Map([['log', 'cut'] as const]) },
  ];
  const row = rowOf(tool, '8.0', { problems: [], leaks: new Map([[variant, leaks]]) });
  const others = ['Newman', 'k6'].map((title) => ({ tool: title, text: `| [${title}](…) 1 | a | b | c |` }));
  const [begin, end] = document.match(/<!--.*-->/g) ?? [];
  const withOthers = withRows(`before\n${begin}\n${end}\nafter\n`, others, TOOLS);

  it('says what leaks, where and when', () => {
    expect(row.text).toBe(
      '| [curl](../examples/curl) 8.0 | `a \\| b` | log<br>`--silent` | `--verbose` → when nobody answers, cut: log; `a.json` |',
    );
  });

  it('takes a new row in at its place, and keeps the others', () => {
    const written = withRows(withOthers, [row], TOOLS);
    const rows = written.split('\n').filter((line) => line.startsWith('| ['));
    expect(rows).toStrictEqual([others[0]?.text, row.text, others[1]?.text]);
    expect(written).toMatch(/^before\n[\s\S]*\nafter\n$/);
  });

  it('tells a row that is not as it was seen', () => {
    const written = withRows(withOthers, [row], TOOLS);
    expect(differences(written, [row])).toStrictEqual([]);
    expect(differences(written.replace('log<br>', ''), [row])).toStrictEqual([row.text]);
  });
});

describe('the document', () => {
  it('has a row and a section for each example', () => {
    const examples = readdirSync(join(root, 'examples'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !['api', 'aws', 'node_modules', 'tmp'].includes(entry.name))
      .map(({ name }) => name);
    expect(TOOLS.map(({ name }) => name).toSorted()).toStrictEqual(examples);
    expect(TOOLS.filter(({ title }) => !document.includes(`| [${title}](`)).map(({ name }) => name)).toStrictEqual([]);
  });

  it.each(TOOLS.map(({ name, title }) => [title, name]))('has the step for %s as the workflow does', (title, name) => {
    const [, section = ''] = document.split(`\n### ${title}\n`);
    const [, block = ''] = section.split('```yaml\n');
    const step = block.slice(0, block.indexOf('\n```')).replace(/^(?=.)/gm, '      ');
    expect(step).toContain(`- name: ${title}`);
    expect(readFileSync(workflowOf(name), 'utf8')).toContain(step);
  });
});

function expression(name: string): string {
  return `\${{ ${name} }}`;
}

/** A ZIP file of one compressed file, and of an empty one that is only stored. */
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
