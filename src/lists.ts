/** Formats lists for sentences. British English has no comma before the last word. */

/** `a`, `a or b`, `a, b or c`. */
export function orList(words: readonly string[]): string {
  return listOf(words, 'disjunction');
}

/** `a`, `a and b`, `a, b and c`. */
export function andList(words: readonly string[]): string {
  return listOf(words, 'conjunction');
}

/** Creates the format on use, because the first one takes 20 ms and only messages need it. */
function listOf(words: readonly string[], type: Intl.ListFormatType): string {
  return new Intl.ListFormat('en-GB', { type }).format(words);
}
