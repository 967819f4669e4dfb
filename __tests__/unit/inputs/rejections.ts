/** Tests of inputs that are rejected or accepted. */
import { expect, it } from '@jest/globals';
import { INPUT_RULES, type InputName } from '../../../src/inputs/rules.ts';
import { type Given, problemsOf } from '../given-inputs.ts';

/**
 * Tests that values have these problems, without the name of the input.
 *
 * @param values by their problem. `VALUE` in it is the value itself. If it is not a sentence, the input's format follows
 */
export function itRejects(given: Given, name: InputName, values: Readonly<Record<string, readonly string[]>>): void {
  const { description, hint } = INPUT_RULES[name].format ?? {};
  const ofFormat = [`must be ${description}.`, hint].filter(Boolean).join(' ');
  const rows = Object.entries(values).flatMap(([problem, texts]) => texts.map((text) => [text, problem] as const));
  it.each(rows)(`rejects ${name} %j: %s`, (value, problem) => {
    const withFormat = problem === '' ? ofFormat : `${problem}, but ${ofFormat}`;
    const sentence = (/[.?]$/.test(problem) ? problem : withFormat).replace('VALUE', () => value);
    expect(problemsOf({ ...given, [name]: value })).toEqual([`${name}${/^,/.test(sentence) ? '' : ' '}${sentence}`]);
  });
}

export function itAccepts(given: Given, name: InputName, values: readonly string[]): void {
  it.each(values)(`accepts ${name} %s`, (value) => {
    expect(problemsOf({ ...given, [name]: value })).toEqual([]);
  });
}
