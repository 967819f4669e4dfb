/**
 * Says whether the version of package.json still has to be published. It has if CHANGELOG.md tells what is in it.
 *
 *   node scripts/release/plan.ts
 */
import { changesOf } from './changelog.ts';
import { CHANGELOG, readChangelog, readTags, readVersion, writeOutputs } from './repository.ts';
import { planFor } from './versions.ts';

const version = readVersion();
const { release, move } = planFor(version, readTags());
const isPrepared = changesOf(version, readChangelog()) !== undefined;
const publish = isPrepared && (release || move);
if (!isPrepared) {
  console.error(`${CHANGELOG} has no section for ${version}: it is not prepared.`);
} else {
  console.error(publish ? `${version} is to be published.` : `${version} is published.`);
}
writeOutputs({ version, publish: String(publish) });
