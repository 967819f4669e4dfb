/**
 * A run from start to end: user pools on both sides, the same asked of both, everything taken away.
 */
import type { Screen } from '../demo/screen.ts';
import { askAll, type Pair } from './ask.ts';
import type { Options } from './options.ts';
import { newRunNames, type RunNames } from './pools/names.ts';
import type { PoolKind } from './pools/plans.ts';
import { preparePool } from './pools/prepare.ts';
import { listThrowAwayPools, type Removal, removePools, takeAway } from './pools/take-away.ts';
import type { Row } from './rows.ts';
import { refusalText } from './seen/api.ts';
import type { Side } from './side.ts';

export interface RunOptions extends Pick<Options, 'kinds' | 'requestsOnly' | 'sweep'> {
  readonly service: Side;
  readonly emulator: Side;
}

export interface RunResult {
  /** Those until the interruption, where there was one. */
  readonly rows: readonly Row[];
  /** Whether all of the service's pools are gone. */
  readonly isClean: boolean;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** @throws {Error} for a mistake of this program, once everything is taken away */
export async function runLive(options: RunOptions, screen: Screen, interrupted: AbortSignal): Promise<RunResult> {
  const names = newRunNames();
  const rows: Row[] = [];
  await nameLeftovers(options, screen);
  let isClean = false;
  try {
    const pairs = await preparePairs(options, names, screen, interrupted);
    screen.step('The same request or job on both sides');
    for await (const row of askAll(pairs, options, interrupted)) {
      rows.push(row);
      screen.line(`  ${row.verdict.kind.padEnd(11)}  ${row.kind}: ${row.title}`);
    }
  } catch (error) {
    if (!interrupted.aborted) {
      throw error;
    }
    screen.line('\n  interrupted');
  } finally {
    screen.step('Taking everything away');
    isClean = showRemoval(await takeAway(options.service, names), screen);
  }
  return { rows, isClean };
}

/** Pools of runs that were killed. Younger ones may be those of a run that goes on somewhere else. */
async function nameLeftovers({ service, sweep }: RunOptions, screen: Screen): Promise<void> {
  screen.step('User pools that an earlier run left');
  const all = await listThrowAwayPools(service);
  const old = all.filter(({ createdAt }) => createdAt !== undefined && Date.now() - createdAt.getTime() > DAY_MS);
  for (const { name, id, createdAt } of old) {
    screen.line(`  ${name} (${id}), of ${createdAt?.toISOString()}`);
  }
  if (old.length === 0) {
    screen.seen('none that is older than a day');
  } else if (sweep) {
    showRemoval(await removePools(service, old), screen);
  } else {
    screen.line('  They stay. To remove them: npm run live -- --sweep');
  }
}

async function preparePairs(
  { service, emulator, kinds }: RunOptions,
  names: RunNames,
  screen: Screen,
  interrupted: AbortSignal,
): Promise<readonly Pair[]> {
  screen.step('User pools, one of each kind');
  const pairs: Pair[] = [];
  for (const kind of kinds) {
    const pair = await preparePair(kind, { service, emulator }, names, interrupted);
    screen.line(`  ${kind}: ${'missing' in pair ? pair.reason : 'made'}`);
    pairs.push(pair);
  }
  return pairs;
}

/** What the service refuses here is a row of the report; what the emulator refuses is a mistake. */
async function preparePair(
  kind: PoolKind,
  { service, emulator }: Pick<RunOptions, 'service' | 'emulator'>,
  names: RunNames,
  interrupted: AbortSignal,
): Promise<Pair> {
  const onEmulator = await preparePool(kind, emulator, newRunNames(), interrupted);
  try {
    return { kind, service: await preparePool(kind, service, names, interrupted), emulator: onEmulator };
  } catch (error) {
    const reason = refusalText(error, service);
    if (reason === undefined) {
      throw error;
    }
    // An emulator that refuses what AWS takes lacks it; AWS has a reason that somebody has to see to.
    return { kind, missing: service.endpoint === undefined ? 'not-run' : 'not-offered', reason };
  }
}

function showRemoval({ removed, left }: Removal, screen: Screen): boolean {
  screen.seen(`removed ${removed.length} user pools`);
  for (const { name, id, reason } of left) {
    screen.line(`  ✗ ${name} (${id}) is left: ${reason}`);
  }
  return left.length === 0;
}
