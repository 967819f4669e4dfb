/** Deletes the user pools of this run, and those that killed runs left behind. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { deletePools, listTemporaryPools, type TemporaryPool } from 'cognito-emulator/contract/pool-deletion';
import type { Screen } from '../demo/screen.ts';
import { redact } from './redaction.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** A call that was cut off may take effect a moment later. */
const PAUSE_MS = 2000;

/**
 * Names old user pools, and deletes them if asked to. Younger ones may belong to a run in progress elsewhere.
 *
 * @returns true if nothing that was to be deleted is left
 */
export async function nameLeftovers(
  sdk: CognitoIdentityProviderClient,
  { sweep }: { readonly sweep: boolean },
  screen: Screen,
): Promise<boolean> {
  screen.step('User pools that an earlier run left');
  const all = await listTemporaryPools(sdk);
  const old = all.filter(({ createdAt }) => createdAt !== undefined && Date.now() - createdAt.getTime() > DAY_MS);
  for (const { name, id, createdAt } of old) {
    screen.line(`  ${name} (${id}), of ${createdAt?.toISOString()}`);
  }
  if (old.length === 0) {
    screen.checked('none that is older than a day');
    return true;
  }
  if (!sweep) {
    screen.line('  They stay. To remove them: npm run live -- --sweep');
    return true;
  }
  return remove(sdk, old, screen);
}

/** Deletes what the tests of this run have left. @returns true if nothing is left */
export async function deleteRunPools(
  sdk: CognitoIdentityProviderClient,
  runId: string,
  { isInterrupted }: { readonly isInterrupted: boolean },
  screen: Screen,
): Promise<boolean> {
  screen.step('Deleting the user pools');
  const isClean = await remove(sdk, await listTemporaryPools(sdk, runId), screen);
  if (!isInterrupted) {
    return isClean;
  }
  await sleep(PAUSE_MS);
  return (await remove(sdk, await listTemporaryPools(sdk, runId), screen)) && isClean;
}

async function remove(
  sdk: CognitoIdentityProviderClient,
  pools: readonly TemporaryPool[],
  screen: Screen,
): Promise<boolean> {
  const left = await deletePools(sdk, pools);
  screen.checked(`removed ${pools.length - left.length} user pools`);
  for (const { name, id, reason } of left) {
    screen.line(`  ✗ ${name} (${id}) is left: ${redact(reason)}`);
  }
  return left.length === 0;
}
