import leven, { closestMatch } from 'leven';

/** Shorter texts resemble too many choices. */
const MIN_CHARACTERS = 3;

/** Swapping two letters takes two edits. */
const MAX_EDITS = 2;
const CHARACTERS_PER_EDIT = 4;

/** @returns the most similar choice, if any is similar. Case, hyphens, underscores and white space do not matter. */
export function nearMiss(text: string, choices: readonly string[]): string | undefined {
  const given = lettersOf(text);
  const similar = choices.filter((choice) => isSimilar(given, lettersOf(choice)));
  const closest = closestMatch(given, similar.map(lettersOf));
  return similar.find((choice) => lettersOf(choice) === closest);
}

/** Accepts a part of the choice, the choice with additions shorter than itself, and typos. */
function isSimilar(given: string, choice: string): boolean {
  const isPart = choice.includes(given);
  const isExtended = given.includes(choice) && given.length < 2 * choice.length;
  const maxEdits = Math.min(MAX_EDITS, Math.ceil(choice.length / CHARACTERS_PER_EDIT));
  return given.length >= MIN_CHARACTERS && (isPart || isExtended || leven(given, choice) <= maxEdits);
}

function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[-_\s]/g, '');
}
