import { afterAll, expect } from '@jest/globals';
import type { StepResult } from 'action-runner';

/** Windows has no signals to cancel a step with. */
const UNREACHABLE = process.platform === 'win32' ? ['sweep-interrupted'] : [];

/**
 * Names the headings of troubleshooting that the tests of a file meet, and no row of the catalogue does. Once all tests
 * of the file have run, each must have been met.
 *
 * @returns the assertion that a message of a step links to one of these headings
 */
export function useHeadings<Heading extends string>(...headings: readonly Heading[]) {
  const unmet = new Set<string>(headings);
  afterAll(() => expect([...unmet].filter((heading) => !UNREACHABLE.includes(heading))).toStrictEqual([]));
  return (step: Pick<StepResult, 'annotations'>, heading: Heading): void => {
    const links = step.annotations.map(({ message }) => message.split(' See ').at(-1)?.split('#').at(-1));
    expect(links).toContain(heading);
    unmet.delete(heading);
  };
}
