import type { AppClient } from '../app-client.ts';
import type { Attributes } from '../attributes.ts';
import { clientId, optional, password, secretHash, textMap, userAttributes, username } from '../members.ts';
import { existingUser, type Operations, signedOperation, unsignedOperation } from '../operation.ts';
import { assertPasswordMeetsPolicy } from '../pool-settings.ts';
import { assert, notAuthorized } from '../refusals.ts';
import { assertSecretHash } from '../sign-in/attempt.ts';
import type { TriggerInput } from '../triggers.ts';
import type { UserPool } from '../user-pool.ts';
import { sendCode, type User } from '../users.ts';

/** Self-signed-up users cannot mark an address as verified. */
function assertWritable(attributes: Attributes, { settings: { writeAttributes } }: AppClient): void {
  for (const name of attributes.keys()) {
    const isGranted = writeAttributes === 'all' || writeAttributes.includes(name);
    const isAllowed = isGranted && !name.endsWith('_verified');
    assert(isAllowed, notAuthorized, 'A client attempted to write unauthorized attribute');
  }
}

/** Sends a code to the attribute that the pool verifies automatically. The phone number takes precedence. */
function verifyAddress(pool: UserPool, user: User, triggerInput: TriggerInput): object {
  for (const attribute of ['phone_number', 'email'] as const) {
    if (user.attributes.has(attribute) && pool.settings.autoVerifiedAttributes.includes(attribute)) {
      pool.triggers.run('CustomMessage_SignUp', user.username, triggerInput);
      const { medium, destination } = sendCode(pool, user, attribute, 'SignUp');
      return { CodeDeliveryDetails: { AttributeName: attribute, DeliveryMedium: medium, Destination: destination } };
    }
  }
  return {};
}

export const signUpOperations: Operations = {
  SignUp: unsignedOperation(
    {
      clientId,
      secretHash: optional(secretHash),
      username,
      password,
      userAttributes: optional(userAttributes, new Map()),
      validationData: optional(userAttributes),
      clientMetadata: optional(textMap),
    },
    (input, service) => {
      const { pool, client } = service.existingClient(input.clientId);
      assertSecretHash({ pool, client }, input.secretHash, input.username);
      assert(!pool.settings.allowAdminCreateUserOnly, notAuthorized, 'SignUp is not permitted for this user pool');
      assertPasswordMeetsPolicy(input.password, pool.settings.passwordPolicy);
      assertWritable(input.userAttributes, client);
      const user = pool.create({
        name: input.username,
        attributes: input.userAttributes,
        password: input.password,
        status: 'UNCONFIRMED',
        origin: { kind: 'SignUp', triggerInput: input },
      });
      const { clientMetadata } = input;
      return { UserConfirmed: false, UserSub: user.sub, ...verifyAddress(pool, user, { clientMetadata }) };
    },
  ),

  /**
   * Confirms the user but no address: `email_verified` is unchanged. A failing trigger does not undo the confirmation.
   */
  AdminConfirmSignUp: signedOperation(
    { username, clientMetadata: optional(textMap) },
    ({ username: name, clientMetadata }, pool, { now }) => {
      const user = existingUser(pool, name);
      const isUnconfirmed = user.status === 'UNCONFIRMED';
      assert(isUnconfirmed, notAuthorized, `User cannot be confirmed. Current status is ${user.status}`);
      user.status = 'CONFIRMED';
      user.modifiedAt = now();
      pool.triggers.run('PostConfirmation_ConfirmSignUp', user.username, { clientMetadata });
      return {};
    },
  ),
};
