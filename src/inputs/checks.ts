/** Checks that apply to every input, before its format is checked. */
import { orList } from '../lists.ts';
import { doubtAbout, lostValueProblem, placeholderProblem } from './reading/placeholders.ts';
import type { InputReader } from './reading/reader.ts';
import { type ControllingInput, INPUT_RULES, type InputName, inputsFor, MODES } from './rules.ts';

/** No password policy of Cognito allows fewer characters. */
const MIN_PASSWORD_LENGTH = 6;

/** Finds placeholders and damaged secrets. */
export function checkValues(reader: InputReader, names: readonly InputName[]): void {
  for (const name of names) {
    const isSecret = INPUT_RULES[name].secret === true;
    const text = reader.text(name);
    reader.addProblem(name, placeholderProblem(text, isSecret));
    if (name !== 'password' || text.length < MIN_PASSWORD_LENGTH) {
      reader.addProblem(name, lostValueProblem(text));
    }
    if (name === 'username' || name === 'password') {
      reader.addNotice(name, doubtAbout(text));
    }
    if (isSecret && reader.isBlank(name)) {
      reader.addMissing(name, `is only white space. Save the secret again, or remove ${name}.`);
    }
    if (isSecret && !INPUT_RULES[name].hasLines && /[\r\n]/.test(text)) {
      reader.addProblem(name, 'contains a line break. Save the secret again, on one line.');
    }
  }
}

/** Finds inputs that do not belong to the value of another input, or that are missing with it. */
export function checkDependents(reader: InputReader, other: ControllingInput, value: string): void {
  // An invalid value says nothing about the inputs that depend on it.
  if (reader.hasProblem(other)) {
    return;
  }
  for (const name of inputsFor(MODES)) {
    const rule = INPUT_RULES[name];
    const modes = MODES.filter((mode) => rule.for.includes(mode));
    const allowed: readonly string[] | undefined = other === 'mode' ? modes : rule.onlyWith?.[other];
    const required: readonly string[] | undefined = other === 'mode' ? rule.requiredFor : rule.requiredWith?.[other];
    if (allowed?.includes(value) === false && reader.text(name) !== (rule.default ?? '')) {
      const values = orList(allowed);
      const fix = `Set ${other}: ${values}, or remove ${name}.`;
      reader.addProblem(name, `belongs to ${other} ${values}, but ${other} is ${value}. ${fix}`);
    }
    const isOptional = rule.optionalWith?.['auth-flow'].includes(reader.text('auth-flow')) === true;
    if (required?.includes(value) && !isOptional) {
      reader.require(name, `${other === 'mode' ? 'in' : 'with'} ${other} ${value}`);
    }
  }
}
