import { assertIsSecretVerifier, deviceNotFound } from '../devices.ts';
import { readJwt } from '../jwt.ts';
import { deviceKey, deviceName, optional, structure, text, token } from '../members.ts';
import { type Operations, unsignedOperation } from '../operation.ts';
import { assert, invalidParameter, notAuthorized, Refusal, userNotFound } from '../refusals.ts';
import type { Service } from '../service.ts';
import { OWN_SCOPE } from '../tokens.ts';
import { nameValuePairs } from './admin-users.ts';

/**
 * Returns the user whom an access token identifies and the sign-in that issued it. Checks what GetUser and DeleteUser
 * check: signature, expiry, scope, revocation and user.
 *
 * @throws Refusal `NotAuthorizedException` for an invalid token, `UserNotFoundException` for a deleted user.
 */
function userOfAccessToken(accessToken: string, { pools, now }: Service) {
  const { claims, isSignedBy } = readJwt(accessToken);
  const { iss, token_use: use, exp, scope, sub } = claims;
  const pool = [...pools.values()].find(({ issuer }) => issuer === iss);
  const isValid = pool !== undefined && use === 'access' && typeof exp === 'number';
  assert(isValid, notAuthorized, 'Invalid Access Token');
  assert(isSignedBy(pool.keys.access), notAuthorized, 'Could not verify signature for Access Token');
  assert(now() < exp * 1000, notAuthorized, 'Access Token has expired');
  const hasScope = typeof scope === 'string' && scope.split(' ').includes(OWN_SCOPE);
  assert(hasScope, notAuthorized, 'Access Token does not have required scopes');
  const signIns = [...pool.signIns.values()];
  const isRevoked = signIns.some((signIn) => signIn.isRevoked && signIn.originJti === claims['origin_jti']);
  assert(!isRevoked, notAuthorized, 'Access Token has been revoked');
  const user = typeof sub === 'string' ? pool.findByAdminName(sub) : undefined;
  assert(user !== undefined, userNotFound);
  assert(user.enabled, notAuthorized, 'User is disabled.');
  return { pool, user, signIn: signIns.find(({ eventId }) => eventId === claims['event_id']) };
}

const secretText = text({ isSensitive: true });
const secretVerifier = structure({ passwordVerifier: optional(secretText), salt: optional(secretText) });

export const currentUserOperations: Operations = {
  GetUser: unsignedOperation({ accessToken: token }, ({ accessToken }, service) => {
    const { user } = userOfAccessToken(accessToken, service);
    return { Username: user.username, UserAttributes: nameValuePairs(user.attributes) };
  }),

  DeleteUser: unsignedOperation({ accessToken: token }, ({ accessToken }, service) => {
    const { pool, user } = userOfAccessToken(accessToken, service);
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
    ({ accessToken, deviceKey: key, deviceName: name, deviceSecretVerifierConfig }, service) => {
      const { pool, user, signIn } = userOfAccessToken(accessToken, service);
      assert(!user.devices.has(key), () => new Refusal('DeviceKeyExistsException', 'Device already exists.'));
      const device = signIn?.signInMethod.device;
      assert(device?.key === key, invalidParameter, 'Invalid device key given.');
      const { passwordVerifier, salt } = deviceSecretVerifierConfig ?? {};
      if (passwordVerifier === undefined || salt === undefined) {
        throw invalidParameter('Missing required parameter DeviceSecretVerifierConfig');
      }
      assertIsSecretVerifier(passwordVerifier, salt);
      user.devices.set(key, { ...device, name, passwordVerifier, salt });
      return { UserConfirmationNecessary: pool.settings.deviceTracking === 'user-opt-in' };
    },
  ),

  /** Forgets a device, which also invalidates its refresh tokens. */
  ForgetDevice: unsignedOperation({ accessToken: token, deviceKey }, (input, service) => {
    const { user } = userOfAccessToken(input.accessToken, service);
    assert(user.devices.delete(input.deviceKey), deviceNotFound);
    return undefined;
  }),
};
