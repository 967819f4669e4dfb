/**
 * What can be wrong with an input whatever it is for, and is looked at before its form.
 */

import { orList } from '../lists.ts';
import { problemOfSecretPlaceholder } from './reading/placeholders.ts';
import type { InputReader } from './reading/reader.ts';
import { type InputName, type InputRule, inputRules, type Mode } from './rules.ts';

type Reader = InputReader<InputName>;

/** Notes inputs that are missing, of another mode, blank, or no value yet. Without a mode, what depends on it is left aside. */
export function checkInputs(reader: Reader, mode: Mode | undefined): void {
  for (const [name, rule] of inputRules()) {
    if (mode !== undefined && !rule.modes.includes(mode)) {
      checkLeftOut(reader, name, rule, mode);
      continue;
    }
    if (mode !== undefined && rule.requiredIn.includes(mode) && reader.text(name) === '') {
      reader.reportMissing(name, `in mode ${mode}`);
    }
    if (rule.secret === true) {
      checkSecret(reader, name);
    } else {
      reader.checkPlaceholder(name);
    }
  }
}

/** The secrets of a mode that were given with white space around them. */
export function trimmedSecretsOf(reader: Reader, mode: Mode): readonly InputName[] {
  return inputRules().flatMap(([name, rule]) =>
    rule.secret === true && rule.modes.includes(mode) && reader.hasWhiteSpaceAround(name) ? [name] : [],
  );
}

function checkLeftOut(reader: Reader, name: InputName, { modes, default: defaultValue }: InputRule, mode: Mode): void {
  if (reader.text(name) !== defaultValue) {
    const modesOfInput = orList(modes);
    reader.problems.add(
      name,
      `${name} belongs to mode ${modesOfInput}, and mode is ${mode}. Set mode: ${modesOfInput}, or leave ${name} out.`,
    );
  }
}

function checkSecret(reader: Reader, name: InputName): void {
  if (reader.isBlank(name)) {
    reader.problems.addEmpty(name, `${name} has nothing but white space: save the secret again, or leave ${name} out.`);
  }
  const secret = reader.text(name);
  const problem = problemOfSecretPlaceholder(secret);
  if (problem !== undefined) {
    reader.problems.add(name, `${name} ${problem}`);
  }
  if (/[\r\n]/.test(secret)) {
    reader.problems.add(
      name,
      `${name} has a line break in it, and must be one line: save the secret again, with this value alone.`,
    );
  }
}
