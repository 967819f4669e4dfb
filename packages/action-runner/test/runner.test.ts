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
  job.env['READY'] = join(job.temp, 'ready');
});
afterEach(async () => {
  job.env['ENDS'] = 'true';
  await job.end();
  rmSync(folder, { recursive: true });
});

/** Resolves once the running step has created the file READY. */
async function ready(): Promise<void> {
  while (!job.files().includes('ready')) {
    await new Promise((resolve) => setImmediate(resolve));
  }
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
    const main = await job.uses({ action: folder, interrupt: { when: ready(), signal: 'SIGINT' } });
    expect(main).toMatchObject({ outcome: 'failure', exitCode: 7, signal: null, state: { reached: 'yes' } });
    job.env['ENDS'] = 'true';
    expect(await job.post()).toMatchObject([{ outcome: 'success', exitCode: 0, signal: null, log: 'state: yes\n' }]);
  });

  it('interrupts the post step that is running at that time, but not the next', async () => {
    job.env['ENDS'] = 'true';
    await job.uses({ action: folder });
    await job.uses({ action: folder, env: { ENDS: '' }, interrupt: { when: ready(), signal: 'SIGKILL' } });
    rmSync(join(job.temp, 'ready'));
    const when = ready().then(() => Promise.reject(new Error('a rejection interrupts, too')));
    const posts = await job.post({ interrupt: { when, signal: 'SIGTERM' } });
    expect(posts).toMatchObject([
      { exitCode: null, signal: 'SIGTERM' },
      { exitCode: 0, signal: null },
    ]);
  });
});
