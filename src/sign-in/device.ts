import type { Config } from '../config.ts';
import { isFailure } from '../failures/action-error.ts';
import type { SignedIn, SignInDeps } from './signed-in.ts';

interface ConfirmedDevice {
  /** Undefined without a device, or with one that could not be confirmed. */
  readonly deviceKey: string | undefined;
  /** The reason why the device could not be confirmed. */
  readonly failure: unknown;
}

/**
 * Confirms the device of a sign-in in a user pool that remembers devices. Only then can the tokens be refreshed. Takes
 * at most half of the remaining time, because the tokens are still to be written.
 *
 * @throws {ActionError} `interrupted`
 */
export async function confirmDevice(
  config: Config,
  { tokens }: SignedIn,
  { cognito, timeLimit, progress }: Pick<SignInDeps, 'cognito' | 'timeLimit' | 'progress'>,
): Promise<ConfirmedDevice> {
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
      timeLimit.within(timeLimit.remainingMs() / 2, () => appClient.confirmDevice(accessToken, newDevice)),
    );
    return { deviceKey: newDevice.key, failure: undefined };
  } catch (error) {
    if (isFailure(error, 'interrupted')) {
      throw error;
    }
    return { deviceKey: undefined, failure: error };
  }
}
