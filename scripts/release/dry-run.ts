/**
 * Releases a clone of this repository with the steps of the workflows, and checks the results: first of the current
 * commits, then of a fix, of features and of a breaking change. The remote is a folder, and a stand-in replaces the
 * GitHub CLI, so nothing leaves this machine.
 *
 *   npm run release:dry
 */
import { deepEqual, equal } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { printHeading } from '../lib/heading.ts';
import { root } from '../lib/root.ts';
import { makeTemporaryFolder } from '../lib/temporary-folder.ts';
import { CHANGELOG, changesOf, movingTagOf, readChangelog, readTags, readVersion, run, tagOf } from './repository.ts';

/** Commits on main, the part of the version that they increment, and their section of the changelog. */
const RELEASES: readonly (readonly [title: string, commits: readonly string[], part: number, changes: string])[] = [
  ['A fix', ['fix: the dry run is correct', 'docs: not for users'], 2, '### Fixed\n\n- The dry run is correct.'],
  [
    'Features and a fix',
    ['feat: input `one`', 'fix(deps): update `two`', 'feat: input `three`'],
    1,
    '### Added\n\n- Input `one`.\n- Input `three`.\n\n### Fixed\n\n- Update `two`.',
  ],
  [
    'A breaking change',
    ['refactor!: remove input `one`\n\nBREAKING CHANGE: set `three`.'],
    0,
    '### Breaking\n\n- Remove input `one`. Set `three`.',
  ],
];
const UNRELEASED_COMMITS = ['docs: fix a comma', 'test: add a case', "Merge branch 'a-branch'"];

const folder = makeTemporaryFolder();
makeClone();
process.env['PATH'] = [join(import.meta.dirname, 'stand-ins'), process.env['PATH']].join(delimiter);

printHeading('The current commits');
publishPreparedVersion();
releaseCommits();

for (const [title, commits, part, changes] of RELEASES) {
  printHeading(title);
  const numbers = readVersion().split('.').map(Number);
  const movingTag = movingTagOf(readVersion());
  const before = readTags().get(movingTag);
  const handWritten = /^## Unreleased\n([\s\S]*?)(?=^## )/m.exec(readChangelog())?.[1]?.trim();
  commit(...commits);
  releaseCommits();
  const next = numbers.with(part, (numbers[part] ?? 0) + 1).fill(0, part + 1);
  equal(readVersion(), next.join('.'));
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
  deepEqual(run('git', ['diff', '--name-only']).split('\n'), [CHANGELOG, 'package-lock.json', 'package.json']);
  equal(JSON.parse(readFileSync('package-lock.json', 'utf8')).version, version);
  run('git', ['commit', '--quiet', '--all', '--message', `build: version ${version}`]);
  run('git', ['push', '--quiet', 'origin', 'main']);
  publishPreparedVersion();

  const head = run('git', ['rev-parse', 'HEAD']);
  equal(readTags().get(tagOf(version)), head);
  equal(readTags().get(movingTagOf(version)), head);
  deepEqual(outputsOf('plan'), { version, publish: 'false' });
}

function commit(...messages: readonly string[]): void {
  for (const message of messages) {
    console.log(`Commit: ${message.split('\n')[0]}`);
    run('git', ['commit', '--quiet', '--allow-empty', '--message', message]);
  }
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
