/**
 * The table of all failures, which is the only one: what each code means to the rest of the program, and how it is said.
 */
import type { Entries, ErrorCode, Failure, FailuresWithFacts, PlainCode, PlainFailure } from '../failure.ts';
import type { Call } from '../service-failure.ts';
import type { Entry, Text, Trait } from './entry.ts';
import { OWN_FAILURES } from './own.ts';
import { PLAIN_FAILURES } from './plain.ts';
import { TOLD_FAILURES } from './told.ts';

const WITH_FACTS: Entries<keyof FailuresWithFacts> = { ...OWN_FAILURES, ...TOLD_FAILURES };
const PLAIN: Readonly<Record<PlainCode, Entry<Call>>> = PLAIN_FAILURES;

/** What a code means to the rest of the program. */
export function traitsOf(code: ErrorCode): readonly Trait[] {
  return { ...WITH_FACTS, ...PLAIN }[code].traits ?? [];
}

export function wordsOf(part: 'seen' | 'change', failure: Failure): string {
  return isPlain(failure) ? textOf(PLAIN[failure.code][part], failure.call) : wordsOfFacts(part, failure);
}

function isPlain(failure: Failure): failure is PlainFailure {
  return Object.hasOwn(PLAIN, failure.code);
}

function wordsOfFacts<Code extends keyof FailuresWithFacts>(
  part: 'seen' | 'change',
  failure: { readonly [Each in Code]: FailuresWithFacts[Each] }[Code],
): string {
  const row: Entries<keyof FailuresWithFacts>[Code] = WITH_FACTS[failure.code];
  return textOf(row[part], failure);
}

function textOf<Facts>(text: Text<Facts>, facts: Facts): string {
  return typeof text === 'function' ? text(facts) : text;
}
