/** Versions and their tags: `v1.2.3` never moves, `v1` points to the newest version of its major version. */

/** Commits by tag. */
export type Tags = ReadonlyMap<string, string>;

export interface Plan {
  /** The version has no tag yet. */
  readonly release: boolean;
  /** The moving tag must be moved to the version. */
  readonly move: boolean;
}

const VERSION_TAG = /^v(\d+)\.(\d+)\.(\d+)$/;

export function tagOf(version: string): string {
  return `v${version}`;
}

/**
 * Returns `v1` for 1.2.3.
 *
 * @throws {Error} if the version is not three numbers
 */
export function movingTagOf(version: string): string {
  const [, major] = VERSION_TAG.exec(tagOf(version)) ?? [];
  if (major === undefined) {
    throw new Error(`${version} is not a version: use three numbers, such as 1.2.3`);
  }
  return `v${major}`;
}

/**
 * Returns the remaining parts of publishing a version. Only the newest version of a major version moves the tag, so
 * that old runs can be run again.
 */
export function planFor(version: string, tags: Tags): Plan {
  const tag = tagOf(version);
  const movingTag = movingTagOf(version);
  const commit = tags.get(tag);
  const [newest] = [...tags.keys(), tag].filter((other) => other.startsWith(`${movingTag}.`)).toSorted(newestFirst);
  return {
    release: commit === undefined,
    move: newest === tag && (commit === undefined || tags.get(movingTag) !== commit),
  };
}

function newestFirst(one: string, other: string): number {
  return other.localeCompare(one, 'en', { numeric: true });
}
