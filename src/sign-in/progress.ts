/**
 * What main has done so far, and how long it took: for the log and the job's summary.
 */
import type { Clock } from '../platform/ports.ts';

export interface FinishedStep {
  readonly name: string;
  readonly milliseconds: number;
}

export class Progress {
  readonly #clock: Clock;
  readonly #report: (done: string) => void;
  readonly #finished: FinishedStep[] = [];

  constructor(clock: Clock, report: (done: string) => void) {
    this.#clock = clock;
    this.#report = report;
  }

  /** The steps that came to a good end, in the order in which they did. */
  get finished(): readonly FinishedStep[] {
    return this.#finished;
  }

  /** Tells what the step is doing, where that takes a while. */
  say(what: string): void {
    this.#report(what);
  }

  /** Does a piece of work and notes how long it took, and what it came to where there is something to tell. */
  async step<Result>(
    name: string,
    work: () => Promise<Result>,
    tell: (result: Result) => string = () => 'done',
  ): Promise<Result> {
    const start = this.#clock.elapsed();
    const result = await work();
    const milliseconds = Math.round(this.#clock.elapsed() - start);
    this.#finished.push({ name, milliseconds });
    this.#report(`${name}: ${tell(result)} in ${milliseconds} ms`);
    return result;
  }
}
