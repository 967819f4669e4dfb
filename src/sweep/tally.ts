/**
 * What a sweep has come to: its counts, and the words for them. It knows no names of users, so that it stays small.
 */

import type { ListedUser } from '../cognito/types.ts';
import type { ActionError } from '../failures/action-error.ts';
import type { SweepInputs } from '../inputs/sweep.ts';
import type { Runner, SummaryRow } from '../platform/ports.ts';

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

  /** Recognised and old enough. */
  get found(): number {
    return this.#found;
  }

  /** Found and not deleted, for whatever reason; nobody is to be in a dry run. */
  get failed(): number {
    return this.#inputs.dryRun ? 0 : this.#found - this.#deleted;
  }

  get failedInARow(): number {
    return this.#failedInARow;
  }

  /** Why the last try to delete a user failed that did; undefined where each was deleted in the end. */
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
