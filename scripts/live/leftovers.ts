import type { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { deletePools, listTemporaryPools, type TemporaryPool } from 'cognito-emulator/contract/temporary-pools';
import type { Screen } from '../demo/screen.ts';
import { redact } from './report.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Deletes the user pools of this run, and those that killed runs left behind. */
export function createCleanup(sdk: CognitoIdentityProviderClient, screen: Screen) {
  const remove = async (pools: readonly TemporaryPool[]) => {
    const left = await deletePools(sdk, pools);
    screen.checked(`removed ${pools.length - left.length} user pools`);
    for (const { name, id, reason } of left) {
      screen.line(`  ✗ ${name} (${id}) is left: ${redact(reason)}`);
    }
    return left.length === 0;
  };
  return {
    /**
     * Names old user pools, and deletes them if asked to. Younger ones may belong to a run in progress elsewhere.
     *
     * @returns true if nothing that was to be deleted is left
     */
    async nameLeftovers({ sweep }: { readonly sweep: boolean }): Promise<boolean> {
      screen.step('User pools that an earlier run left, older than a day');
      const all = await listTemporaryPools(sdk);
      const old = all.filter(({ createdAt }) => createdAt !== undefined && Date.now() - createdAt.getTime() > DAY_MS);
      for (const { name, id, createdAt } of old) {
        screen.line(`  ${name} (${id}), of ${createdAt?.toISOString()}`);
      }
      if (old.length > 0 && !sweep) {
        screen.line('  They stay. To remove them: npm run live -- --sweep');
        return true;
      }
      return remove(old);
    },
    /** Deletes what the tests of this run have left. @returns true if nothing is left */
    async deleteRunPools(runId: string): Promise<boolean> {
      screen.step('Deleting the user pools');
      return remove(await listTemporaryPools(sdk, runId));
    },
  };
}
