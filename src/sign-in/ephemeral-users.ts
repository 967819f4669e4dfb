/** Mode `ephemeral`: creates the generated users in parallel and signs them in. */
import type { EphemeralConfig } from '../config.ts';
import { hasTrait, isFailure, withIntroduction } from '../failures/action-error.ts';
import { inParallel, type NonEmpty } from '../platform/parallel.ts';
import { minSecondsFor } from '../quotas.ts';
import { signInEphemeralUser } from './ephemeral.ts';
import type { Progress } from './progress.ts';
import { Roster } from './roster.ts';
import type { CreationDeps, SignedIn } from './signed-in.ts';

/** Enough to use up the quotas where creating a user and signing it in takes three seconds. */
const MAX_IN_PARALLEL = 100;

/** Signs in all users or none: after the first failure no call is begun, and it rejects once none is in flight. */
export async function signInEphemeralUsers(config: EphemeralConfig, deps: CreationDeps): Promise<NonEmpty<SignedIn>> {
  const { users } = config;
  const roster = new Roster(users, deps.onUsersChanged);
  const signInAll = (progress: Progress, onReady: () => void) =>
    deps.timeLimit.within(Number.POSITIVE_INFINITY, (end) =>
      inParallel(users, MAX_IN_PARALLEL, async (user) => {
        try {
          const signedIn = await signInEphemeralUser(config, user, { ...deps, progress, roster });
          onReady();
          return signedIn;
        } catch (error) {
          end();
          throw error;
        }
      }),
    );
  try {
    return users.length === 1
      ? await signInAll(deps.progress, () => undefined)
      : await signInMany(config, deps, signInAll);
  } finally {
    roster.close();
  }
}

async function signInMany(
  config: EphemeralConfig,
  { progress }: CreationDeps,
  signInAll: (progress: Progress, onReady: () => void) => Promise<NonEmpty<SignedIn>>,
): Promise<NonEmpty<SignedIn>> {
  const count = config.users.length;
  let ready = 0;
  const countReady = () => `${ready} of ${count} users are ready`;
  try {
    return await progress.runMany(`create and sign in ${count} users`, countReady, (silent) =>
      signInAll(silent, () => {
        ready++;
      }),
    );
  } catch (error) {
    const isLate = isFailure(error, 'out-of-time') || hasTrait(error, 'isTransient');
    const seconds = minSecondsFor(count, config);
    const time = `${count} users take at least ${seconds} ${seconds === 1 ? 'second' : 'seconds'} at Cognito's default request quotas.`;
    throw withIntroduction(error, `Only ${ready} of ${count} users were ready.${isLate ? ` ${time}` : ''}`);
  }
}
