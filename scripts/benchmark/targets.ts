/** The targets of the benchmark. */

import { median } from '../lib/median.ts';
import type { Samples } from './environment.ts';
import type { Growth, UsersOfAJob } from './growth.ts';
import { DIRECT, PROXIED, type ProxyFigures } from './proxy.ts';

export interface Results {
  readonly roundTripMs: number;
  readonly rounds: number;
  /** Milliseconds, on the same machine without TLS. */
  readonly near: Samples;
  /** Milliseconds, over TLS and a delay of `roundTripMs`. */
  readonly far: Samples;
  /** CPU time of main in milliseconds, and the peak memory of main and post. */
  readonly usage: { readonly cpu: Samples; readonly peakMegabytes: number };
  /** Milliseconds of main. Empty in a quick run. */
  readonly modes: Samples;
  /** Undefined in a quick run. */
  readonly scale: { readonly users: readonly UsersOfAJob[]; readonly fleet: Growth } | undefined;
  /** Undefined in a quick run. */
  readonly proxy: ProxyFigures | undefined;
}

export interface Target {
  readonly what: string;
  readonly value: string;
  readonly limit: string;
  readonly isMet: boolean;
  /** The value misses the limit by more than `NOISE`. */
  readonly isFarOff: boolean;
}

/** How much a busy machine changes a ratio. */
const NOISE = 0.25;

/** Returns the ratio of two medians, or NaN if one of them was not measured. */
export function ratio(samples: Samples, one: string, other: string): number {
  return median(samples[one] ?? []) / median(samples[other] ?? []);
}

export function targetsOf({ near, far, roundTripMs, usage, scale, proxy }: Results): Target[] {
  const [mainCpu, srpCpu] = [median(usage.cpu['main'] ?? []), median(usage.cpu['main, SRP'] ?? [])];
  const awsCli = near['AWS CLI'] && ratio(near, 'AWS CLI', 'main');
  const { users = [], fleet } = scale ?? {};
  return [
    atMost('main, times the script on the SDK', ratio(near, 'main', 'sdk'), 1.12),
    atMost('the second main of a job, times the script on the SDK', ratio(near, 'second main', 'sdk'), 1),
    atMost(`main ${roundTripMs} ms away, times the bare script`, ratio(far, 'main', 'bare'), 1.15),
    atMost('post, times a bare script with its one call', ratio(near, 'post', 'bare deletion'), 1.5),
    ...(awsCli ? [atLeast("the AWS CLI's three processes, times main", awsCli, 10)] : []),
    atMost('extra CPU of USER_SRP_AUTH over USER_PASSWORD_AUTH, in ms', srpCpu - mainCpu, 40, mainCpu),
    atMost('peak memory, in MB', usage.peakMegabytes, 100),
    ...users.map(({ main }) =>
      atMost(`a job with ${main.count} users, times the minimum by the quotas`, main.timesTheMinimum, 1.25),
    ),
    ...users.slice(-1).map(({ stateBytes, main }) => atMost(`its state, in bytes a user`, stateBytes / main.count, 32)),
    ...(fleet
      ? [atMost(`${fleet.count} parallel jobs, times the minimum by the quotas`, fleet.timesTheMinimum, 1.15)]
      : []),
    ...(proxy ? proxyTargets(proxy) : []),
  ];
}

export function proxyTargets({ loads, memory: [before, after], main }: ProxyFigures): Target[] {
  const { [DIRECT]: direct = [], [PROXIED]: proxied = [] } = loads;
  const added = (name: 'p50Ms' | 'p99Ms') => (proxied[0]?.[name] ?? Number.NaN) - (direct[0]?.[name] ?? Number.NaN);
  const fastest = Math.max(...proxied.map(({ requestsPerSecond }) => requestsPerSecond));
  const mainMs = median(main['without proxy'] ?? []);
  return [
    atMost('latency that the proxy adds, in ms: median', added('p50Ms'), 1),
    atMost('latency that the proxy adds, in ms: 99th percentile', added('p99Ms'), 3),
    atLeast('requests a second through the proxy', fastest, 3_000),
    atMost('memory of the proxy, times that before these requests', after / before, 1.2),
    atMost('time that the proxy adds to main, in ms', median(main['with proxy'] ?? []) - mainMs, 60, mainMs),
  ];
}

/** @param measured the measurement that noise affects, if the value is a small difference of two measurements */
function atMost(what: string, value: number, limit: number, measured = limit): Target {
  const isFarOff = !(value <= limit + NOISE * measured);
  return { what, value: value.toFixed(2), limit: `at most ${limit}`, isMet: value <= limit, isFarOff };
}

function atLeast(what: string, value: number, limit: number): Target {
  const isFarOff = !(value >= limit * (1 - NOISE));
  return { what, value: value.toFixed(2), limit: `at least ${limit}`, isMet: value >= limit, isFarOff };
}
