/** What the numbers have to be. */

import { median } from '../lib/median.ts';
import type { Growth } from './growth.ts';
import type { Samples } from './rounds.ts';
import type { Sizes } from './sizes.ts';
import type { Usage } from './usage.ts';

export interface Results {
  readonly roundTripMs: number;
  readonly rounds: number;
  /** Milliseconds, on this machine without TLS. */
  readonly near: Samples;
  /** Milliseconds, over TLS and a line that takes its time. */
  readonly far: Samples;
  /** Milliseconds of main. None in a quick run, as those below. */
  readonly modes: Samples;
  readonly usage: Readonly<Record<string, Usage>>;
  readonly fleet: readonly Growth[];
  readonly sweep: readonly Growth[];
  readonly sizes: Sizes;
}

export interface Target {
  readonly what: string;
  readonly value: string;
  readonly limit: string;
  readonly isMet: boolean;
  /** Missed by more than what a busy machine does to a ratio. */
  readonly isFarOff: boolean;
}

/** A part of what is measured. */
const NOISE = 0.15;

/** Of medians. Not a number where one was not measured. */
export function ratio(samples: Samples, one: string, other: string): number {
  return median(samples[one] ?? []) / median(samples[other] ?? []);
}

export function growthRatio({ seconds, allowedSeconds }: Growth): number {
  return seconds / allowedSeconds;
}

/** The targets of what was measured. */
export function targetsOf({ near, far, roundTripMs, usage, fleet, sweep, sizes }: Results): Target[] {
  const cpu = (name: string) => usage[name]?.cpuMilliseconds ?? Number.NaN;
  const peak = Math.max(...['main', 'post', 'main, SRP'].map((name) => usage[name]?.peakMegabytes ?? Number.NaN));
  const largest = (grown: readonly Growth[]) => grown.slice(-1);
  return [
    atMost('main, times the script on the SDK', ratio(near, 'main', 'sdk'), 1.12),
    atMost('the second main of a job, times the script on the SDK', ratio(near, 'second main', 'sdk'), 1),
    atMost(`main ${roundTripMs} ms away, times the bare script`, ratio(far, 'main', 'bare'), 1.15),
    atMost('post, times a bare script with its one call', ratio(near, 'post', 'bare deletion'), 1.5),
    ...(near['AWS CLI'] === undefined
      ? []
      : [atLeast("the AWS CLI's three processes, times main", ratio(near, 'AWS CLI', 'main'), 10)]),
    atMost('CPU of USER_SRP_AUTH beyond that of the password, in ms', cpu('main, SRP') - cpu('main'), 40, cpu('main')),
    atMost('peak of memory, in MB', peak, 100),
    ...largest(fleet).map((grown) =>
      atMost(`a fleet of ${grown.count}, times what the quotas allow`, growthRatio(grown), 1.15),
    ),
    ...largest(sweep).map((grown) =>
      atMost(`the sweep of ${grown.count}, times what its pace allows`, growthRatio(grown), 1.05),
    ),
    ...largest(sweep).map(({ peakMegabytes }) =>
      atMost('its memory, times that of a quarter of it', peakMegabytes / (sweep[0]?.peakMegabytes ?? Number.NaN), 1.1),
    ),
    atMost('the archive that runners download, in MB', sizes.archiveBytes / 1e6, 1),
  ];
}

/** @param measured what the noise is a part of, where the value is a small difference */
function atMost(what: string, value: number, limit: number, measured = limit): Target {
  const isFarOff = !(value <= limit + NOISE * measured);
  return { what, value: value.toFixed(2), limit: `at most ${limit}`, isMet: value <= limit, isFarOff };
}

function atLeast(what: string, value: number, limit: number): Target {
  const isFarOff = !(value >= limit * (1 - NOISE));
  return { what, value: value.toFixed(2), limit: `at least ${limit}`, isMet: value >= limit, isFarOff };
}
