import { groupName, username } from '../model.ts';
import { existingUser, type Operation, signedOperation } from '../operation.ts';
import { assert, resourceNotFound } from '../refusals.ts';

/** Succeeds without effect if the user is already a member. */
export const adminAddUserToGroup: Operation = signedOperation({ username, groupName }, (input, pool) => {
  const user = existingUser(pool, input.username);
  assert(pool.groups.has(input.groupName), resourceNotFound, 'Group not found.');
  if (!user.groups.includes(input.groupName)) {
    user.groups.push(input.groupName);
  }
  return undefined;
});
