/**
 * What a message may show of a value. The runner masks a secret as a whole: in the wrong input, it is safe to show as it stands, and no part of
 * it is. Tokens, client secrets and keys are longer than what is worth showing.
 */
const MAX_CHARACTERS = 32;
const CHARACTERS_OF_LONGER_ONES = 4;

/** A value in quotation marks, on one line; of a long one how it begins. */
export function quote(text: string): string {
  return text.length <= MAX_CHARACTERS && !/\p{C}/u.test(text)
    ? `"${text}"`
    : `${JSON.stringify(`${text.slice(0, CHARACTERS_OF_LONGER_ONES)}…`)} (${text.length} characters)`;
}

/** `is "abc", but must be`; without the value where it may not be shown. */
export function mustBe(text: string, mayQuote: boolean): string {
  return mayQuote ? `is ${quote(text)}, but must be` : 'must be';
}

/** A sentence, and behind it another one if there is one. */
export function withHint(sentence: string, hint: string | undefined): string {
  return hint === undefined ? sentence : `${sentence} ${hint}`;
}
