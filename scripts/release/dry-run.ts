/**
 * Releases a clone of this repository with the steps of the workflows, and checks the results: first of the current
 * commits, then of a fix, of features and of a breaking change. The remote is a folder, and a stand-in replaces the
 * GitHub CLI, so nothing leaves this machine.
 *
 *   npm run release:dry
 */
import { deepEqual, equal } from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { printHeading } from '../lib/heading.ts';
import { root } from '../lib/root.ts';
import { changesOf } from './changelog.ts';
import { CHANGELOG, readChangelog, readTags, readVersion, run } from './repository.ts';
import { movingTagOf, tagOf } from './versions.ts';

/** Commits on main, and the version and changelog section that they lead to. */
interface ReleaseCase {
  readonly title: string;
  readonly commits: readonly string[];
  readonly version: (major: number, minor: number, patch: number) => string;
  readonly changes: string;
}

const RELEASE_CASES: readonly ReleaseCase[] = [
  {
    title: 'A fix',
    commits: ['fix: the dry run is correct', 'docs: not for users'],
    version: (major, minor, patch) => `${major}.${minor}.${patch + 1}`,
    changes: '### Fixed\n\n- The dry run is correct.',
  },
  {
    title: 'Features and a fix',
    commits: ['feat: input `one`', 'fix(deps): update `two`', 'feat: input `three`'],
    version: (major, minor) => `${major}.${minor + 1}.0`,
    changes: '### Added\n\n- Input `one`.\n- Input `three`.\n\n### Fixed\n\n- Update `two`.',
  },
  {
    title: 'A breaking change',
    commits: ['refactor!: remove input `one`\n\nBREAKING CHANGE: set `three`.'],
    version: (major) => `${major + 1}.0.0`,
    changes: '### Breaking\n\n- Remove input `one`. Set `three`.',
  },
];
const UNRELEASED_COMMITS = ['docs: fix a comma', 'test: add a case', "Merge branch 'a-branch'"];

const folder = mkdtempSync(join(tmpdir(), 'release-'));
try {
  makeClone();
  process.env['PATH'] = [join(import.meta.dirname, 'stand-ins'), process.env['PATH']].join(delimiter);

  printHeading('The current commits');
  console.log(`Tags: ${formatTags()}`);
  publishPreparedVersion();
  releaseCommits();

  for (const { title, commits, version, changes } of RELEASE_CASES) {
    printHeading(title);
    const [major = 0, minor = 0, patch = 0] = readVersion().split('.').map(Number);
    const movingTag = movingTagOf(readVersion());
    const before = readTags().get(movingTag);
    const handWritten = changesUnderUnreleased();
    commit(...commits);
    releaseCommits();
    equal(readVersion(), version(major, minor, patch));
    equal(changesOf(readVersion(), readChangelog()), handWritten ?? changes);
    equal(readTags().get(movingTag) === before, movingTag !== movingTagOf(readVersion()), `the commit of ${movingTag}`);
  }

  printHeading('Commits that change nothing for users');
  commit(...UNRELEASED_COMMITS);
  deepEqual(outputsOf('prepare'), {});

  printHeading('A rerun after a failure between the two tags');
  const movingTag = movingTagOf(readVersion());
  run('git', ['push', '--quiet', 'origin', `:refs/tags/${movingTag}`]);
  run('git', ['tag', '--delete', movingTag]);
  publishPreparedVersion();
  equal(readTags().get(movingTag), readTags().get(tagOf(readVersion())));

  console.log('\nEverything is as expected.');
} finally {
  process.chdir(root);
  rmSync(folder, { recursive: true, force: true });
}

/** Creates a remote with main at this commit, and a clone of it as the current folder. */
function makeClone(): void {
  const origin = join(folder, 'origin.git');
  run('git', ['init', '--quiet', '--bare', '--initial-branch', 'main', origin]);
  run('git', ['-C', root, 'push', '--quiet', origin, 'HEAD:refs/heads/main', '--tags']);
  process.chdir(folder);
  run('git', ['clone', '--quiet', origin, 'clone']);
  process.chdir('clone');
  run('git', ['config', 'user.name', 'The dry run']);
  run('git', ['config', 'user.email', 'dry-run@example.com']);
}

/** Runs the steps of the workflow Release, which runs after each push to main. */
function publishPreparedVersion(): void {
  if (outputsOf('plan')['publish'] === 'true') {
    console.log(runStep('publish'));
  }
  run('git', ['fetch', '--quiet', '--tags', '--force']);
}

/** Proposes a release, merges its pull request, and publishes it. */
function releaseCommits(): void {
  const { version } = outputsOf('prepare');
  if (version === undefined) {
    return;
  }
  equal(version, readVersion());
  deepEqual(changedFiles(), [CHANGELOG, 'package-lock.json', 'package.json']);
  equal(JSON.parse(readFileSync('package-lock.json', 'utf8')).version, version);
  run('git', ['commit', '--quiet', '--all', '--message', `build: version ${version}`]);
  push();
  publishPreparedVersion();

  const head = run('git', ['rev-parse', 'HEAD']);
  equal(readTags().get(tagOf(version)), head);
  equal(readTags().get(movingTagOf(version)), head);
  deepEqual(outputsOf('plan'), { version, publish: 'false' });
  console.log(`Tags: ${formatTags()}`);
}

/** Returns the text under `## Unreleased`, which becomes the text of the next release, or `undefined` without one. */
function changesUnderUnreleased(): string | undefined {
  return /^## Unreleased\n(?<text>[\s\S]*?)(?=^## )/m.exec(readChangelog())?.groups?.['text']?.trim();
}

function changedFiles(): string[] {
  return run('git', ['diff', '--name-only']).split('\n');
}

function commit(...messages: readonly string[]): void {
  for (const message of messages) {
    console.log(`Commit: ${message.split('\n')[0]}`);
    run('git', ['commit', '--quiet', '--allow-empty', '--message', message]);
  }
  push();
}

function push(): void {
  run('git', ['push', '--quiet', 'origin', 'main']);
}

/** Runs a step of a workflow as a process. */
function runStep(step: string): string {
  return run(process.execPath, [join(import.meta.dirname, `${step}.ts`)]);
}

function outputsOf(step: string): Record<string, string> {
  const lines = runStep(step).split('\n');
  return Object.fromEntries(lines.filter((line) => line !== '').map((line) => line.split('=', 2)));
}

function formatTags(): string {
  const names = [...readTags()].map(([name, commitId]) => `${name} (${commitId.slice(0, 7)})`);
  return names.length === 0 ? 'none' : names.join(', ');
}
