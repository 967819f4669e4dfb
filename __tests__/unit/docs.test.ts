/** The README, `action.yml`, the headings of troubleshooting and the code say the same. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type ErrorCode, SERVICE_WORDS, type ServiceErrorCode } from '../../src/errors.ts';
import { type InputRule, inputRules, MODES, type Mode } from '../../src/input-rules.ts';
import { OUTPUT_NAMES } from '../../src/outputs.ts';
import { SWEEP_INPUT_DEFAULTS } from '../../src/sweep-inputs.ts';
import { SWEEP_OUTPUT_NAMES } from '../../src/sweep-tally.ts';
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

describe('the sweep', () => {
  const sweep = readActionFile(join(root, 'sweep'));
  const sweepReadme = read('sweep', 'README.md');

  it('declares the inputs of the code, with its defaults, in its order', () => {
    const declared = Object.entries(sweep.inputs).map(([name, input]) => [name, input.default]);
    expect(declared).toEqual(Object.entries(SWEEP_INPUT_DEFAULTS));
    expect(Object.keys(sweep.inputs).filter((name) => sweep.inputs[name]?.required)).toEqual(['user-pool-id']);
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

it('each error code is a heading in troubleshooting, and each heading an error code', () => {
  const otherCodes: Record<Exclude<ErrorCode, ServiceErrorCode>, true> = {
    'inputs-invalid': true,
    'challenge-unsupported': true,
    'totp-secret-needed': true,
    'probe-unguarded': true,
    'probe-refused': true,
    'probe-unanswered': true,
    'id-token-unavailable': true,
    'id-token-failed': true,
    'out-of-time': true,
    interrupted: true,
    'user-left-behind': true,
    'sweep-incomplete': true,
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
