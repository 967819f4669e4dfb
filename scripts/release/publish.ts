/**
 * Publishes the version in package.json: creates a release of the current commit with its section of CHANGELOG.md, then
 * moves the major tag. GitHub creates the version tag together with the release. Skips finished parts, so that a failed
 * run can be run again.
 *
 *   node scripts/release/publish.ts
 */
import {
  CHANGELOG,
  changesOf,
  movingTagOf,
  planFor,
  readChangelog,
  readTags,
  readVersion,
  run,
  tagOf,
} from './repository.ts';

const version = readVersion();
const tag = tagOf(version);
const tags = readTags();
const { release, move } = planFor(version, tags);
const commit = tags.get(tag) ?? run('git', ['rev-parse', 'HEAD']);

if (release) {
  const changes = changesOf(version, readChangelog());
  if (changes === undefined) {
    throw new Error(`${CHANGELOG} has no section for ${version}`);
  }
  const args = ['release', 'create', tag, '--target', commit, '--title', tag, '--notes-file', '-'];
  console.log(run('gh', args, changes));
}
if (move) {
  const movingTag = movingTagOf(version);
  run('git', ['push', '--force', 'origin', `${commit}:refs/tags/${movingTag}`]);
  console.log(`${movingTag} now points to ${tag}, commit ${commit}`);
}
