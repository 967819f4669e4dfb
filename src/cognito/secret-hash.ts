import { createHmac } from 'node:crypto';

/**
 * The secret hash, which proves at each call that its sender knows the app client's secret. The username is the one of the very
 * same request. Base64, 44 characters.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html#cognito-user-pools-computing-secret-hash
 */
export function secretHashOf(clientSecret: string, username: string, clientId: string): string {
  return createHmac('sha256', clientSecret)
    .update(username + clientId)
    .digest('base64');
}
