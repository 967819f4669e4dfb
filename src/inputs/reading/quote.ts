/**
 * Words what a value is and what it must be. The runner masks a secret only as a whole, so a secret in the wrong input
 * is safe to quote in full, but not in part. Only the beginning of a long value is quoted, which may be a token or key.
 */
const MAX_CHARACTERS = 32;
const CHARACTERS_OF_LONG_VALUES = 4;

/** @returns the value in quotation marks, on one line */
export function quote(text: string): string {
  return text.length <= MAX_CHARACTERS && !/\p{C}/u.test(text)
    ? `"${text}"`
    : `${JSON.stringify(`${text.slice(0, CHARACTERS_OF_LONG_VALUES)}…`)} (${text.length} characters)`;
}

/** @returns for example `is "abc", but must be true or false. Did you mean true?` */
export function mustBe(problem: string | undefined, expected: string, hint?: string): string {
  return [problem && `${problem}, but`, `must be ${expected}.`, hint].filter((part) => part !== undefined).join(' ');
}
