/** Versions and their tags: `v1.2.3`, which never moves, and `v1`, which stands at the newest of its major version. */

/** Tags, each with the commit that it names. */
export type Tags = ReadonlyMap<string, string>;

export interface Plan {
  /** The version has no tag yet. */
  readonly release: boolean;
  /** The moving tag does not stand at the version, and should. */
  readonly move: boolean;
}

const VERSION_TAG = /^v(\d+)\.(\d+)\.(\d+)$/;

export function tagOf(version: string): string {
  return `v${version}`;
}

/** `v1` for 1.2.3. */
export function movingTagOf(version: string): string {
  const [, major] = VERSION_TAG.exec(tagOf(version)) ?? [];
  if (major === undefined) {
    throw new Error(`${version} is no version: three numbers with dots between them`);
  }
  return `v${major}`;
}

/** What is left to do until a version is out. A version that is not its major's newest moves nothing: a run of old may be run again. */
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
