/** The README, `action.yml`, the headings of troubleshooting and the code say the same. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { OUTPUT_NAMES } from '../../src/hand-over/outputs.ts';
import { INPUT_RULES, type InputRule, inputsFor, MODES, type Mode } from '../../src/inputs/rules.ts';
import { SWEEP_OUTPUT_NAMES } from '../../src/sweep/tally.ts';
import { readActionFile } from '../support/action-file.ts';
import { anchors, firstBlockquote, headings, links, tableUnder, textUnder } from '../support/markdown.ts';
import { exampleMessages, TROUBLESHOOTING } from './failures/example-failures.ts';

const root = resolve(import.meta.dirname, '..', '..');
const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');

const action = readActionFile(root);
const readme = read('README.md');
const rules = inputsFor(MODES).map((name): [string, InputRule] => [name, INPUT_RULES[name]]);

describe('action.yml', () => {
  it('has the inputs of the code, with its defaults, in its order', () => {
    const declared = Object.entries(action.inputs).map(([name, input]) => [name, input.default]);
    expect(declared).toEqual(rules.map(([name, rule]) => [name, rule.default ?? '']));
  });

  it('requires what every mode requires', () => {
    const required = Object.keys(action.inputs).filter((name) => action.inputs[name]?.required);
    expect(required).toEqual(
      rules.filter(([, rule]) => rule.requiredFor?.length === MODES.length).map(([name]) => name),
    );
  });

  it('runs on Node 24, main and post', () => {
    expect(action).toMatchObject({ using: 'node24', main: 'dist/main/index.js', post: 'dist/post/index.js' });
  });
});

describe('the README', () => {
  it('has a row for each input', () => {
    const rows = rules.map(([name, rule]) => [
      `\`${name}\``,
      modeLetters(rule),
      rule.default === undefined ? '' : `\`${rule.default}\``,
      action.inputs[name]?.description,
    ]);
    expect(tableUnder('## Inputs', readme)).toEqual(rows);
  });

  it('has a row for each output', () => {
    const rows = Object.entries(action.outputs).map(([name, description]) => [`\`${name}\``, description]);
    expect(tableUnder('## Outputs', readme).map(([name, , description]) => [name, description])).toEqual(rows);
  });

  it('names the outputs of the code', () => {
    expect(Object.keys(action.outputs)).toEqual([...OUTPUT_NAMES]);
  });
});

describe('the sweep', () => {
  const sweep = readActionFile(join(root, 'sweep'));
  const sweepReadme = read('sweep', 'README.md');

  it('declares the inputs of the code, with its defaults, in its order', () => {
    const declared = Object.entries(sweep.inputs).map(([name, input]) => [name, input.default]);
    expect(declared).toEqual(inputsFor(['sweep']).map((name) => [name, INPUT_RULES[name].default ?? '']));
    const required = inputsFor(['sweep']).filter((name) => INPUT_RULES[name].requiredFor?.includes('sweep'));
    expect(Object.keys(sweep.inputs).filter((name) => sweep.inputs[name]?.required)).toEqual(required);
  });

  it('declares the outputs of the code', () => {
    expect(Object.keys(sweep.outputs)).toEqual([...SWEEP_OUTPUT_NAMES]);
  });

  it('runs on Node 24, and has nothing to do after the job', () => {
    expect(sweep).toMatchObject({ using: 'node24', main: '../dist/sweep/index.js', post: undefined });
  });

  it('has a row in its README for each input', () => {
    const rows = Object.entries(sweep.inputs).map(([name, { required, default: value, description }]) => [
      required ? `**\`${name}\`**` : `\`${name}\``,
      value === '' ? '' : `\`${value}\``,
      description,
    ]);
    expect(tableUnder('## Inputs', sweepReadme)).toEqual(rows);
  });

  it('has a row in its README for each output', () => {
    const rows = Object.entries(sweep.outputs).map(([name, description]) => [`\`${name}\``, description]);
    expect(tableUnder('## Outputs', sweepReadme)).toEqual(rows);
  });
});

describe('troubleshooting', () => {
  const WITHOUT_A_MESSAGE = 'Without a message';
  const troubleshooting = read(TROUBLESHOOTING);
  const messages = exampleMessages();

  it('has a heading for each code of an error or notice, and for what comes without a message', () => {
    expect(headings('##', troubleshooting).toSorted()).toEqual([...messages.keys(), WITHOUT_A_MESSAGE].toSorted());
  });

  it.each([...messages])('shows the message of %s, which ends with its heading', (code, message) => {
    const quoted = firstBlockquote(textUnder(`## ${code}`, troubleshooting));
    expect(`${quoted} See ${TROUBLESHOOTING}#${code}`).toBe(message);
  });

  it('begins with an index of all headings, in their order', () => {
    const index = tableUnder('# Troubleshooting', troubleshooting).flatMap((cells) => links(cells.join(' ')));
    const [, ...all] = anchors(troubleshooting).map((anchor) => `#${anchor}`);
    expect(index).toEqual(all.filter((anchor) => anchor !== '#without-a-message'));
  });
});

it('offers every mode, and the sweep, in the form for bugs', () => {
  const attributes = expect.objectContaining({ options: [...MODES, 'sweep'] });
  expect(parse(read('.github', 'ISSUE_TEMPLATE', 'bug.yml'))).toMatchObject({
    body: expect.arrayContaining([expect.objectContaining({ id: 'mode', attributes })]),
  });
});

describe('no link leads nowhere', () => {
  const documents = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'sweep/README.md', 'examples/README.md'].concat(
    readdirSync(join(root, 'docs')).map((name) => `docs/${name}`),
  );

  it.each(documents)('in %s', (path) => {
    const local = links(read(path)).filter((target) => !/^[a-z]+:/.test(target));
    expect(local.filter((target) => !leadsSomewhere(target, path))).toEqual([]);
  });

  function leadsSomewhere(target: string, from: string): boolean {
    const [file = '', anchor] = target.split('#');
    const path = file === '' ? from : relative(root, resolve(root, dirname(from), file));
    return existsSync(join(root, path)) && (anchor === undefined || anchors(read(path)).includes(anchor));
  }
});

/** `**E** S`: both modes, required in mode ephemeral. */
function modeLetters({ for: purposes, requiredFor = [] }: InputRule): string {
  const letter: Record<Mode, string> = { ephemeral: 'E', stored: 'S', refresh: 'R', 'client-credentials': 'C' };
  const modes = MODES.filter((mode) => purposes.includes(mode));
  return modes.map((mode) => (requiredFor.includes(mode) ? `**${letter[mode]}**` : letter[mode])).join(' ');
}
