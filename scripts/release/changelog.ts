/** Reads and edits `CHANGELOG.md`, which has one section per version, the newest first. */

export interface Release {
  readonly version: string;
  /** Format: 2026-11-21. */
  readonly date: string;
  /** The changes according to the commit messages, in Markdown. */
  readonly changes: string;
}

const UNRELEASED = '## Unreleased';
const SECTION = /^## /m;

/**
 * Returns the changelog with a section for the release. A section `Unreleased` becomes that section and replaces
 * `changes`, because a hand-written text is better than commit messages.
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

/** Returns the text under a version's heading, or `undefined` if there is none. */
export function changesOf(version: string, changelog: string): string | undefined {
  const section = changelog.split(/^(?=## )/m).find((text) => text.startsWith(`## ${version} - `));
  return section?.slice(section.indexOf('\n')).trim();
}
