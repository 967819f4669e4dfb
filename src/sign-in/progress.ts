import type { Clock } from '../platform/ports.ts';

export interface TaskTiming {
  readonly name: string;
  readonly milliseconds: number;
}

/** Logs each task of main with its duration, and keeps the durations for the job summary. */
export class Progress {
  readonly #clock: Clock;
  readonly #report: (line: string) => void;
  readonly #timings: TaskTiming[] = [];

  constructor(clock: Clock, report: (line: string) => void) {
    this.#clock = clock;
    this.#report = report;
  }

  /** The tasks that succeeded, in the order in which they ended. */
  get timings(): readonly TaskTiming[] {
    return this.#timings;
  }

  /** Logs why a task takes longer. */
  report(line: string): void {
    this.#report(line);
  }

  /** Runs a task. Once it succeeds, logs `probe (12 ms): 401 without a token, 200 with one`, or `sign in (52 ms)`. */
  async run<Result>(name: string, task: () => Promise<Result>, describe?: (result: Result) => string): Promise<Result> {
    const start = this.#clock.elapsed();
    const result = await task();
    const milliseconds = Math.round(this.#clock.elapsed() - start);
    this.#timings.push({ name, milliseconds });
    this.#report(`${name} (${milliseconds} ms)${describe === undefined ? '' : `: ${describe(result)}`}`);
    return result;
  }
}
