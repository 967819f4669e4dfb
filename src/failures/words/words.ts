import type { ServiceEvidence } from '../service-failure.ts';

/** How a failure is said: what was seen, and what to change. */
export interface Words {
  /** Without a full stop: the evidence follows in brackets. */
  readonly seen: string;
  /** Whole sentences. */
  readonly change: string;
}

/** The words of one code: the same each time, or made of what was seen. */
export type WordsOf = Words | ((failure: ServiceEvidence) => Words);

/** A table of them, by code. */
export type WordTable = Readonly<Record<string, WordsOf>>;
