/** Tests of inputs that are rejected or accepted. */
import { expect, it } from '@jest/globals';
import type { InputName } from '../../../src/inputs/rules.ts';
import { type Given, problemsOf } from '../given-inputs.ts';

/** Problems, without the name of the input, by the values that have them. */
type Problems = Readonly<Record<string, string>>;

export function itRejects(given: Given, name: InputName, problems: Problems): void {
  it.each(Object.entries(problems))(`rejects ${name} %j: %s`, (value, problem) => {
    const separator = problem.startsWith(',') ? '' : ' ';
    expect(problemsOf({ ...given, [name]: value })).toEqual([`${name}${separator}${problem}`]);
  });
}

export function itAccepts(given: Given, name: InputName, values: readonly string[]): void {
  it.each(values)(`accepts ${name} %s`, (value) => {
    expect(problemsOf({ ...given, [name]: value })).toEqual([]);
  });
}

/** The same problem of several values. */
export function each(values: readonly string[], problem: string): Problems {
  return Object.fromEntries(values.map((value) => [value, problem]));
}

/** The problem of several values, which it quotes. */
export function quoted(values: readonly string[], expected: string): Problems {
  return Object.fromEntries(values.map((value) => [value, `is "${value}", but must be ${expected}`]));
}
