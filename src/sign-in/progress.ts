import type { Clock } from '../platform/ports.ts';

export interface TaskTiming {
  readonly name: string;
  readonly milliseconds: number;
}

/** Tells that a long task goes on. */
const REPORT_INTERVAL_MS = 5_000;

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

  /**
   * Runs a task for many users. Logs every 5 seconds how far it is, and none of the tasks of each user.
   *
   * @param task gets the progress for the tasks of each user
   */
  async runMany<Result>(
    name: string,
    describe: () => string,
    task: (silent: Progress) => Promise<Result>,
  ): Promise<Result> {
    let isOver = false;
    const reportLater = () => {
      this.#clock.signalAfter(REPORT_INTERVAL_MS).addEventListener('abort', () => {
        if (!isOver) {
          this.#report(describe());
          reportLater();
        }
      });
    };
    reportLater();
    try {
      return await this.run(name, () => task(new Progress(this.#clock, () => undefined)));
    } finally {
      isOver = true;
    }
  }
}
