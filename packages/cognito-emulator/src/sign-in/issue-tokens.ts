import { deviceOf } from '../devices/device-tracking.ts';
import { signIn } from '../sign-ins.ts';
import type { TriggerSource } from '../triggers.ts';
import type { User } from '../users.ts';
import type { Attempt } from './attempt.ts';

/** Runs the triggers of a successful sign-in and issues tokens. */
export function issueTokens(
  attempt: Attempt,
  user: User,
  tokenGeneration: TriggerSource = 'TokenGeneration_Authentication',
): object {
  const { api, pool, client, clientMetadata, now } = attempt;
  const { device, metadata } = deviceOf(attempt, user);
  pool.triggers.run('PostAuthentication_Authentication', user.username, { clientMetadata });
  pool.triggers.run(tokenGeneration, user.username, { clientMetadata });
  return {
    AuthenticationResult: { ...signIn(pool, client, user, { kind: api, device }, now), ...metadata },
    ChallengeParameters: {},
  };
}
