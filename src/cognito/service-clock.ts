/** Sets the clock by the answers of AWS, because the clock of a self-hosted runner or a container may be wrong. */
import { fieldOf, textIn } from '../json.ts';
import type { Clock } from '../platform/ports.ts';
import type { Pluggable } from './on-request.ts';

/** AWS rejects signatures after minutes, and Cognito rejects TOTP codes after less. */
const MAX_DIFFERENCE_MS = 60_000;

/** Creates the SDK middleware. Marks errors as `isClockSuspect` if the local clock is wrong or could not be checked. */
export function createClockMiddleware(clock: Clock): Pluggable {
  return {
    applyToStack(stack) {
      stack.add(
        (next) => async (request) => {
          try {
            const result = await next(request);
            clock.sync(textIn(fieldOf(result.response, 'headers'), 'date'));
            return result;
          } catch (error) {
            const serviceTime = clock.serviceTime()?.getTime() ?? Number.POSITIVE_INFINITY;
            const isClockSuspect = Math.abs(serviceTime - Date.now()) > MAX_DIFFERENCE_MS;
            throw error instanceof Error ? Object.assign(error, { isClockSuspect }) : error;
          }
        },
        // Around the deserializer and the check of each call: only a readable answer of AWS sets the clock.
        { step: 'deserialize', priority: 'high' },
      );
    },
  };
}

/** Converts a time of AWS to a time of the local clock, which the SDK compares it with. */
export function toLocalTime(serviceTime: Date, clock: Clock): Date {
  return new Date(serviceTime.getTime() - clock.now().getTime() + Date.now());
}
