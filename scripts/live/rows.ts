import type { PoolKind } from './pools/plans.ts';
import type { Verdict } from './seen/observation.ts';

/** The outcome of a probe or a scene. */
export interface Row {
  readonly kind: PoolKind;
  readonly title: string;
  /** The answer of the service, in one line. */
  readonly said: string;
  readonly verdict: Verdict;
}

export type Tally = Readonly<Record<Verdict['kind'], number>>;

export function tallyOf(rows: readonly Row[]): Tally {
  const count = (kind: Verdict['kind']) => rows.filter(({ verdict }) => verdict.kind === kind).length;
  return {
    agrees: count('agrees'),
    differs: count('differs'),
    'not-offered': count('not-offered'),
    'not-run': count('not-run'),
  };
}

/** Summarises rows for the report: `61 agree, 2 differ`. */
export function tallyText(rows: readonly Row[]): string {
  const tally = tallyOf(rows);
  const others = [
    [tally['not-offered'], 'not offered by this service'],
    [tally['not-run'], 'not run'],
  ] as const;
  const more = others.flatMap(([count, text]) => (count === 0 ? [] : [`${count} ${text}`]));
  return [`${tally.agrees} agree`, `${tally.differs} differ`, ...more].join(', ');
}
