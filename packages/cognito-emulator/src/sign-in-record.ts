import type { AppClient } from './app-client.ts';
import type { Device } from './devices/device.ts';
import type { User } from './users.ts';

/** How a user signed in. */
export type SignInMethod =
  /** Through the public or the Admin API, with a device if the pool tracks devices. */
  | { readonly kind: 'public' | 'admin'; readonly device: Device | undefined }
  /** At the login page, which does not track devices. */
  | {
      readonly kind: 'login-page';
      readonly device: undefined;
      readonly scopes: readonly string[];
      readonly nonce: string | undefined;
      readonly authenticatedAt: number;
    };

/** A sign-in of a user, which a refresh token represents. Times are milliseconds since 1970. */
export interface SignIn {
  readonly user: User;
  readonly client: AppClient;
  readonly signInMethod: SignInMethod;
  readonly refreshToken: string;
  /** Identifies the sign-in in all of its tokens, so that revoking the refresh token revokes them all. */
  readonly originJti: string;
  readonly eventId: string;
  readonly signedInAt: number;
  readonly expiresAt: number;
  isRevoked: boolean;
  /** When the refresh token was first exchanged for a new one. Set with refresh token rotation only. */
  rotatedAt: number | undefined;
}

/** The IAM role of a group. The group with the lowest precedence decides on the preferred role. */
export interface GroupRole {
  readonly arn: string;
  readonly precedence: number;
}
