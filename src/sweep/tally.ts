import type { ListedUser } from '../cognito/types.ts';
import type { ActionError } from '../failures/action-error.ts';
import type { SweepInputs } from '../inputs/sweep.ts';
import type { Runner, SummaryRow } from '../platform/ports.ts';

/** Counts the results of a sweep and formats them. Holds no usernames, so that it stays small. */
export class SweepTally {
  readonly #inputs: SweepInputs;
  #found = 0;
  #deleted = 0;
  #failedInARow = 0;
  #oldest: Date | undefined;
  #lastFailure: ActionError | undefined;

  constructor(inputs: SweepInputs) {
    this.#inputs = inputs;
  }

  /** The number of users that are recognised and old enough. */
  get found(): number {
    return this.#found;
  }

  /** The number of users that were found and not deleted. 0 in a dry run. */
  get failed(): number {
    return this.#inputs.dryRun ? 0 : this.#found - this.#deleted;
  }

  get failedInARow(): number {
    return this.#failedInARow;
  }

  /** The last failure of a deletion. Undefined if every user was deleted in the end. */
  get lastFailure(): ActionError | undefined {
    return this.failed === 0 ? undefined : this.#lastFailure;
  }

  countFound({ createdAt }: ListedUser): void {
    this.#found++;
    this.#oldest = this.#oldest === undefined || createdAt < this.#oldest ? createdAt : this.#oldest;
  }

  countDeleted(): void {
    this.#deleted++;
    this.#failedInARow = 0;
  }

  countFailed(failure: ActionError): void {
    this.#failedInARow++;
    this.#lastFailure = failure;
  }

  sentence(): string {
    const { userPool, maxAgeHours, dryRun } = this.#inputs;
    const oldest = this.#oldest === undefined ? '' : ` (oldest: ${this.#oldest.toISOString()})`;
    const found = `Leftover users in user pool ${userPool.userPoolId}, older than max-age-hours (${maxAgeHours}): ${this.#found} found${oldest}`;
    return dryRun
      ? `${found}. This is a dry run: nothing was deleted.`
      : `${found}, ${this.#deleted} deleted, ${this.failed} failed.`;
  }

  writeOutputs(runner: Runner): void {
    runner.writeOutput('FOUND', String(this.#found));
    runner.writeOutput('DELETED', String(this.#deleted));
    runner.writeOutput('FAILED', String(this.failed));
  }

  summaryRows(): SummaryRow[] {
    const { userPool, usernameFormat, maxAgeHours, dryRun } = this.#inputs;
    return [
      ['User pool', userPool.userPoolId],
      ['Username format', usernameFormat],
      ['Minimum age', `${maxAgeHours} hours`],
      ['Found', String(this.#found)],
      ['Oldest', this.#oldest?.toISOString() ?? 'none'],
      ['Deleted', dryRun ? 'none: a dry run' : String(this.#deleted)],
      ['Failed', String(this.failed)],
    ];
  }
}
