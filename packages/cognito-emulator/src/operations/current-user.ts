import { assertIsSecretVerifier, deviceNotFound } from '../devices.ts';
import { readJwt } from '../jwt.ts';
import { deviceKey, deviceName, optional, structure, text, token } from '../members.ts';
import { type Operations, unsignedOperation } from '../operation.ts';
import { assert, invalidParameter, notAuthorized, Refusal, userNotFound } from '../refusals.ts';
import { OWN_SCOPE, type SignIn } from '../tokens.ts';
import type { UserPool } from '../user-pool.ts';
import type { User } from '../users.ts';
import { nameValuePairs } from './admin-users.ts';

function hasScope(scope: unknown, wanted: string): boolean {
  return typeof scope === 'string' && scope.split(' ').includes(wanted);
}

/**
 * Returns the user whom an access token identifies and the sign-in that issued it. Checks what GetUser and DeleteUser
 * check: signature, expiry, scope, revocation and user.
 *
 * @throws Refusal `NotAuthorizedException` for an invalid token, `UserNotFoundException` for a deleted user.
 */
function userOfAccessToken(
  token: string,
  pools: Iterable<UserPool>,
  now: number,
): { readonly pool: UserPool; readonly user: User; readonly signIn: SignIn | undefined } {
  const { claims, isSignedBy } = readJwt(token);
  const pool = [...pools].find(({ issuer }) => issuer === claims['iss']);
  if (pool === undefined || claims['token_use'] !== 'access' || typeof claims['exp'] !== 'number') {
    throw notAuthorized('Invalid Access Token');
  }
  assert(isSignedBy(pool.keys.access), notAuthorized, 'Could not verify signature for Access Token');
  assert(now < claims['exp'] * 1000, notAuthorized, 'Access Token has expired');
  assert(hasScope(claims['scope'], OWN_SCOPE), notAuthorized, 'Access Token does not have required scopes');
  const revoked = [...pool.signIns.values()].some(
    ({ isRevoked, originJti }) => isRevoked && originJti === claims['origin_jti'],
  );
  assert(!revoked, notAuthorized, 'Access Token has been revoked');
  const user = typeof claims['sub'] === 'string' ? pool.findByAdminName(claims['sub']) : undefined;
  assert(user !== undefined, userNotFound);
  assert(user.enabled, notAuthorized, 'User is disabled.');
  const signIn = [...pool.signIns.values()].find(({ eventId }) => eventId === claims['event_id']);
  return { pool, user, signIn };
}

const secretText = text({ isSensitive: true });
const secretVerifier = structure({ passwordVerifier: optional(secretText), salt: optional(secretText) });

export const currentUserOperations: Operations = {
  GetUser: unsignedOperation({ accessToken: token }, ({ accessToken }, { pools, now }) => {
    const { user } = userOfAccessToken(accessToken, pools.values(), now());
    return { Username: user.username, UserAttributes: nameValuePairs(user.attributes) };
  }),

  DeleteUser: unsignedOperation({ accessToken: token }, ({ accessToken }, { pools, now }) => {
    const { pool, user } = userOfAccessToken(accessToken, pools.values(), now());
    pool.delete(user);
    return undefined;
  }),

  /**
   * Confirms the device that this sign-in was given; works once. The message for another device is a real one; how
   * Cognito refuses a verifier is not documented.
   */
  ConfirmDevice: unsignedOperation(
    {
      accessToken: token,
      deviceKey,
      deviceName: optional(deviceName),
      deviceSecretVerifierConfig: optional(secretVerifier),
    },
    (input, { pools, now }) => {
      const { pool, user, signIn } = userOfAccessToken(input.accessToken, pools.values(), now());
      assert(
        !user.devices.has(input.deviceKey),
        () => new Refusal('DeviceKeyExistsException', 'Device already exists.'),
      );
      const device = signIn?.signInMethod.device;
      assert(device?.key === input.deviceKey, invalidParameter, 'Invalid device key given.');
      const { passwordVerifier, salt } = input.deviceSecretVerifierConfig ?? {};
      if (passwordVerifier === undefined || salt === undefined) {
        throw invalidParameter('Missing required parameter DeviceSecretVerifierConfig');
      }
      assertIsSecretVerifier(passwordVerifier, salt);
      user.devices.set(device.key, { ...device, name: input.deviceName, passwordVerifier, salt });
      return { UserConfirmationNecessary: pool.settings.deviceTracking === 'user-opt-in' };
    },
  ),

  /** Forgets a device, which also invalidates its refresh tokens. */
  ForgetDevice: unsignedOperation({ accessToken: token, deviceKey }, (input, { pools, now }) => {
    const { user } = userOfAccessToken(input.accessToken, pools.values(), now());
    assert(user.devices.delete(input.deviceKey), deviceNotFound);
    return undefined;
  }),
};
