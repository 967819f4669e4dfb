import { mapNonEmpty, type NonEmpty } from '../platform/parallel.ts';

/**
 * Usernames as the state holds them: what they share, and the parts in which they differ. 1,000 usernames then have
 * 27 kB. The runner passes the state in an environment variable, which has at most 32,767 characters on Windows.
 *
 * @see https://learn.microsoft.com/windows/win32/procthread/environment-variables
 */
export interface PackedUsernames {
  readonly prefix: string;
  /** Separated by spaces, which no generated username contains. Empty for a single user. */
  readonly parts: string;
  readonly suffix: string;
}

export function packUsernames(usernames: readonly string[]): PackedUsernames {
  const prefix = usernames.reduce(commonStart);
  const rests = usernames.map((username) => username.slice(prefix.length));
  const suffix = reverse(rests.map(reverse).reduce(commonStart));
  return { prefix, parts: rests.map((rest) => rest.slice(0, rest.length - suffix.length)).join(' '), suffix };
}

export function unpackUsernames({ prefix, parts, suffix }: PackedUsernames): NonEmpty<string> {
  const [first = '', ...others] = parts.split(' ');
  return mapNonEmpty([first, ...others], (part) => prefix + part + suffix);
}

function commonStart(first: string, second: string): string {
  let length = 0;
  while (length < first.length && first[length] === second[length]) {
    length++;
  }
  return first.slice(0, length);
}

function reverse(text: string): string {
  return [...text].toReversed().join('');
}
