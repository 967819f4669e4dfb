// Verify that post tolerates whatever it finds, reads only the state, and warns when a user stays.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from '@jest/globals';
import type { StepResult } from 'action-runner';
import { DIST } from '../support/bundle.ts';
import { StillClock } from '../support/clocks.ts';
import { onlyPost, useFixtures } from '../support/fixture.ts';
import { itDeep } from '../support/sample.ts';
import { useHeadings } from './catalogue/headings.ts';

const startFixture = useFixtures();
const expectHeading = useHeadings('post.test.ts');

const POST = join(DIST, 'post', 'index.js');

/** Returns the variables by which the runner passes the state of main to post. */
function stateVariables(state: StepResult['state']): Record<string, string> {
  return Object.fromEntries(Object.entries(state).map(([name, value]) => [`STATE_${name}`, value]));
}

it('deletes the user even if its inputs are empty by then', async () => {
  const { pool, job, inputs } = await startFixture();
  await job.uses({ with: inputs, postWith: { mode: '', 'user-pool-id': '', 'client-id': '' } });
  expect(await onlyPost(job)).toMatchObject({ outcome: 'success', annotations: [] });
  expect(pool.users).toStrictEqual([]);
});

it('does nothing without state', async () => {
  const { emulator, job } = await startFixture();
  const post = await job.run({ command: process.execPath, args: [POST] });
  expect(post).toMatchObject({
    outcome: 'success',
    annotations: [],
    log: 'Nothing to clean up.\n',
  });
  expect(emulator.requests).toStrictEqual([]);
});

itDeep('does nothing after main has rejected its inputs', async () => {
  const { emulator, job } = await startFixture();
  await job.uses({ with: { 'client-id': 'x' } });
  expect(await onlyPost(job)).toMatchObject({ outcome: 'success', annotations: [] });
  expect(emulator.requests).toStrictEqual([]);
});

itDeep('finds nothing to delete when it runs again', async () => {
  const { pool, job, inputs } = await startFixture();
  const { state } = await job.uses({ with: inputs });
  await job.post();
  const again = await job.run({ command: process.execPath, args: [POST], env: stateVariables(state) });
  expect(again).toMatchObject({ outcome: 'success', annotations: [] });
  expect(again.log).toBe(`The ephemeral user is not in user pool ${pool.id}: nothing to delete.\n`);
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

itDeep('deletes a user whose sign-in failed, even with delete-user: false', async () => {
  const { pool, job, inputs } = await startFixture({ client: { flows: ['ALLOW_USER_SRP_AUTH'] } });
  const main = await job.uses({ with: { ...inputs, 'delete-user': 'false' } });
  expect(main.outcome).toBe('failure');
  expect(pool.users).toHaveLength(1);
  await job.post();
  expect(pool.users).toStrictEqual([]);
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

itDeep('does not warn of a user who never signed in after a lost answer to AdminDeleteUser', async () => {
  const { emulator, pool, job, inputs } = await startFixture({
    clock: new StillClock(),
    client: { flows: ['ALLOW_USER_SRP_AUTH'] },
  });
  expect(await job.uses({ with: inputs })).toMatchObject({ outcome: 'failure' });
  emulator.injectFault({ operation: 'AdminDeleteUser', kind: 'lose-answer', times: 1 });
  const post = await onlyPost(job);
  expect(post).toMatchObject({ outcome: 'success', annotations: [] });
  expect(post.log).toBe(`Deleted the ephemeral user from user pool ${pool.id}.\n`);
  expect(pool.users).toStrictEqual([]);
});

itDeep('deletes a user who never signed in by the username that the user pool generated', async () => {
  const { emulator, pool, job, inputs } = await startFixture({
    pool: { usernameAttributes: ['email'] },
    client: { flows: ['ALLOW_USER_SRP_AUTH'] },
  });
  const main = await job.uses({ with: inputs });
  expect(main.log).toContain('auth-flow-disabled');
  const [user] = pool.users;
  expect(await onlyPost(job)).toMatchObject({ outcome: 'success', annotations: [] });
  expect(pool.users).toStrictEqual([]);
  expect(emulator.requests.at(-1)?.body).toStrictEqual({ UserPoolId: pool.id, Username: user?.username });
});

it('logs one line if the user pool does not exist any more', async () => {
  const { emulator, pool, job, inputs } = await startFixture();
  await job.uses({ with: inputs });
  emulator.deletePool(pool);
  expect(await onlyPost(job)).toMatchObject({
    outcome: 'success',
    annotations: [],
    log: `User pool ${pool.id} does not exist any more, so its ephemeral user does not either: nothing to delete.\n`,
  });
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
