/** The README, `action.yml`, the headings of troubleshooting and the code say the same. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type ErrorCode, SERVICE_WORDS, type ServiceErrorCode } from '../../src/errors.ts';
import { type InputRule, inputRules, MODES, type Mode } from '../../src/input-rules.ts';
import { OUTPUT_NAMES } from '../../src/outputs.ts';
import { readActionFile } from '../support/action-file.ts';
import { headings, tableUnder } from '../support/markdown.ts';

const root = resolve(import.meta.dirname, '..', '..');
const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');

const action = readActionFile(root);
const readme = read('README.md');
const rules: readonly (readonly [string, InputRule])[] = inputRules();

describe('action.yml', () => {
  it('has the inputs of the code, with its defaults, in its order', () => {
    const declared = Object.entries(action.inputs).map(([name, input]) => [name, input.default]);
    expect(declared).toEqual(rules.map(([name, rule]) => [name, rule.default]));
  });

  it('requires what every mode requires', () => {
    const required = Object.keys(action.inputs).filter((name) => action.inputs[name]?.required);
    expect(required).toEqual(rules.filter(([, rule]) => rule.requiredIn.length === MODES.length).map(([name]) => name));
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
      rule.default === '' ? '' : `\`${rule.default}\``,
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

it('each error code is a heading in troubleshooting, and each heading an error code', () => {
  const otherCodes: Record<Exclude<ErrorCode, ServiceErrorCode>, true> = {
    'inputs-invalid': true,
    'challenge-unsupported': true,
    'totp-secret-needed': true,
    'probe-unguarded': true,
    'probe-refused': true,
    'probe-unanswered': true,
    'id-token-unavailable': true,
    'tokens-unreadable': true,
    'state-unreadable': true,
    unexpected: true,
  };
  const codes = [...Object.keys(otherCodes), ...Object.keys(SERVICE_WORDS)];
  expect(headings('##', read('docs', 'troubleshooting.md')).toSorted()).toEqual(codes.toSorted());
});

/** `**E** S`: both modes, required in mode ephemeral. */
function modeLetters({ modes, requiredIn }: InputRule): string {
  const letter: Record<Mode, string> = { ephemeral: 'E', stored: 'S', refresh: 'R', 'client-credentials': 'C' };
  return modes.map((mode) => (requiredIn.includes(mode) ? `**${letter[mode]}**` : letter[mode])).join(' ');
}
