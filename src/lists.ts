/** Lists of words in a sentence. British English has no comma before the last one. */

/** `a`, `a or b`, `a, b or c`. */
export function orList(words: readonly string[]): string {
  return listOf(words, 'disjunction');
}

/** `a`, `a and b`, `a, b and c`. */
export function andList(words: readonly string[]): string {
  return listOf(words, 'conjunction');
}

/** Made when it is used, by messages alone: a format takes 20 ms to begin with. */
function listOf(words: readonly string[], type: Intl.ListFormatType): string {
  return new Intl.ListFormat('en-GB', { type }).format(words);
}
