// Verify that parallel jobs succeed within a part of Cognito's quotas: all sign in, none fails, and no user is left.
import { expect, it } from '@jest/globals';
import { startJob } from 'action-runner';
import { useFixtures } from '../support/fixture.ts';

const startFixture = useFixtures();

it.each([
  // Slower than real time, so that no deadline passes while a busy machine starts the processes.
  { jobs: 40, users: '1', scale: 0.25, clockSpeed: 0.25 },
  { jobs: 2, users: '30', scale: 0.5, clockSpeed: 1 },
])(
  '$jobs parallel jobs, with $users users each, succeed within $scale of the quotas',
  async (row) => {
    const { emulator, pool, env, inputs } = await startFixture({ clockSpeed: row.clockSpeed });
    emulator.setQuotas({ scale: row.scale });
    const outcomes = await Promise.all(
      Array.from({ length: row.jobs }, async () => {
        const job = startJob({ env });
        const main = await job.uses({ with: { ...inputs, users: row.users } });
        const [post] = await job.end();
        return [main.outcome, main.annotations, post?.outcome, post?.annotations];
      }),
    );
    expect(outcomes).toStrictEqual(Array(row.jobs).fill(['success', [], 'success', []]));
    expect(pool.users).toStrictEqual([]);
  },
  600_000,
);
