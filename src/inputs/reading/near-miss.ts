/**
 * What was probably meant by a word that is none of those allowed.
 */
import leven, { closestMatch } from 'leven';

/** Two letters are near to anything. */
const MIN_CHARACTERS = 3;

/** Of so many characters one may be wrong. */
const CHARACTERS_PER_ERROR = 4;

/** The one choice that is spelled in another way, begun, in part or with more around it, or with a typing error; else undefined. */
export function nearMiss(text: string, choices: readonly string[]): string | undefined {
  const meant = letters(text);
  if (meant.length < MIN_CHARACTERS) {
    return undefined;
  }
  return (
    choices.find((choice) => letters(choice) === meant) ??
    onlyOne(choices.filter((choice) => letters(choice).startsWith(meant))) ??
    onlyOne(choices.filter((choice) => letters(choice).includes(meant))) ??
    longest(choices.filter((choice) => isMostOf(meant, letters(choice)))) ??
    misspelled(meant, choices)
  );
}

/** `USER_SRP_AUTH`, `user-srp-auth` and `User SRP auth` are the same. */
function letters(text: string): string {
  return text.toLowerCase().replace(/[-_\s]/g, '');
}

function onlyOne(choices: readonly string[]): string | undefined {
  return choices.length === 1 ? choices[0] : undefined;
}

function longest(choices: readonly string[]): string | undefined {
  return choices.toSorted((one, other) => other.length - one.length)[0];
}

function isMostOf(whole: string, part: string): boolean {
  return whole.includes(part) && part.length > whole.length / 2;
}

function misspelled(meant: string, choices: readonly string[]): string | undefined {
  const closest = closestMatch(meant, choices.map(letters));
  return choices.find(
    (choice) =>
      letters(choice) === closest && leven(meant, closest) <= Math.ceil(closest.length / CHARACTERS_PER_ERROR),
  );
}
