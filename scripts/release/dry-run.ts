/**
 * Releases a clone of this repository by the steps of the workflows, and checks what comes out: what the commits of today would give, then
 * a fix, a feature and a breaking change. The remote is a folder too, and GitHub's command line is played. Nothing leaves this machine.
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

/** A change on main, and the version and changes that it leads to. */
interface Story {
  readonly title: string;
  readonly commits: readonly string[];
  readonly version: (major: number, minor: number, patch: number) => string;
  readonly changes: string;
}

const STORIES: readonly Story[] = [
  {
    title: 'A fix',
    commits: ['fix: the dry run is right', 'docs: of no interest to users'],
    version: (major, minor, patch) => `${major}.${minor}.${patch + 1}`,
    changes: '### Fixed\n\n- The dry run is right.',
  },
  {
    title: 'Features and a fix',
    commits: ['feat: input `one`', 'fix(deps): update `two`', 'feat: input `three`'],
    version: (major, minor) => `${major}.${minor + 1}.0`,
    changes: '### Added\n\n- Input `one`.\n- Input `three`.\n\n### Fixed\n\n- Update `two`.',
  },
  {
    title: 'A breaking change',
    commits: ['refactor!: input `one` is gone\n\nBREAKING CHANGE: set `three`.'],
    version: (major) => `${major + 1}.0.0`,
    changes: '### Breaking\n\n- Input `one` is gone. Set `three`.',
  },
];
const OF_NO_INTEREST = ['docs: a comma', 'test: a case more', "Merge branch 'a-branch'"];

const folder = mkdtempSync(join(tmpdir(), 'release-'));
try {
  makeClone();
  process.env['PATH'] = [join(import.meta.dirname, 'stand-ins'), process.env['PATH']].join(delimiter);

  printHeading('Today');
  console.log(`Tags: ${tagsInWords()}`);
  publishWhatIsPrepared();
  releaseCommits();

  for (const { title, commits, version, changes } of STORIES) {
    printHeading(title);
    const [major = 0, minor = 0, patch = 0] = readVersion().split('.').map(Number);
    const movingTag = movingTagOf(readVersion());
    const before = readTags().get(movingTag);
    commit(...commits);
    releaseCommits();
    equal(readVersion(), version(major, minor, patch));
    equal(changesOf(readVersion(), readChangelog()), changes);
    equal(readTags().get(movingTag) === before, movingTag !== movingTagOf(readVersion()), `where ${movingTag} stands`);
  }

  printHeading('Nothing for users');
  commit(...OF_NO_INTEREST);
  deepEqual(createOutputs('prepare'), {});

  printHeading('A run that failed half-way, and the next one');
  const movingTag = movingTagOf(readVersion());
  run('git', ['push', '--quiet', 'origin', `:refs/tags/${movingTag}`]);
  run('git', ['tag', '--delete', movingTag]);
  publishWhatIsPrepared();
  equal(readTags().get(movingTag), readTags().get(tagOf(readVersion())));

  console.log('\nEverything is as expected.');
} finally {
  process.chdir(root);
  rmSync(folder, { recursive: true, force: true });
}

/** A remote that has main at this commit, and a clone of it to work in. */
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

/** What the workflow Release does after each push to main. */
function publishWhatIsPrepared(): void {
  if (createOutputs('plan')['publish'] === 'true') {
    console.log(outputOf('publish'));
  }
  run('git', ['fetch', '--quiet', '--tags', '--force']);
}

/** The workflow that proposes a release, the merge of its pull request, and the release. */
function releaseCommits(): void {
  const { version } = createOutputs('prepare');
  if (version === undefined) {
    return;
  }
  equal(version, readVersion());
  deepEqual(changedFiles(), [CHANGELOG, 'package-lock.json', 'package.json']);
  equal(JSON.parse(readFileSync('package-lock.json', 'utf8')).version, version);
  run('git', ['commit', '--quiet', '--all', '--message', `build: version ${version}`]);
  push();
  publishWhatIsPrepared();

  const head = run('git', ['rev-parse', 'HEAD']);
  equal(readTags().get(tagOf(version)), head);
  equal(readTags().get(movingTagOf(version)), head);
  deepEqual(createOutputs('plan'), { version, publish: 'false' });
  console.log(`Tags: ${tagsInWords()}`);
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

/** A step of a workflow, as its own process. */
function outputOf(step: string): string {
  return run(process.execPath, [join(import.meta.dirname, `${step}.ts`)]);
}

function createOutputs(step: string): Record<string, string> {
  const lines = outputOf(step).split('\n');
  return Object.fromEntries(lines.filter((line) => line !== '').map((line) => line.split('=', 2)));
}

function tagsInWords(): string {
  const names = [...readTags()].map(([name, commitId]) => `${name} (${commitId.slice(0, 7)})`);
  return names.length === 0 ? 'none' : names.join(', ');
}
