import { groupName } from '../model.ts';
import { existingUser, type Operation, readUsername, signedOperation } from '../operation.ts';
import { assert, resourceNotFound } from '../refusals.ts';

/** Succeeds without effect if the user is already a member. */
export const adminAddUserToGroup: Operation = signedOperation(
  (members) => ({ ...readUsername(members), group: members.required('GroupName', groupName) }),
  (input, pool) => {
    const user = existingUser(pool, input.username);
    assert(pool.groups.has(input.group), resourceNotFound, 'Group not found.');
    if (!user.groups.includes(input.group)) {
      user.groups.push(input.group);
    }
    return undefined;
  },
);
