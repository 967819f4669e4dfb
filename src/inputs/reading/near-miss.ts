import leven, { closestMatch } from 'leven';

/** Shorter texts resemble too many choices. */
const MIN_CHARACTERS = 3;

/** Swapping two letters takes two edits. */
const MAX_EDITS = 2;
const CHARACTERS_PER_EDIT = 4;

/** @returns the most similar choice, if any is similar. Case, hyphens, underscores and white space do not matter. */
export function nearMiss<Choice extends string>(text: string, choices: readonly Choice[]): Choice | undefined {
  const given = lettersOf(text);
  const similar = choices.filter((choice) => isSimilar(given, lettersOf(choice)));
  const closest = closestMatch(given, similar.map(lettersOf));
  return similar.find((choice) => lettersOf(choice) === closest);
}

/**
 * Finds missing names in place of which a similar, unknown name was given.
 *
 * Some of the given names can belong to other programs, so a similar name is longer than half of the missing one.
 */
export function misspelledNames<Name extends string>(
  given: readonly string[],
  known: readonly string[],
  missing: readonly Name[],
  otherNames: ReadonlyMap<string, Name>,
): ReadonlyMap<Name, string> {
  const misspelled = new Map<Name, string>();
  for (const text of given.filter((name) => !known.includes(name))) {
    const other = otherNames.get(text);
    const name = other !== undefined && missing.includes(other) ? other : nearMiss(text, missing);
    if (name !== undefined && 2 * text.length > name.length) {
      misspelled.set(name, text);
    }
  }
  return misspelled;
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
