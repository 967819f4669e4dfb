import { expect, it } from '@jest/globals';
import { pageOf, targetsPageOf } from '../../scripts/benchmark/page.ts';
import type { Results } from '../../scripts/benchmark/targets.ts';
import { readDocument } from '../support/documents.ts';

const growth = { count: 1, seconds: 1, timesTheMinimum: 1, peakMegabytes: 1 };
const load = { connections: 1, requestsPerSecond: 1, p50Ms: 1, p99Ms: 1 };
const RESULTS: Results = {
  roundTripMs: 40,
  rounds: 15,
  near: { 'AWS CLI': [1] },
  far: {},
  modes: {},
  usage: { cpu: {}, peakMegabytes: 1 },
  scale: { users: [{ main: growth, post: growth, stateBytes: 1 }], fleet: growth },
  proxy: { loads: { direct: [load] }, memory: [1, 1], cpuMicrosecondsPerRequest: 1, requests: 1, main: {} },
};

it.each([
  ['performance.md', pageOf(RESULTS)],
  ['maintaining/benchmark.md', targetsPageOf(RESULTS)],
])('docs/%s has the text and the table heads that the benchmark writes', (path, generated) => {
  expect(withoutNumbers(readDocument(`docs/${path}`))).toStrictEqual(withoutNumbers(generated));
});

/** Returns the lines without the rows of tables, the machine and the numbers. */
function withoutNumbers(page: string): string[] {
  const lines = page.split('\n');
  const text = lines.filter((line, index) => !line.startsWith('|') || lines[index + 1]?.startsWith('| ---'));
  return text.map((line) => line.replace(/machine: .*? Times/, 'machine: … Times').replaceAll(/NaN|\d[\d.,]*/g, '#'));
}
