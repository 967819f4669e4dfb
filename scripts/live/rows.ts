import type { PoolKind } from './pools/plans.ts';
import type { Verdict } from './seen/observation.ts';

/** What became of a probe or a scene. */
export interface Row {
  readonly kind: PoolKind;
  readonly title: string;
  /** What the service said, in a line. */
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

/** In the words of the report: `61 agree, 2 differ`, and what else there is. */
export function tallyText(rows: readonly Row[]): string {
  const tally = tallyOf(rows);
  const others = [
    [tally['not-offered'], 'not offered by this service'],
    [tally['not-run'], 'not run'],
  ] as const;
  const more = others.flatMap(([count, text]) => (count === 0 ? [] : [`${count} ${text}`]));
  return [`${tally.agrees} agree`, `${tally.differs} differ`, ...more].join(', ');
}
