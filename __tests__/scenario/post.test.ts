// Verify that post tolerates whatever it finds, reads only the state, and warns when a user stays.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from '@jest/globals';
import type { StepResult } from 'action-runner';
import { DIST } from '../support/bundle.ts';
import { cleanUp, onlyPost, useFixtures } from '../support/fixture.ts';
import { itDeep } from '../support/sample.ts';
import { useHeadings } from './catalogue/headings.ts';

const startFixture = useFixtures();
const expectHeading = useHeadings('state-unreadable');

const POST = join(DIST, 'post', 'index.js');

/** Returns the variables by which the runner passes the state of main to post. */
function stateVariables(state: StepResult['state']): Record<string, string> {
  return Object.fromEntries(Object.entries(state).map(([name, value]) => [`STATE_${name}`, value]));
}

it('deletes the user even if its inputs are empty by then', async () => {
  const { pool, job, inputs } = await startFixture();
  await job.uses({ with: inputs, postWith: { mode: '', 'user-pool-id': '', 'client-id': '' } });
  await cleanUp(job, pool);
});

it('does nothing without state', async () => {
  const { emulator, job } = await startFixture();
  const post = await job.run({ command: process.execPath, args: [POST] });
  expect(post).toMatchObject({ outcome: 'success', annotations: [], log: 'Nothing to clean up.\n' });
  expect(emulator.requests).toStrictEqual([]);
});

it('only warns about state that it cannot read', async () => {
  const { job } = await startFixture();
  const post = await job.run({ command: process.execPath, args: [POST], env: { STATE_state: 'canary' } });
  expect(post.outcome).toBe('success');
  expect(post.annotations).toStrictEqual([{ level: 'warning', message: expect.stringContaining('#state-unreadable') }]);
  expectHeading(post, 'state-unreadable');
  expect(post.log).not.toContain('canary');
});

it('keeps the user with delete-user: false, and logs it', async () => {
  const { pool, job, inputs } = await startFixture();
  await job.uses({ with: { ...inputs, 'delete-user': 'false' } });
  const post = await onlyPost(job);
  expect(post.log).toBe(`Kept the ephemeral user in user pool ${pool.id}: delete-user is false.\n`);
  expect(pool.users).toHaveLength(1);
});

it('deletes both users of a job, the last one first', async () => {
  const { emulator, pool, job, inputs } = await startFixture();
  const first = await job.uses({ with: inputs });
  const second = await job.uses({ with: inputs });
  expect(first.outputs['USERNAME']).not.toBe(second.outputs['USERNAME']);
  expect(pool.users).toHaveLength(2);

  await job.post();
  expect(pool.users).toStrictEqual([]);
  const deleted = emulator.requests.slice(6).map(({ body }) => Object(body).Username);
  expect(deleted).toStrictEqual([second.outputs['USERNAME'], first.outputs['USERNAME']]);
});

itDeep('warns that it ran out of time, and not of timeout-seconds, an input of main', async () => {
  const { emulator, pool, job, inputs } = await startFixture({ clockSpeed: 10 });
  await job.uses({ with: inputs });
  emulator.injectFault({ operation: '*', kind: 'hang', times: 99 });
  const { annotations } = await onlyPost(job);
  const message = `stays in user pool ${pool.id}: The post step ran out of time`;
  expect(annotations).toStrictEqual([{ level: 'warning', message: expect.stringContaining(message) }]);
  expect(annotations[0]?.message).not.toContain('timeout-seconds');
});

itDeep('finishes when its output pipe is closed', async () => {
  const { pool, job, inputs } = await startFixture();
  const { state } = await job.uses({ with: { ...inputs, 'postman-environment': 'true' } });
  const post = spawn(process.execPath, [POST], {
    env: { ...job.env, ...stateVariables(state) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  post.stdout.destroy();
  const [stderr, [exitCode]] = await Promise.all([text(post.stderr), once(post, 'close')]);
  expect({ stderr, exitCode }).toStrictEqual({ stderr: '', exitCode: 0 });
  expect(pool.users).toStrictEqual([]);
  expect(job.files()).toStrictEqual([]);
});
