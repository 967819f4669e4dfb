/** Words that the messages about inputs share. */

/** Longer values are cut: the beginning is enough to know one again. */
const MOST_QUOTED_CHARACTERS = 80;

/** A value in quotation marks, on one line. */
export function quote(text: string): string {
  return JSON.stringify(text.length > MOST_QUOTED_CHARACTERS ? `${text.slice(0, MOST_QUOTED_CHARACTERS)}…` : text);
}

/** A sentence, and behind it another one if there is one. */
export function withHint(sentence: string, hint: string | undefined): string {
  return hint === undefined ? sentence : `${sentence} ${hint}`;
}
