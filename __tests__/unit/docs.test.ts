// Verify that the documents, `action.yml` and the code agree, and that code in documents is valid. The tests
// `pasted-blocks` run it.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readActionFile } from 'action-runner/action-file';
import { parse, parseDocument } from 'yaml';
import { ERROR_CODES } from '../../src/failures/failure.ts';
import { AUTH_FLOWS, INPUT_RULES, type InputRule, inputsFor, MODES, type Mode } from '../../src/inputs/rules.ts';
import { parseSweepInputs } from '../../src/inputs/sweep.ts';
import { NOTICE_CODES } from '../../src/outputs/notices.ts';
import { createOutputs } from '../../src/outputs/outputs.ts';
import { SweepTally } from '../../src/sweep/tally.ts';
import { parseUserTokens } from '../../src/tokens.ts';
import { allBlocks, anchors, DOCUMENTS, headings, links, tableUnder } from '../support/documents.ts';
import { fakeRunner, IDENTITY, type Journal, unparsedTokens } from './fakes.ts';

const root = resolve(import.meta.dirname, '..', '..');
const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');

const action = readActionFile(root);
const readme = read('README.md');
const rules = inputsFor(MODES).map((name): [string, InputRule] => [name, INPUT_RULES[name]]);

describe.each([
  { folder: '', purposes: MODES, main: 'dist/main/index.js', post: 'dist/post/index.js' },
  { folder: 'sweep', purposes: ['sweep'] as const, main: '../dist/sweep/index.js', post: undefined },
])('action.yml in "$folder"', ({ folder, purposes, main, post }) => {
  const { inputs, outputs, ...runs } = readActionFile(join(root, folder));
  const rulesHere = inputsFor(purposes).map((name): [string, InputRule] => [name, INPUT_RULES[name]]);

  it('declares the inputs of the code, with its defaults and in its order', () => {
    const declared = Object.entries(inputs).map(([name, input]) => [name, input.default]);
    expect(declared).toEqual(rulesHere.map(([name, rule]) => [name, rule.default ?? '']));
  });

  it('requires the inputs that are always required', () => {
    const required = rulesHere.filter(([, { requiredFor = [] }]) =>
      purposes.every((each) => requiredFor.includes(each)),
    );
    expect(Object.keys(inputs).filter((name) => inputs[name]?.required)).toEqual(required.map(([name]) => name));
  });

  it('runs on Node 24', () => {
    expect(runs).toMatchObject({ using: 'node24', main, post });
  });

  it('has outputs with a row each in the README', () => {
    const rows = Object.entries(outputs).map(([name, description]) => [`\`${name}\``, description]);
    expect(tableUnder('## Outputs', read(folder, 'README.md'))).toEqual(rows);
  });
});

it('no env-prefix makes an output replace a variable of the AWS SDK', () => {
  const names = ['ACCESS_KEY_ID', 'SECRET_ACCESS_KEY', 'SESSION_TOKEN', 'REGION', 'PROFILE', 'ROLE_ARN', 'CONFIG_FILE'];
  const replaces = (output: string) => names.some((name) => `AWS_${name}`.endsWith(output) && output !== `AWS_${name}`);
  expect(Object.keys(action.outputs).filter(replaces)).toEqual([]);
});

describe('the README', () => {
  const inputTables = readme.slice(readme.indexOf('## Inputs\n'), readme.indexOf('## Outputs\n'));

  it('has at most 900 words before the tables', () => {
    const [text = ''] = readme.split('## Inputs');
    expect(countWords(text)).toBeLessThanOrEqual(900);
  });

  it('has one row for each input, in groups that keep the order of action.yml', () => {
    const expected = rules.map(([name, rule]) => [
      `\`${name}\``,
      modeLetters(rule),
      rule.default === undefined ? '' : `\`${rule.default}\``,
      action.inputs[name]?.description,
    ]);
    const position = ([name]: readonly (string | undefined)[]) => expected.findIndex(([other]) => other === name);
    const inOrder = (rows: readonly string[][]) => rows.toSorted((one, other) => position(one) - position(other));
    const groups = headings('###', inputTables).map((group) => tableUnder(`### ${group}`, inputTables));
    expect(groups).toEqual(groups.map(inOrder));
    expect(inOrder(groups.flat())).toEqual(expected);
  });

  it('names the outputs of the code', () => {
    const user = { username: 'ada', password: 'Engine-1843' };
    const outputs = createOutputs(
      { user, tokens: parseUserTokens(unparsedTokens()) },
      {
        identity: IDENTITY,
        deviceKey: 'a-key',
        proxyPort: 40_123,
        files: {
          'storage-state': '/temp/s.json',
          'postman-environment': '/temp/a.json',
          'env-file': '/temp/a.env',
          users: '/temp/b.json',
          'users-csv': '/temp/b.csv',
        },
      },
    );
    expect(Object.keys(action.outputs)).toEqual(outputs.map(([name]) => name));
  });
});

it('docs/flows.md has a row for each auth flow', () => {
  const rows = tableUnder('## Which auth flow', read('docs', 'flows.md'));
  expect(rows.map(([flow = '']) => /\w+/.exec(flow)?.[0])).toEqual([...AUTH_FLOWS]);
});

describe('the sweep', () => {
  const sweep = readActionFile(join(root, 'sweep'));

  it('declares the outputs of the code', () => {
    const inputs = parseSweepInputs(fakeRunner([], { inputs: { 'user-pool-id': 'eu-west-1_AbCdEf123' } }));
    const journal: Journal = [];
    new SweepTally(inputs).writeOutputs(fakeRunner(journal));
    expect(journal).toEqual(Object.keys(sweep.outputs).map((name) => `output ${name}=0`));
  });

  it('has a row in its README for each input', () => {
    const rows = Object.entries(sweep.inputs).map(([name, { required, default: value, description }]) => [
      required ? `**\`${name}\`**` : `\`${name}\``,
      value === '' ? '' : `\`${value}\``,
      description,
    ]);
    expect(tableUnder('## Inputs', read('sweep', 'README.md'))).toEqual(rows);
  });
});

describe('troubleshooting', () => {
  const troubleshooting = read('docs', 'troubleshooting.md');

  it('has a heading for each code, and one for problems without a message', () => {
    const codes = [...ERROR_CODES, ...NOTICE_CODES, 'inputs-unusual'];
    expect(headings('##', troubleshooting).toSorted()).toEqual([...codes, 'Without a message'].toSorted());
  });

  it('has at most 120 words in a section', () => {
    const words = troubleshooting.split(/^##+ /m).map(countWords);
    expect(Math.max(...words)).toBeLessThanOrEqual(120);
  });
});

it('the bug report form offers every mode and the sweep', () => {
  const attributes = expect.objectContaining({ options: [...MODES, 'sweep'] });
  expect(parse(read('.github', 'ISSUE_TEMPLATE', 'bug.yml'))).toMatchObject({
    body: expect.arrayContaining([expect.objectContaining({ id: 'mode', attributes })]),
  });
});

it('README, CONTRIBUTING and docs/ have at most 16,000 words', () => {
  const paths = DOCUMENTS.filter((path) => /^(README\.md|CONTRIBUTING\.md|docs\/.*)$/.test(path));
  expect(countWords(paths.map((path) => read(path)).join(' '))).toBeLessThanOrEqual(16_000);
});

describe('links', () => {
  it.each(DOCUMENTS)('lead to existing files and headings in %s', (path) => {
    const local = links(read(path)).filter((target) => !/^[a-z]+:/.test(target));
    expect(local.filter((target) => !isValidTarget(target, path))).toEqual([]);
  });

  function isValidTarget(target: string, from: string): boolean {
    const [file = '', anchor] = target.split('#');
    const path = file === '' ? from : relative(root, resolve(root, dirname(from), file));
    return existsSync(join(root, path)) && (anchor === undefined || anchors(read(path)).includes(anchor));
  }
});

describe('code in documents', () => {
  const blocksIn = (language: string) => allBlocks().filter((block) => block.language === language);

  it.each(blocksIn('json'))('is valid JSON in $path, line $line', ({ code }) => {
    expect(() => JSON.parse(code)).not.toThrow();
  });

  it.each(blocksIn('sh'))('is a valid shell script in $path, line $line', ({ code }) => {
    expect(spawnSync('bash', ['-n'], { input: code, encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  });

  it.each(blocksIn('js'))('is a valid Node.js script in $path, line $line', ({ code }) => {
    const check = ['--check', '--input-type=module'];
    expect(spawnSync(process.execPath, check, { input: code, encoding: 'utf8' })).toMatchObject({ status: 0 });
  });

  it.each(blocksIn('yaml'))('is valid YAML with inputs that the action has in $path, line $line', ({ code }) => {
    const document = parseDocument(code);
    expect(document.errors).toStrictEqual([]);
    const problems = usesOf(document.toJS()).flatMap(({ uses, with: given }) => {
      const { inputs } = readActionFile(join(root, uses.includes('/sweep@') ? 'sweep' : ''));
      return Object.keys(given).filter((name) => inputs[name] === undefined);
    });
    expect(problems).toStrictEqual([]);
  });
});

function countWords(text: string): number {
  return text.split(/\s+/).filter((word) => word !== '').length;
}

interface Use {
  readonly uses: string;
  readonly with: Readonly<Record<string, unknown>>;
}

/** Returns all steps, at any depth, that use this action or its sweep. */
function usesOf(value: unknown): Use[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const uses = 'uses' in value ? String(value.uses) : '';
  const given = 'with' in value && typeof value.with === 'object' ? { ...value.with } : {};
  const own = /^(https:\/\/github\.com\/)?org\/cognito-token-action(\/sweep)?@/.test(uses)
    ? [{ uses, with: given }]
    : [];
  return [...own, ...Object.values(value).flatMap(usesOf)];
}

/** Formats the modes of an input, such as `**E** S` for ephemeral, where it is required, and stored; or `all`. */
function modeLetters({ for: purposes, requiredFor = [] }: InputRule): string {
  const letter: Record<Mode, string> = { ephemeral: 'E', stored: 'S', refresh: 'R', 'client-credentials': 'C' };
  const modes = MODES.filter((mode) => purposes.includes(mode));
  if (modes.length === MODES.length && [0, MODES.length].includes(requiredFor.length)) {
    return requiredFor.length === 0 ? 'all' : '**all**';
  }
  return modes.map((mode) => (requiredFor.includes(mode) ? `**${letter[mode]}**` : letter[mode])).join(' ');
}
