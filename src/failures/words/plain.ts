/**
 * The failures of calls whose code says it all.
 */
import { ACCESS_FAILURES } from './access.ts';
import { CONNECTION_FAILURES } from './connection.ts';
import { LOGIN_PAGE_FAILURES } from './login-page.ts';
import { SIGN_IN_FAILURES } from './sign-in.ts';
import { TOKEN_FAILURES } from './tokens.ts';
import { USER_POOL_FAILURES } from './user-pool.ts';

export const PLAIN_FAILURES = {
  ...ACCESS_FAILURES,
  ...USER_POOL_FAILURES,
  ...SIGN_IN_FAILURES,
  ...LOGIN_PAGE_FAILURES,
  ...TOKEN_FAILURES,
  ...CONNECTION_FAILURES,
};
