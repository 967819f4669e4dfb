import { randomText } from '../identifiers.ts';
import { flag, groupName, messageAction, optional, password, textMap, userAttributes, username } from '../members.ts';
import { existingUser, type Operations, signedOperation } from '../operation.ts';
import { assertPasswordAllowed, assertPasswordMeetsPolicy } from '../pool-settings.ts';
import { assert, Refusal, resourceNotFound } from '../refusals.ts';
import type { UserPool } from '../user-pool.ts';
import type { User } from '../users.ts';

export function nameValuePairs(attributes: ReadonlyMap<string, string>): object[] {
  return [...attributes].map(([Name, Value]) => ({ Name, Value }));
}

/**
 * Returns what all answers say about a user, without the attributes, whose name differs. The JSON protocol writes times
 * in seconds since 1970.
 */
export function commonMembers(user: User): object {
  return {
    Username: user.username,
    UserCreateDate: user.createdAt / 1000,
    UserLastModifiedDate: user.modifiedAt / 1000,
    Enabled: user.enabled,
    UserStatus: user.status,
  };
}

/** RESEND gives a user with a temporary password a new one, with a new expiry. */
function resendInvitation(pool: UserPool, name: string, temporaryPassword: string, now: number): User {
  const user = existingUser(pool, name);
  if (user.status !== 'FORCE_CHANGE_PASSWORD') {
    throw new Refusal(
      'UnsupportedUserStateException',
      `Resend not possible. ${name} status is not FORCE_CHANGE_PASSWORD`,
    );
  }
  user.setPassword(temporaryPassword, 'FORCE_CHANGE_PASSWORD', now);
  return user;
}

export const adminUserOperations: Operations = {
  AdminCreateUser: signedOperation(
    {
      username,
      userAttributes: optional(userAttributes, new Map()),
      temporaryPassword: optional(password),
      validationData: optional(userAttributes),
      clientMetadata: optional(textMap),
      messageAction: optional(messageAction),
      forceAliasCreation: optional(flag, false),
    },
    (input, pool, { now, violations }) => {
      // A generated one has every class of character and the maximum length of a policy, 99, so it meets any policy.
      const temporaryPassword = input.temporaryPassword ?? `aA1-${randomText('mixed case', 95)}`;
      assertPasswordMeetsPolicy(temporaryPassword, pool.settings.passwordPolicy);
      const user =
        input.messageAction === 'RESEND'
          ? resendInvitation(pool, input.username, temporaryPassword, now())
          : pool.create({
              name: input.username,
              attributes: input.userAttributes,
              password: temporaryPassword,
              status: 'FORCE_CHANGE_PASSWORD',
              takesAliases: input.forceAliasCreation,
              origin: { kind: 'AdminCreateUser', triggerInput: input },
            });
      if (input.messageAction !== 'SUPPRESS') {
        violations.push('AdminCreateUser without MessageAction SUPPRESS sends an invitation.');
      }
      if (input.temporaryPassword === undefined) {
        violations.push('AdminCreateUser without TemporaryPassword makes a passwordless user in some pools.');
      }
      return { User: { ...commonMembers(user), Attributes: nameValuePairs(user.attributes) } };
    },
  ),

  AdminSetUserPassword: signedOperation(
    { username, password, permanent: optional(flag, false) },
    (input, pool, { now }) => {
      const user = existingUser(pool, input.username);
      assertPasswordAllowed(input.password, user.passwords, pool.settings.passwordPolicy);
      user.setPassword(input.password, input.permanent ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD', now());
      return {};
    },
  ),

  AdminGetUser: signedOperation({ username }, (input, pool) => {
    const user = existingUser(pool, input.username);
    return { ...commonMembers(user), UserAttributes: nameValuePairs(user.attributes) };
  }),

  AdminDeleteUser: signedOperation({ username }, (input, pool) => {
    pool.delete(existingUser(pool, input.username));
    return undefined;
  }),

  /** Succeeds without effect if the user is already a member. */
  AdminAddUserToGroup: signedOperation({ username, groupName }, (input, pool) => {
    const user = existingUser(pool, input.username);
    assert(pool.groups.has(input.groupName), resourceNotFound, 'Group not found.');
    if (!user.groups.includes(input.groupName)) {
      user.groups.push(input.groupName);
    }
    return undefined;
  }),
};
