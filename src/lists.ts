/** Lists of words in a sentence. British English has no comma before the last word. */

/** `a`, `a or b`, `a, b or c`. */
export function orList(words: readonly string[]): string {
  return new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(words);
}

/** `a`, `a and b`, `a, b and c`. */
export function andList(words: readonly string[]): string {
  return new Intl.ListFormat('en-GB').format(words);
}
