/** Lists of words in a sentence. British English has no comma before the last one. */
const orFormat = new Intl.ListFormat('en-GB', { type: 'disjunction' });
const andFormat = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** `a`, `a or b`, `a, b or c`. */
export function orList(words: readonly string[]): string {
  return orFormat.format(words);
}

/** `a`, `a and b`, `a, b and c`. */
export function andList(words: readonly string[]): string {
  return andFormat.format(words);
}
