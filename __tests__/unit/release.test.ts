/** The pure parts of a release: the changelog, and which tags are made and moved. The rest is in its dry run. */
import { describe, expect, it } from '@jest/globals';
import { changesOf, withRelease } from '../../scripts/release/changelog.ts';
import { movingTagOf, planFor } from '../../scripts/release/versions.ts';

const HEAD = '# Changelog\n\nNewest first.\n';
const RELEASE = { version: '1.1.0', date: '2026-11-21', changes: '### Added\n\n- More.\n' };
const SECTION = '## 1.1.0 - 2026-11-21\n\n### Added\n\n- More.\n';
const OLDER = '## 1.0.0 - 2026-11-01\n\n### Added\n\n- All.\n';

describe('a release in the changelog', () => {
  it.each([
    ['stands above the older ones', `${HEAD}\n${OLDER}`, `${HEAD}\n${SECTION}\n${OLDER}`],
    ['is the first', HEAD, `${HEAD}\n${SECTION}`],
    [
      'has the words of the section Unreleased',
      `${HEAD}\n## Unreleased\n\n### Fixed\n\n- By hand.\n\n${OLDER}`,
      `${HEAD}\n## 1.1.0 - 2026-11-21\n\n### Fixed\n\n- By hand.\n\n${OLDER}`,
    ],
  ])('%s', (_, before, after) => {
    expect(withRelease(RELEASE, before)).toBe(after);
  });
});

describe('the changes of a version', () => {
  const changelog = `${HEAD}\n## 1.1.0-rc.1 - 2026-11-20\n\n- A candidate.\n\n${SECTION}\n${OLDER}`;

  it.each([
    ['1.1.0', '### Added\n\n- More.'],
    ['1.0.0', '### Added\n\n- All.'],
    ['1.1', undefined],
    ['0.9.0', undefined],
  ])('%s', (version, changes) => {
    expect(changesOf(version, changelog)).toBe(changes);
  });
});

describe('the tags of a version', () => {
  it.each([
    ['the first', '1.0.0', {}, { release: true, move: true }],
    ['a new one', '1.1.0', { 'v1.0.0': 'a', v1: 'a' }, { release: true, move: true }],
    ['one that is out', '1.1.0', { 'v1.0.0': 'a', 'v1.1.0': 'b', v1: 'b' }, { release: false, move: false }],
    [
      'one whose run failed half-way',
      '1.1.0',
      { 'v1.0.0': 'a', 'v1.1.0': 'b', v1: 'a' },
      { release: false, move: true },
    ],
    ['the first, whose run failed half-way', '1.0.0', { 'v1.0.0': 'a' }, { release: false, move: true }],
    [
      'an old one, whose run is run again',
      '1.9.0',
      { 'v1.9.0': 'a', 'v1.10.0': 'b', v1: 'b' },
      { release: false, move: false },
    ],
    ['a new major version', '2.0.0', { 'v1.10.0': 'a', v1: 'a' }, { release: true, move: true }],
    ['the tenth, beside the first', '10.0.0', { 'v1.0.0': 'a', v1: 'a' }, { release: true, move: true }],
    [
      'the first, beside the tenth',
      '1.0.1',
      { 'v10.0.0': 'b', v10: 'b', 'v1.0.0': 'a', v1: 'a' },
      { release: true, move: true },
    ],
  ])('%s', (_, version, tags, plan) => {
    expect(planFor(version, new Map(Object.entries(tags)))).toStrictEqual(plan);
  });

  it('refuses what is no version', () => {
    expect(() => movingTagOf('1.0')).toThrow('1.0 is no version');
  });
});
