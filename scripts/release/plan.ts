/**
 * Decides if the version in package.json must be published: it has a section in CHANGELOG.md, and its tags are not
 * complete.
 *
 *   node scripts/release/plan.ts
 */
import { CHANGELOG, changesOf, planFor, readChangelog, readTags, readVersion, writeOutputs } from './repository.ts';

const version = readVersion();
const { release, move } = planFor(version, readTags());
const isPrepared = changesOf(version, readChangelog()) !== undefined;
const publish = isPrepared && (release || move);
if (!isPrepared) {
  console.error(`${CHANGELOG} has no section for ${version}, so there is nothing to publish.`);
} else {
  console.error(publish ? `${version} must be published.` : `${version} is already published.`);
}
writeOutputs({ version, publish: String(publish) });
