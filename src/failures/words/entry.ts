import type { Call } from '../service-failure.ts';

/** A row of the table of failures: what a code means to the rest of the program, and how it is said. */
export interface Entry<Facts> {
  readonly traits?: readonly Trait[];
  /** What was seen: whole sentences. Of a refused call it is a part of one, without a full stop: the evidence follows in brackets. */
  readonly seen: Text<Facts>;
  /** What to change: whole sentences. */
  readonly change: Text<Facts>;
}

/** The same each time, or made of what is known. */
export type Text<Facts> = string | ((facts: Facts) => string);

/** Rows of calls whose code says it all. */
export type CallEntries = Readonly<Record<string, Entry<Call>>>;

export type Trait =
  /** May be over a moment later, so that trying again helps. A rejected password is not passing: five of them lock the user. */
  | 'isTransient'
  /** Every other user of the pool would meet the same: it ends the sweep. */
  | 'stopsSweep'
  /**
   * Nothing was done: the call was refused outright, or never left. Other failures can come after the effect: Cognito keeps a user whom it
   * cannot send a message, or whose trigger failed late.
   *
   * @see https://github.com/aws/aws-sdk/issues/438
   */
  | 'hadNoEffect'
  /** What is missing can be a secret, and GitHub does not give those to every run. */
  | 'mayBeMissingSecret';
