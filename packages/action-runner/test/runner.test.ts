import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Job, startJob } from '../src/index.ts';

/** Main and post create the file READY when they start, and then wait until a signal ends them. */
const STEP_SCRIPT = `
import { appendFileSync, writeFileSync } from 'node:fs';
appendFileSync(process.env.GITHUB_STATE, 'reached=yes\\n');
process.on('SIGINT', () => process.exit(7));
const alive = setInterval(() => {}, 1000);
console.log('state: ' + process.env.STATE_reached);
if (process.env.ENDS) {
  clearInterval(alive);
} else {
  writeFileSync(process.env.READY, '');
}
`;

let folder: string;
let job: Job;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'action-'));
  writeFileSync(join(folder, 'action.yml'), 'runs: { using: node24, main: step.mjs, post: step.mjs }\ninputs: {}\n');
  writeFileSync(join(folder, 'step.mjs'), STEP_SCRIPT);
  job = startJob();
});
afterEach(async () => {
  job.env['ENDS'] = 'true';
  await job.end();
  rmSync(folder, { recursive: true });
});

/** Resolves once the running step has created the file. */
async function readyOf(name: string): Promise<void> {
  while (!job.files().includes(name)) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function ready(name: string): { env: Record<string, string>; when: Promise<void> } {
  return {
    env: { READY: join(job.temp, name) },
    when: readyOf(name),
  };
}

it('a job has its own locale and time zone, regardless of this machine', async () => {
  const script = 'const { locale, timeZone } = Intl.DateTimeFormat().resolvedOptions(); console.log(locale, timeZone)';
  const { log } = await job.run({ command: process.execPath, args: ['-e', script] });
  expect(log).toMatch(/^tr(-TR)? Asia\/(Kolkata|Calcutta)\n$/);
});

// On Windows, every signal kills the process.
const onUnix = process.platform === 'win32' ? it.skip : it;

describe('an interrupted job', () => {
  onUnix('sends the signal to main, which can handle it, and keeps the state for post', async () => {
    const { env, when } = ready('main');
    const main = await job.uses({ action: folder, env, interrupt: { when, signal: 'SIGINT' } });
    expect(main).toMatchObject({ outcome: 'failure', exitCode: 7, signal: null, state: { reached: 'yes' } });
    job.env['ENDS'] = 'true';
    expect(await job.post()).toMatchObject([{ outcome: 'success', exitCode: 0, signal: null, log: 'state: yes\n' }]);
  });

  it.each(['SIGTERM', 'SIGKILL'] as const)('reports that %s ended main', async (signal) => {
    const { env, when } = ready('main');
    const main = await job.uses({ action: folder, env, interrupt: { when, signal } });
    expect(main).toMatchObject({ outcome: 'failure', exitCode: null, signal });
  });

  it('sends the signal also if the promise is rejected', async () => {
    const { env, when } = ready('main');
    const rejected = when.then(() => Promise.reject(new Error('settled')));
    expect(await job.uses({ action: folder, env, interrupt: { when: rejected, signal: 'SIGKILL' } })).toMatchObject({
      signal: 'SIGKILL',
    });
  });

  it('interrupts a run step', async () => {
    const { env, when } = ready('run');
    const args = [join(folder, 'step.mjs')];
    const step = job.run({ command: process.execPath, args, env, interrupt: { when, signal: 'SIGKILL' } });
    expect(await step).toMatchObject({ exitCode: null, signal: 'SIGKILL' });
  });

  it('interrupts the post step that is running at that time, but not the next', async () => {
    job.env['ENDS'] = 'true';
    await job.uses({ action: folder });
    const { env, when } = ready('post');
    await job.uses({ action: folder, env: { ...env, ENDS: '' }, interrupt: { when, signal: 'SIGKILL' } });
    rmSync(join(job.temp, 'post'));
    const posts = await job.post({ interrupt: { when: readyOf('post'), signal: 'SIGTERM' } });
    expect(posts).toMatchObject([
      { exitCode: null, signal: 'SIGTERM' },
      { exitCode: 0, signal: null },
    ]);
  });
});
