/** Faults of the calls of main, and what they are tested with. */
import { expect } from '@jest/globals';
import type { InstantFaultKind } from 'cognito-emulator/faults';
import { StillClock } from '../support/clocks.ts';
import { type Fixture, type FixtureOptions, useFixtures } from '../support/fixture.ts';
import { MAIN_JOBS, type MainJob } from '../support/main-jobs.ts';

/** The clock for calls that hang: a timeout passes only in real time. */
export const FAST = { clockSpeed: 10 } as const;

/** Main has its tokens before this call, and succeeds without it. */
export const CONFIRMATION = 'ConfirmDevice';

/** All calls, each with the scenario that makes it. */
export const CALLS = Object.values<MainJob>(MAIN_JOBS).flatMap((scenario) =>
  scenario.calls.map((call) => ({ call, scenario })),
);

/** The faults that one call can have. */
export const FAULTS: readonly InstantFaultKind[] = [
  'reset',
  'lose-answer',
  'error-500',
  'error-503',
  'throttled',
  'html',
  'hang',
  'truncated',
  'switching-protocols',
];

/** The faults after which a client may wait until its time is up. */
export const SILENT_FAULTS: readonly InstantFaultKind[] = ['hang', 'truncated', 'switching-protocols'];

type Clock = Pick<FixtureOptions, 'clock' | 'clockSpeed'>;

/** Returns a function that starts scenarios, by default with a clock that only moves while a step waits. */
export function useScenarios(): (
  scenario: MainJob,
  clock?: Clock,
) => Promise<Fixture & { readonly with: Readonly<Record<string, string>> }> {
  const startFixture = useFixtures();
  return async (scenario, clock = { clock: new StillClock() }) => {
    const fixture = await startFixture({ ...scenario.fixture, ...clock });
    // Ten minutes, so that a slow machine does not fail the test.
    return { ...fixture, with: { ...scenario.inputs(fixture), 'timeout-seconds': '600' } };
  };
}

/** The only annotation of post if main ended before anybody knew whether there is a user. */
export const MAY_APPEAR = { level: 'warning', message: expect.stringContaining('it may still appear') };
