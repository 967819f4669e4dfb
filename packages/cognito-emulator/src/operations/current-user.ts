import { userOfAccessToken } from '../access-tokens.ts';
import { token } from '../model.ts';
import { type Operation, unsignedOperation } from '../operation.ts';
import { nameValuePairs } from './admin-users.ts';

export const getUser: Operation = unsignedOperation({ accessToken: token }, ({ accessToken }, { pools, now }) => {
  const { user } = userOfAccessToken(accessToken, pools.values(), now());
  return {
    Username: user.username,
    UserAttributes: nameValuePairs(user.attributes),
  };
});

export const deleteUser: Operation = unsignedOperation({ accessToken: token }, ({ accessToken }, { pools, now }) => {
  const { pool, user } = userOfAccessToken(accessToken, pools.values(), now());
  pool.delete(user);
  return undefined;
});
