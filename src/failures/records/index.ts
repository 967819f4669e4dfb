/** All failures, in the order in which an error is compared with their matches. */
import { ACCESS_FAILURES } from './access.ts';
import { CHALLENGE_FAILURES } from './challenges.ts';
import { CLEANUP_FAILURES } from './cleanup.ts';
import { CONNECTION_FAILURES } from './connection.ts';
import { IDENTITY_POOL_FAILURES } from './identity-pool.ts';
import { LOGIN_PAGE_FAILURES } from './login-page.ts';
import { PROBE_FAILURES } from './probe.ts';
import { PROXY_FAILURES } from './proxy.ts';
import { SIGN_IN_FAILURES } from './sign-in.ts';
import { TOKEN_FAILURES } from './tokens.ts';
import { USER_POOL_FAILURES } from './user-pool.ts';
import { WORKFLOW_FAILURES } from './workflow.ts';

export const FAILURES = {
  ...WORKFLOW_FAILURES,
  ...ACCESS_FAILURES,
  ...USER_POOL_FAILURES,
  ...CHALLENGE_FAILURES,
  ...SIGN_IN_FAILURES,
  ...LOGIN_PAGE_FAILURES,
  ...TOKEN_FAILURES,
  ...IDENTITY_POOL_FAILURES,
  ...CONNECTION_FAILURES,
  ...CLEANUP_FAILURES,
  ...PROBE_FAILURES,
  ...PROXY_FAILURES,
};
