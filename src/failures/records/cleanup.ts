/** Failures of the post step and of the sweep. */
import { callFailure, failure, on } from '../record.ts';
import { EXAMPLE_USER_POOL_ID, onAppClient, refused } from './examples.ts';

const DELETE_SELF = onAppClient('DeleteUser');
const ADMIN_DELETE = `AdminDeleteUser on user pool ${EXAMPLE_USER_POOL_ID} in eu-west-1 failed:`;

export const CLEANUP_FAILURES = {
  /**
   * `count`: the users left, of `total`. `isCertain`: they exist; main may have ended before that was known. `hasRole`:
   * post could assume a role. `isUnreachable`: another way to connect may help.
   */
  'user-left-behind': failure<{
    userPoolId: string;
    count: number;
    total: number;
    reason: string;
    isCertain: boolean;
    hasRole: boolean;
    isUnreachable: boolean;
  }>({
    problem: ({ userPoolId, count, total, reason, isCertain }) =>
      total === 1
        ? `An ephemeral user ${isCertain ? 'stays' : 'may stay'} in user pool ${userPoolId}: ${reason}`
        : `${count} of ${total} ephemeral users ${isCertain ? 'stay' : 'may stay'} in user pool ${userPoolId}: ${reason}`,
    fix: ({ hasRole, count }) =>
      `${hasRole ? 'Run' : "Set this action's own input role-to-assume, so that the post step has its own credentials. Run"} the sweep (org/cognito-token-action/sweep): it deletes the ${count === 1 ? 'user' : 'users'}.`,
    example: {
      userPoolId: EXAMPLE_USER_POOL_ID,
      count: 1,
      total: 1,
      reason: `${ADMIN_DELETE} there are no AWS credentials in this job (CredentialsProviderError).`,
      isCertain: true,
      hasRole: false,
      isUnreachable: false,
    },
  }),
  'access-token-unscoped': callFailure({
    matches: [on('NotAuthorizedException', /required scopes/i)],
    problem: "the user's own access token does not have the scope aws.cognito.signin.user.admin",
    fix: ({ call }) =>
      call.operation === 'DeleteUser'
        ? 'With auth-flow: AUTHORIZATION_CODE, add this scope to scopes. With another, let the pre token generation trigger of the user pool keep it. Or set role-to-assume, so that the post step has credentials to delete the user with.'
        : 'Let the pre token generation trigger of the user pool keep this scope.',
    example: refused(DELETE_SELF, 'NotAuthorizedException', 'Access Token does not have required scopes'),
  }),
  'access-token-rejected': callFailure({
    // Nothing else in these requests can be unauthorized.
    matches: [on('NotAuthorizedException', /^(DeleteUser|ConfirmDevice|ForgetDevice):/)],
    problem: "Cognito does not accept the user's own access token any more",
    fix: ({ call }) =>
      `Something signed the user out, disabled it or revoked its tokens. ${
        call.operation === 'DeleteUser'
          ? 'Set role-to-assume, so that the post step has credentials to delete it with.'
          : 'To remove the device, call aws cognito-idp admin-forget-device.'
      }`,
    example: refused(DELETE_SELF, 'NotAuthorizedException'),
  }),
  'revocation-disabled': callFailure({
    matches: [on('UnsupportedOperationException', /^RevokeToken:/)],
    problem: 'the app client does not allow refresh tokens to be revoked',
    fix: 'Set revoke-token: false, or EnableTokenRevocation: true in the app client.',
    example: refused(onAppClient('RevokeToken'), 'UnsupportedOperationException'),
  }),
  'state-unreadable': failure<object>({
    problem: 'The state that main left for this post step cannot be read, so nothing was cleaned up.',
    fix: 'Run the sweep (org/cognito-token-action/sweep): it deletes users that stay.',
    example: {},
  }),
  'file-not-removed': failure<{ path: string; errorName: string }>({
    problem: ({ path, errorName }) => `The file ${path}, which holds tokens, cannot be removed (${errorName}).`,
    fix: 'Delete it, and check that no later step keeps it open or changes its owner.',
    example: { path: '/home/runner/work/_temp/cognito-token-….json', errorName: 'EPERM' },
  }),
  /** `reason`: the problem of the last failure. */
  'sweep-incomplete': failure<{ userPoolId: string; found: number; failed: number; reason: string }>({
    problem: ({ userPoolId, found, failed, reason }) =>
      `${failed} of ${found} leftover users in user pool ${userPoolId} could not be deleted. The last error: ${reason}`,
    fix: 'The next sweep tries again. The log has the reason for each user.',
    example: {
      userPoolId: EXAMPLE_USER_POOL_ID,
      found: 12,
      failed: 1,
      reason: `${ADMIN_DELETE} the request quota of the account in this region is used up (TooManyRequestsException, HTTP 400, request 5f0c8a1e).`,
    },
  }),
  'sweep-interrupted': failure<object>({
    problem: 'The run was cancelled before the sweep had finished.',
    fix: 'The next sweep continues.',
    example: {},
  }),
  /** The sweep found no leftovers, but users of another format. */
  'username-format-elsewhere': failure<{ userPoolId: string; usernameFormat: string; format: string }>({
    problem: ({ usernameFormat, userPoolId, format }) =>
      `The sweep found no leftover users with username-format: ${usernameFormat}, but user pool ${userPoolId} has users of this action in the format ${format}.`,
    fix: ({ format }) => `Set username-format: ${format}, as in the jobs that create them.`,
    example: { userPoolId: EXAMPLE_USER_POOL_ID, usernameFormat: 'email', format: 'plain' },
  }),
};
