import { type Emulator, startEmulator } from '../../../__tests__/support/emulator/index.ts';
import { poolPartOperations } from './pool-parts.ts';
import { userPoolOperations } from './user-pools.ts';

/**
 * Starts the strict emulator with the operations that create and delete user pools, as far as `npm run live` needs
 * them.
 */
export function startOwnedEmulator(options: { readonly now?: () => number } = {}): Promise<Emulator> {
  return startEmulator({ ...options, moreOperations: new Map([...userPoolOperations(), ...poolPartOperations]) });
}
