/**
 * Reads the repository in the current folder, which is a clone in a dry run: `CHANGELOG.md`, the version, and its tags.
 * `v1.2.3` never moves, `v1` points to the newest version of its major version.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Commits by tag. */
export type Tags = ReadonlyMap<string, string>;

export const CHANGELOG = 'CHANGELOG.md';
const VERSION_TAG = /^v(\d+)\.(\d+)\.(\d+)$/;
const UNRELEASED = '## Unreleased';

/**
 * Runs a command and returns its standard output, without white space at the end.
 *
 * @throws {Error} if it fails
 */
export function run(command: string, args: readonly string[], input = ''): string {
  const { status, stdout, error } = spawnSync(command, args, {
    input,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'inherit'],
    // By default, git-cliff logs its configuration and every commit that it skips.
    env: { ...process.env, RUST_LOG: 'error' },
  });
  if (status !== 0) {
    throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? `exit code ${status}`}`);
  }
  return stdout.trimEnd();
}

export function readVersion(): string {
  const { version }: { version: string } = JSON.parse(readFileSync('package.json', 'utf8'));
  return version;
}

export function readChangelog(): string {
  return readFileSync(CHANGELOG, 'utf8');
}

export function readTags(): Tags {
  const format = '%(refname:short) %(if)%(*objectname)%(then)%(*objectname)%(else)%(objectname)%(end)';
  const lines = run('git', ['for-each-ref', 'refs/tags', `--format=${format}`]).matchAll(/^(\S+) (\S+)$/gm);
  return new Map([...lines].map(([, tag = '', commit = '']) => [tag, commit]));
}

/** Prints step outputs, which the workflow appends to GITHUB_OUTPUT. Messages for people go to standard error. */
export function writeOutputs(outputs: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(outputs)) {
    console.log(`${name}=${value}`);
  }
}

/**
 * Returns the changelog, newest version first, with a section for the release. A section `Unreleased` becomes that
 * section and replaces `changes`, because a hand-written text is better than commit messages.
 *
 * @param date in the format 2026-11-21
 */
export function withRelease(version: string, date: string, changes: string, changelog: string): string {
  const heading = `## ${version} - ${date}`;
  const lines = changelog.split('\n');
  if (lines.includes(UNRELEASED)) {
    return lines.map((line) => (line === UNRELEASED ? heading : line)).join('\n');
  }
  const next = changelog.search(/^## /m);
  const before = next === -1 ? `${changelog.trimEnd()}\n\n` : changelog.slice(0, next);
  const after = next === -1 ? '' : `\n${changelog.slice(next)}`;
  return `${before}${heading}\n\n${changes.trim()}\n${after}`;
}

/** Returns the text under a version's heading, or `undefined` if there is none. */
export function changesOf(version: string, changelog: string): string | undefined {
  const section = changelog.split(/^(?=## )/m).find((text) => text.startsWith(`## ${version} - `));
  return section?.slice(section.indexOf('\n')).trim();
}

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
export function planFor(version: string, tags: Tags) {
  const tag = tagOf(version);
  const movingTag = movingTagOf(version);
  const commit = tags.get(tag);
  const ofMajor = [...tags.keys(), tag].filter((other) => other.startsWith(`${movingTag}.`));
  const newest = ofMajor.toSorted((one, other) => one.localeCompare(other, 'en', { numeric: true })).at(-1);
  return {
    /** The version has no tag yet. */
    release: commit === undefined,
    /** The moving tag must be moved to the version. */
    move: newest === tag && (commit === undefined || tags.get(movingTag) !== commit),
  };
}
