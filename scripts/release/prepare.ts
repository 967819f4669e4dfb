/**
 * Prepares a release of the commits since the last one: writes the version to package.json and package-lock.json, and
 * its section to CHANGELOG.md. Commits nothing.
 *
 *   npm run release:prepare
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHANGELOG, changesOf, readChangelog, readTags, run, tagOf, withRelease, writeOutputs } from './repository.ts';

const SYSTEM = process.platform === 'win32' ? 'windows' : process.platform;
const GIT_CLIFF = join(import.meta.dirname, `node_modules/git-cliff-${SYSTEM}-${process.arch}/bin/git-cliff`);
const CONFIG = join(import.meta.dirname, 'cliff.toml');

const version = gitCliff('--bumped-version').replace(/^v/, '');
const changelog = readChangelog();
if (readTags().has(tagOf(version))) {
  console.error(`No commit since ${version} changes anything for users: there is nothing to release.`);
} else if (changesOf(version, changelog) !== undefined) {
  console.error(`${CHANGELOG} already has ${version}, which is not published yet. Publish it first.`);
} else {
  const today = new Date().toISOString().slice(0, 'yyyy-mm-dd'.length);
  const changes = gitCliff('--unreleased', '--strip', 'all');
  writeFileSync(CHANGELOG, withRelease(version, today, changes, changelog));
  run('npm', ['version', version, '--no-git-tag-version', '--allow-same-version']);
  writeOutputs({ version });
}

function gitCliff(...args: string[]): string {
  return run(GIT_CLIFF, ['--config', CONFIG, '--offline', ...args]);
}
