/** Tests the changelog and the tags of a release. `npm run release:dry` tests the rest. */
import { describe, expect, it } from '@jest/globals';
import { changesOf, movingTagOf, planFor, withRelease } from '../../scripts/release/repository.ts';

const HEAD = '# Changelog\n\nNewest first.\n';
const SECTION = '## 1.1.0 - 2026-11-21\n\n### Added\n\n- More.\n';
const OLDER = '## 1.0.0 - 2026-11-01\n\n### Added\n\n- All.\n';

describe('the section of a release', () => {
  it.each([
    ['comes before the older ones', `${HEAD}\n${OLDER}`, `${HEAD}\n${SECTION}\n${OLDER}`],
    ['is the only one', HEAD, `${HEAD}\n${SECTION}`],
    [
      'has the text of the section Unreleased',
      `${HEAD}\n## Unreleased\n\n### Fixed\n\n- By hand.\n\n${OLDER}`,
      `${HEAD}\n## 1.1.0 - 2026-11-21\n\n### Fixed\n\n- By hand.\n\n${OLDER}`,
    ],
  ])('%s', (_, before, after) => {
    expect(withRelease('1.1.0', '2026-11-21', '### Added\n\n- More.\n', before)).toBe(after);
  });
});

describe('changesOf', () => {
  const changelog = `${HEAD}\n## 1.1.0-rc.1 - 2026-11-20\n\n- A candidate.\n\n${SECTION}\n${OLDER}`;

  it.each([
    ['returns the section of a version', '1.1.0', '### Added\n\n- More.'],
    ['returns the last section', '1.0.0', '### Added\n\n- All.'],
    ['returns undefined for the start of a version', '1.1', undefined],
    ['returns undefined for a version without a section', '0.9.0', undefined],
  ])('%s', (_, version, changes) => {
    expect(changesOf(version, changelog)).toBe(changes);
  });
});

describe('planFor', () => {
  it.each<[string, string, Record<string, string>, boolean, boolean]>([
    ['releases the first version', '1.0.0', {}, true, true],
    ['releases a new version', '1.1.0', { 'v1.0.0': 'a', v1: 'a' }, true, true],
    ['does nothing for a published version', '1.1.0', { 'v1.0.0': 'a', 'v1.1.0': 'b', v1: 'b' }, false, false],
    ['moves the tag after a run that failed', '1.1.0', { 'v1.0.0': 'a', 'v1.1.0': 'b', v1: 'a' }, false, true],
    ['creates the moving tag after a first run that failed', '1.0.0', { 'v1.0.0': 'a' }, false, true],
    ['does nothing for an old version', '1.9.0', { 'v1.9.0': 'a', 'v1.10.0': 'b', v1: 'b' }, false, false],
    ['releases a new major version', '2.0.0', { 'v1.10.0': 'a', v1: 'a' }, true, true],
    ['releases version 10 despite v1', '10.0.0', { 'v1.0.0': 'a', v1: 'a' }, true, true],
    ['releases version 1 despite v10', '1.0.1', { 'v10.0.0': 'b', v10: 'b', 'v1.0.0': 'a', v1: 'a' }, true, true],
  ])('%s', (_, version, tags, release, move) => {
    expect(planFor(version, new Map(Object.entries(tags)))).toStrictEqual({ release, move });
  });

  it('rejects a version without three numbers', () => {
    expect(() => movingTagOf('1.0')).toThrow('1.0 is not a version');
  });
});
