// Verify, for every call and every fault, that the sign-in comes through where it can, ends in time where it cannot, and leaves nobody behind.
import { describe, expect, it } from '@jest/globals';
import type { InstantFaultKind } from '../support/emulator/faults.ts';
import type { SeenRequest } from '../support/emulator/index.ts';
import { onlyPost } from '../support/fixture.ts';
import { CALLS, CONFIRMATION, FAST, FAULTS, STORIES, useStories } from './scenarios.ts';

const begin = useStories();

function clockFor(kind: InstantFaultKind) {
  return kind === 'hang' ? FAST : undefined;
}

/** From the first to the last of requests, in milliseconds by the emulator's clock. */
function durationOf(requests: readonly SeenRequest[]): number {
  return (requests.at(-1)?.at ?? Number.NaN) - (requests[0]?.at ?? Number.NaN);
}

describe.each(CALLS)('$call', ({ call, story }) => {
  it.each(FAULTS)('comes through twice %s', async (kind) => {
    const { emulator, pool, job, with: inputs } = await begin(story, clockFor(kind));
    emulator.injectFault({ operation: call, kind, times: 2 });
    const main = await job.uses({ with: inputs });
    expect(main).toMatchObject({ outcome: 'success', annotations: [], stderr: '' });
    expect(emulator.requests.filter(({ fault }) => fault !== undefined)).toHaveLength(2);
    expect(emulator.violations).toStrictEqual([]);
    expect(pool.users).toHaveLength(1);

    expect(await onlyPost(job)).toMatchObject({ outcome: 'success', annotations: [] });
    expect(pool.users).toStrictEqual([]);
  });

  it('comes through a slow answer', async () => {
    const { emulator, pool, job, with: inputs } = await begin(story);
    emulator.injectFault({ operation: call, kind: 'slow', milliseconds: 300, times: 1 });
    expect(await job.uses({ with: inputs })).toMatchObject({ outcome: 'success', annotations: [] });
    await job.post();
    expect(pool.users).toStrictEqual([]);
  });
});

const ENDLESS = ['reset', 'lose-answer', 'hang', 'throttled'] as const;

describe.each(CALLS.filter(({ call }) => call !== CONFIRMATION))('$call', ({ call, story }) => {
  it.each(ENDLESS)('ends in time under endless %s', async (kind) => {
    const { emulator, pool, job, with: inputs } = await begin(story, clockFor(kind));
    emulator.injectFault({ operation: call, kind, times: 10_000 });
    const main = await job.uses({ with: { ...inputs, 'timeout-seconds': '30' } });
    expect(main).toMatchObject({ exitCode: 1, annotations: [{ level: 'error' }] });
    expect(main.outputs).toStrictEqual({});
    expect(main.annotations).toHaveLength(1);
    const tries = emulator.requests.filter(({ operation }) => operation === call);
    if (kind === 'hang') {
      // Each of 10 seconds and more.
      expect(tries.length).toBeLessThanOrEqual(3);
    } else {
      expect(durationOf(tries)).toBeGreaterThan(15_000);
      expect(durationOf(emulator.requests)).toBeLessThanOrEqual(30_000);
    }

    emulator.clearFaults();
    expect(await onlyPost(job)).toMatchObject({ outcome: 'success', annotations: [] });
    expect(pool.users).toStrictEqual([]);
  });
});

describe.each(CALLS.filter(({ call }) => call === CONFIRMATION))('$call', ({ call, story }) => {
  it.each(ENDLESS.filter((kind) => kind !== 'lose-answer'))('is given up under endless %s', async (kind) => {
    const { emulator, pool, job, with: inputs } = await begin(story, clockFor(kind));
    emulator.injectFault({ operation: call, kind, times: 10_000 });
    const main = await job.uses({ with: { ...inputs, 'timeout-seconds': '30' } });
    expect(main).toMatchObject({ outcome: 'success', annotations: [{ level: 'notice' }], stderr: '' });
    expect(main.outputs).toHaveProperty('ACCESS_TOKEN');
    expect(main.outputs).not.toHaveProperty('DEVICE_KEY');
    await job.post();
    expect(pool.users).toStrictEqual([]);
  });
});

const [anyStory] = Object.values(STORIES);
if (anyStory === undefined) {
  throw new Error('there is no story');
}

describe('post', () => {
  it.each(FAULTS)('deletes the user although AdminDeleteUser fails twice by %s', async (kind) => {
    const { emulator, pool, job, with: inputs } = await begin(anyStory, clockFor(kind));
    await job.uses({ with: inputs });
    emulator.injectFault({ operation: 'AdminDeleteUser', kind, times: 2 });
    expect(await onlyPost(job)).toMatchObject({ outcome: 'success', annotations: [] });
    expect(pool.users).toStrictEqual([]);
  });

  it.each(FAULTS)('deletes the user although its own DeleteUser fails twice by %s', async (kind) => {
    const { emulator, pool, job, with: inputs } = await begin(anyStory, clockFor(kind));
    await job.uses({ with: inputs });
    Object.assign(job.env, { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' });
    emulator.injectFault({ operation: 'DeleteUser', kind, times: 2 });
    expect(await onlyPost(job)).toMatchObject({ outcome: 'success', annotations: [] });
    expect(pool.users).toStrictEqual([]);
  });

  it.each(['reset', 'hang', 'throttled'] as const)('ends in time under endless %s, with one warning', async (kind) => {
    const { emulator, job, with: inputs } = await begin(anyStory, clockFor(kind));
    await job.uses({ with: inputs });
    const before = emulator.requests.length;
    emulator.injectFault({ operation: '*', kind, times: 10_000 });
    const post = await onlyPost(job);
    expect(post).toMatchObject({ outcome: 'success', annotations: [{ level: 'warning' }] });
    expect(post.annotations).toHaveLength(1);
    expect(durationOf(emulator.requests.slice(before))).toBeLessThan(60_000);
  });
});
