/** The processes of a job, by what Linux shows of them. */
import { readdirSync, readFileSync } from 'node:fs';

export interface RunningProcess {
  readonly id: number;
  readonly commandLine: string;
  readonly environment: string;
}

/** Returns the processes that the runner would end with a job. */
export function processesOf(trackingId: string): RunningProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((id) => {
      const read = (file: string) => readFileSync(`/proc/${id}/${file}`, 'utf8').replaceAll('\0', '\n');
      try {
        const environment = read('environ');
        const isOfJob = environment.split('\n').includes(`RUNNER_TRACKING_ID=${trackingId}`);
        return isOfJob ? [{ id: Number(id), commandLine: read('cmdline'), environment }] : [];
      } catch {
        // The process has ended, or is another user's.
        return [];
      }
    });
}
