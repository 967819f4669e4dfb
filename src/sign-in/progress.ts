/**
 * What main has done so far, and how long it took: for the log and the job's summary.
 */
import type { Clock } from '../platform/ports.ts';

export interface TaskTiming {
  readonly name: string;
  readonly milliseconds: number;
}

export class Progress {
  readonly #clock: Clock;
  readonly #report: (done: string) => void;
  readonly #timings: TaskTiming[] = [];

  constructor(clock: Clock, report: (done: string) => void) {
    this.#clock = clock;
    this.#report = report;
  }

  /** The steps that came to a good end, in the order in which they did. */
  get timings(): readonly TaskTiming[] {
    return this.#timings;
  }

  /** Tells what the step is doing, where that takes a while. */
  report(what: string): void {
    this.#report(what);
  }

  /** Does a piece of work and notes how long it took, and what it came to where there is something to tell. */
  async run<Result>(
    name: string,
    work: () => Promise<Result>,
    describe: (result: Result) => string = () => 'done',
  ): Promise<Result> {
    const start = this.#clock.elapsed();
    const result = await work();
    const milliseconds = Math.round(this.#clock.elapsed() - start);
    this.#timings.push({ name, milliseconds });
    this.#report(`${name}: ${describe(result)} in ${milliseconds} ms`);
    return result;
  }
}
