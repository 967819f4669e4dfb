/**
 * The codes of an authenticator app: RFC 6238 with HMAC-SHA1, six digits and 30 seconds, the only form that Cognito takes.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa-totp.html
 */
import { Secret, TOTP } from 'otpauth';

const PERIOD_SECONDS = 30;

/**
 * The code of the 30 seconds that `now` lies in. The secret is base32 as people paste it: in either case, with white space, with or
 * without padding. Throws a `TypeError` when it is not base32.
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

/** How long the code of `now` stays the same, in milliseconds: 1 to 30000. Cognito takes each code once. */
export function millisecondsToNextCode(now: Date): number {
  return TOTP.remaining({ period: PERIOD_SECONDS, timestamp: now.getTime() });
}
