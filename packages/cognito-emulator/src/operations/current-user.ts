import { userOfAccessToken } from '../access-tokens.ts';
import type { Members } from '../members.ts';
import { token } from '../model.ts';
import { type Operation, unsignedOperation } from '../operation.ts';
import { nameValuePairs } from './admin-users.ts';

function readAccessToken(members: Members): { accessToken: string } {
  return {
    accessToken: members.required('AccessToken', token),
  };
}

export const getUser: Operation = unsignedOperation(readAccessToken, ({ accessToken }, { pools, now }) => {
  const { user } = userOfAccessToken(accessToken, pools.values(), now());
  return {
    Username: user.username,
    UserAttributes: nameValuePairs(user.attributes),
  };
});

export const deleteUser: Operation = unsignedOperation(readAccessToken, ({ accessToken }, { pools, now }) => {
  const { pool, user } = userOfAccessToken(accessToken, pools.values(), now());
  pool.delete(user);
  return undefined;
});
