import type { EphemeralUser } from '../ephemeral-user.ts';
import type { PoolUser } from './signed-in.ts';

/**
 * The users that a report adds. Each report appends all usernames so far to the runner's file: 150 kB in total for
 * 1,000 users in batches, 14 MB if each user were reported alone.
 */
const BATCH = 100;

/** Lists the users that exist or may exist, and reports the list before it grows. */
export class Roster {
  readonly #users: readonly EphemeralUser[];
  readonly #report: (users: readonly PoolUser[]) => void;
  readonly #begun = new Set<EphemeralUser>();
  readonly #refused = new Set<EphemeralUser>();
  readonly #poolUsernames = new Map<EphemeralUser, string>();
  #listedCount = 0;
  #isReported = true;

  /** @param users in the order in which they are created */
  constructor(users: readonly EphemeralUser[], report: (users: readonly PoolUser[]) => void) {
    this.#users = users;
    this.#report = report;
  }

  /** Call it before the creation of each user. */
  begin(user: EphemeralUser): void {
    this.#begun.add(user);
    if (this.#begun.size > this.#listedCount) {
      this.#list(Math.min(this.#users.length, this.#listedCount + BATCH));
    }
  }

  /** Cognito created the user. */
  confirm(user: EphemeralUser, poolUsername: string): void {
    this.#poolUsernames.set(user, poolUsername);
    this.#settle();
  }

  /** Cognito refused to create the user. */
  refuse(user: EphemeralUser): void {
    this.#refused.add(user);
    this.#settle();
  }

  /** Removes the users whose creation never began. */
  close(): void {
    if (!this.#isReported || this.#listedCount > this.#begun.size) {
      this.#list(this.#begun.size);
    }
  }

  #settle(): void {
    this.#isReported = false;
    if (this.#poolUsernames.size + this.#refused.size === this.#users.length) {
      this.#list(this.#listedCount);
    }
  }

  #list(count: number): void {
    this.#listedCount = count;
    this.#isReported = true;
    const listed = this.#users.slice(0, count).filter((user) => !this.#refused.has(user));
    this.#report(listed.map((user) => ({ username: user.username, poolUsername: this.#poolUsernames.get(user) })));
  }
}
