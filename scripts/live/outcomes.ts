/** Compares what the tests found with the known differences of the service. */
import type { TestOutcome } from './tests.ts';

export interface Row {
  readonly area: string;
  readonly title: string;
  /** `known`: differs as listed. `outdated`: agrees although it is listed. */
  readonly verdict: 'agrees' | 'differs' | 'known' | 'outdated';
  /** How the service differs. Empty if it agrees. */
  readonly difference: string;
}

export type Tally = Readonly<Record<Row['verdict'], number>>;

/** @param known beginnings of names: every test whose name begins so differs */
export function rowsOf(outcomes: readonly TestOutcome[], known: readonly string[]): readonly Row[] {
  const isKnown = (title: string) => known.some((beginning) => title.startsWith(beginning));
  return outcomes.map(({ area, title, difference }) => {
    const isListed = isKnown(`${area} › ${title}`);
    const agrees = difference === undefined;
    const verdict = agrees ? (isListed ? 'outdated' : 'agrees') : isListed ? 'known' : 'differs';
    return { area, title, verdict, difference: difference ?? '' };
  });
}

export function tallyOf(rows: readonly Row[]): Tally {
  const count = (kind: Row['verdict']) => rows.filter(({ verdict }) => verdict === kind).length;
  return { agrees: count('agrees'), differs: count('differs'), known: count('known'), outdated: count('outdated') };
}

/** Summarises rows: `61 agree, 2 differ, 3 differ as known`. */
export function tallyText(rows: readonly Row[]): string {
  const { agrees, differs, known, outdated } = tallyOf(rows);
  const others = [
    [known, 'differ as known'],
    [outdated, 'agree although they are listed as known differences'],
  ] as const;
  const more = others.flatMap(([count, text]) => (count === 0 ? [] : [`${count} ${text}`]));
  return [`${agrees} agree`, `${differs} differ`, ...more].join(', ');
}
