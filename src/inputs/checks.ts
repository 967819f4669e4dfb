/**
 * What can be wrong with an input whatever it is for, and is looked at before its form.
 */

import { orList } from '../lists.ts';
import type { InputReader } from './reading/reader.ts';
import { INPUT_RULES, type InputName, MODES, type Purpose } from './rules.ts';

/** Notes inputs that are missing, of another mode, blank, or no value yet. Without a purpose, what depends on it is left aside. */
export function checkInputs(reader: InputReader, names: readonly InputName[], purpose: Purpose | undefined): void {
  for (const name of names) {
    const rule = INPUT_RULES[name];
    if (purpose !== undefined && !rule.for.includes(purpose)) {
      const modes = MODES.filter((mode) => rule.for.includes(mode));
      checkMeaning(reader, name, 'mode', purpose, modes);
      continue;
    }
    if (purpose !== undefined && rule.requiredFor?.includes(purpose)) {
      reader.require(name, purpose === 'sweep' ? '' : `in mode ${purpose}`);
    }
    reader.checkPlaceholder(name);
    if (rule.secret === true) {
      checkSecret(reader, name);
    }
  }
}

/**
 * Notes an input that has a meaning only where another one has other values, unless it is at its default. From another one that is wrong
 * nothing follows.
 */
export function checkMeaning(
  reader: InputReader,
  name: InputName,
  other: InputName,
  value: string,
  meaningful: readonly string[],
): void {
  if (
    !reader.hasProblem(other) &&
    !meaningful.includes(value) &&
    reader.text(name) !== (INPUT_RULES[name].default ?? '')
  ) {
    const values = orList(meaningful);
    reader.note(
      name,
      `belongs to ${other} ${values}, but ${other} is ${value}. Set ${other}: ${values}, or remove ${name}.`,
    );
  }
}

function checkSecret(reader: InputReader, name: InputName): void {
  if (reader.isBlank(name)) {
    reader.noteEmpty(name, `is only white space. Save the secret again, or remove ${name}.`);
  }
  if (/[\r\n]/.test(reader.text(name))) {
    reader.note(name, 'has a line break inside. Save the secret again, as one line.');
  }
}
