import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type Job, type StepResult, startJob } from '../../support/runner.ts';
import { peakMemoryTo, readPeakMemory, selfSignal } from '../../support/step-preloads.ts';
import { useCleanup } from '../../support/use-cleanup.ts';

const onTestEnd = useCleanup();

function newJob(): Job {
  const job = startJob();
  onTestEnd(() => job.end());
  return job;
}

/** Runs a step that loads a chunk after this code. */
function runStep(job: Job, code: string, env: Readonly<Record<string, string>>): Promise<StepResult> {
  const folder = mkdtempSync(join(job.temp, 'step-'));
  const main = join(folder, 'main.mjs');
  writeFileSync(join(folder, 'bundle-1.mjs'), "console.log('chunk')");
  writeFileSync(main, `${code}\nawait import('./bundle-1.mjs');`);
  return job.run({ command: process.execPath, args: [main], env });
}

const AT_CHUNK = { at: /bundle-1\.mjs$/ };

// On Windows, every signal kills the process.
const onUnix = process.platform === 'win32' ? describe.skip : describe;

onUnix('a step that signals itself', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('dies of %s without a handler', async (signal) => {
    const step = await runStep(newJob(), '', selfSignal({ signal, ...AT_CHUNK }));
    expect(step).toMatchObject({ exitCode: null, signal, stdout: '' });
  });

  it('survives with a handler that is installed before the file', async () => {
    const code = "process.once('SIGTERM', () => process.exit(7)); setInterval(() => {}, 1000);";
    const step = await runStep(newJob(), code, selfSignal({ signal: 'SIGTERM', ...AT_CHUNK }));
    expect(step).toMatchObject({ exitCode: 7, signal: null });
  });

  it('dies before its main module is loaded', async () => {
    const step = await runStep(newJob(), "console.log('main')", selfSignal({ signal: 'SIGINT', at: /main\.mjs$/ }));
    expect(step).toMatchObject({ signal: 'SIGINT', stdout: '' });
  });

  it('continues if no such file is loaded', async () => {
    const step = await runStep(newJob(), '', selfSignal({ signal: 'SIGINT' }));
    expect(step).toMatchObject({ exitCode: 0, stdout: 'chunk\n' });
  });
});

it('measures the peak memory of a step', async () => {
  const job = newJob();
  const peakOf = async (code: string) => {
    const file = join(job.temp, 'peak');
    expect(await runStep(job, code, peakMemoryTo(file))).toMatchObject({ exitCode: 0 });
    return readPeakMemory(file);
  };
  const small = await peakOf('');
  const large = await peakOf('Buffer.alloc(400_000_000, 1);');
  expect(large - small).toBeGreaterThan(150_000_000);
});
