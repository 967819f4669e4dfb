/**
 * The device as which a user signed in, in a user pool that remembers devices: confirmed, its refresh token is good for new tokens.
 */
import type { Config } from '../config.ts';
import { isFailure } from '../failures/action-error.ts';
import type { SignedIn, SignInDeps } from './signed-in.ts';

/** What is known of the device once the sign-in is over. */
export interface DeviceFacts {
  /** Undefined where there is none, or none that the refresh token is good with. */
  readonly deviceKey: string | undefined;
  /** Why Cognito does not know the device. */
  readonly failure: unknown;
}

/** Takes half of the time that is left at the most: the tokens are there, and to be handed over. Rejects only where the run was cancelled. */
export async function confirmDevice(
  config: Config,
  { tokens }: SignedIn,
  { cognito, timeLimit, progress }: Pick<SignInDeps, 'cognito' | 'timeLimit' | 'progress'>,
): Promise<DeviceFacts> {
  if (config.mode === 'refresh') {
    return { deviceKey: config.deviceKey, failure: undefined };
  }
  if (config.mode === 'client-credentials' || tokens.kind === 'client' || tokens.newDevice === undefined) {
    return { deviceKey: undefined, failure: undefined };
  }
  const { accessToken, newDevice } = tokens;
  const appClient = cognito.appClient(config.appClient);
  try {
    await progress.run('confirm device', () =>
      timeLimit.within(timeLimit.remainingMs() / 2000, () => appClient.confirmDevice(accessToken, newDevice)),
    );
    return { deviceKey: newDevice.key, failure: undefined };
  } catch (error) {
    if (isFailure(error, 'interrupted')) {
      throw error;
    }
    return { deviceKey: undefined, failure: error };
  }
}
