import { type Emulator, startEmulator } from '../../../__tests__/support/emulator/index.ts';
import { poolPartOperations } from './pool-parts.ts';
import { userPoolOperations } from './user-pools.ts';

/**
 * Starts the tests' strict emulator with what the owner of user pools calls beside it: those operations are as thin as `npm run live` lets them
 * be.
 */
export function startOwnedEmulator(options: { readonly now?: () => number } = {}): Promise<Emulator> {
  return startEmulator({ ...options, moreOperations: new Map([...userPoolOperations(), ...poolPartOperations]) });
}
