/**
 * TOTP codes (RFC 6238) with the only parameters that Cognito accepts: HMAC-SHA1, six digits and 30 seconds.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa-totp.html
 */
import { Secret, TOTP } from 'otpauth';

const PERIOD_SECONDS = 30;

/**
 * Returns the code that is valid at `now`.
 *
 * @param secret base32 in upper or lower case, with or without white space and padding
 * @throws {TypeError} if the secret is not base32
 */
export function totpCode(secret: string, now: Date): string {
  return TOTP.generate({
    secret: Secret.fromBase32(secret.replaceAll(/\s/g, '')),
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD_SECONDS,
    timestamp: now.getTime(),
  });
}

/** Returns the time until the next code, 1 to 30000 milliseconds. */
export function millisecondsToNextCode(now: Date): number {
  return TOTP.remaining({ period: PERIOD_SECONDS, timestamp: now.getTime() });
}
