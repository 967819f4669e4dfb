/** `CHANGELOG.md`: a section a version, the newest first. */

export interface Release {
  readonly version: string;
  /** The day, as 2026-11-21. */
  readonly date: string;
  /** What the commits say that changed. */
  readonly changes: string;
}

const UNRELEASED = '## Unreleased';
const SECTION = /^## /m;

/**
 * The changelog with a release. Where somebody wrote a section `Unreleased`, that one is the release's: people know better than their
 * commits what to say.
 */
export function withRelease({ version, date, changes }: Release, changelog: string): string {
  const heading = `## ${version} - ${date}`;
  const lines = changelog.split('\n');
  if (lines.includes(UNRELEASED)) {
    return lines.map((line) => (line === UNRELEASED ? heading : line)).join('\n');
  }
  const next = changelog.search(SECTION);
  const before = next === -1 ? `${changelog.trimEnd()}\n\n` : changelog.slice(0, next);
  const after = next === -1 ? '' : `\n${changelog.slice(next)}`;
  return `${before}${heading}\n\n${changes.trim()}\n${after}`;
}

/** The text under a version's heading; undefined where it has none. */
export function changesOf(version: string, changelog: string): string | undefined {
  const section = changelog.split(/^(?=## )/m).find((text) => text.startsWith(`## ${version} - `));
  return section?.slice(section.indexOf('\n')).trim();
}
