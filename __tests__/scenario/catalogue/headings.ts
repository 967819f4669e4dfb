/** Headings of troubleshooting that no row of the catalogue leads to, and the test files that meet them. */
import { afterAll, expect } from '@jest/globals';
import type { StepResult } from 'action-runner';

export const HEADINGS_BY_FILE = {
  // Warnings and notices: main succeeds.
  'catalogue/notices.test.ts': ['secret-trimmed', 'step-without-id', 'version-not-pinned'],
  'catalogue/warnings.test.ts': ['file-not-removed', 'summary-not-written', 'user-left-behind'],
  'check.test.ts': ['check-failed'],
  'custom-auth.test.ts': ['challenge-answers-unused'],
  'devices.test.ts': ['access-token-rejected', 'device-not-confirmed'],
  'post.test.ts': ['state-unreadable'],
  'stored-user.test.ts': ['client-secret-lost', 'revocation-disabled'],
  'unusual-inputs.test.ts': ['inputs-unusual'],
  // The API under test is a part of the scenario.
  'outputs.test.ts': [
    'probe-bad-request',
    'probe-busy',
    'probe-certificate-untrusted',
    'probe-in-clear',
    'probe-not-found',
  ],
  'proxy-to/lifecycle.test.ts': ['proxy-ended', 'proxy-not-started', 'proxy-port-taken'],
  'proxy-to/target.test.ts': [
    'proxy-certificate-untrusted',
    'proxy-request-refused',
    'proxy-target-slow',
    'proxy-target-unanswered',
  ],
  'sweep.test.ts': ['sweep-incomplete', 'sweep-interrupted', 'username-format-elsewhere'],
} as const;

/** Windows has no signals to cancel a step with. */
const UNREACHABLE: readonly string[] = process.platform === 'win32' ? ['sweep-interrupted'] : [];

type File = keyof typeof HEADINGS_BY_FILE;

/**
 * Returns the assertion that a message of a step links to a heading. Once all tests of the file have run, each of its
 * headings must have been met.
 */
export function useHeadings<Name extends File>(file: Name) {
  type Heading = (typeof HEADINGS_BY_FILE)[Name][number];
  const unmet = new Set<string>(HEADINGS_BY_FILE[file]);
  afterAll(() => expect([...unmet].filter((heading) => !UNREACHABLE.includes(heading))).toStrictEqual([]));
  return (step: Pick<StepResult, 'annotations'>, heading: Heading): void => {
    const links = step.annotations.map(({ message }) => message.split(' See ').at(-1)?.split('#').at(-1));
    expect(links).toContain(heading);
    unmet.delete(heading);
  };
}
