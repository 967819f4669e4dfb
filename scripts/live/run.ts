/**
 * A complete run: creates user pools on both sides, sends both the same requests, and deletes everything.
 */
import type { Screen } from '../demo/screen.ts';
import { askAll, type Pair } from './ask.ts';
import type { Options } from './options.ts';
import { type Deletion, deletePools, deleteRunPools, listTemporaryPools } from './pools/delete-pools.ts';
import { newRunNames, type RunNames } from './pools/names.ts';
import type { PoolKind } from './pools/plans.ts';
import { preparePool } from './pools/prepare.ts';
import type { Row } from './rows.ts';
import { refusalText } from './seen/api.ts';
import type { Side } from './side.ts';

export interface RunOptions extends Pick<Options, 'kinds' | 'requestsOnly' | 'sweep'> {
  readonly service: Side;
  readonly emulator: Side;
}

export interface RunResult {
  /** If the run was interrupted, the rows until then. */
  readonly rows: readonly Row[];
  /** True if all pools of the service were deleted. */
  readonly isClean: boolean;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** @throws {Error} for a bug in this program, after everything was deleted */
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
    screen.step('Deleting the user pools');
    isClean = showDeletion(await deleteRunPools(options.service, names), screen);
  }
  return { rows, isClean };
}

/** Deletes pools of killed runs. Younger pools may belong to a run in progress elsewhere. */
async function nameLeftovers({ service, sweep }: RunOptions, screen: Screen): Promise<void> {
  screen.step('User pools that an earlier run left');
  const all = await listTemporaryPools(service);
  const old = all.filter(({ createdAt }) => createdAt !== undefined && Date.now() - createdAt.getTime() > DAY_MS);
  for (const { name, id, createdAt } of old) {
    screen.line(`  ${name} (${id}), of ${createdAt?.toISOString()}`);
  }
  if (old.length === 0) {
    screen.checked('none that is older than a day');
  } else if (sweep) {
    showDeletion(await deletePools(service, old), screen);
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

/** A refusal by the service is a row of the report. A refusal by the emulator is a bug. */
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
    // A stand-in that refuses this lacks the feature. A refusal by AWS needs attention.
    return { kind, missing: service.endpoint === undefined ? 'not-run' : 'not-offered', reason };
  }
}

function showDeletion({ removed, left }: Deletion, screen: Screen): boolean {
  screen.checked(`removed ${removed.length} user pools`);
  for (const { name, id, reason } of left) {
    screen.line(`  ✗ ${name} (${id}) is left: ${reason}`);
  }
  return left.length === 0;
}
