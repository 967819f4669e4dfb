export type Category =
  | 'UserAuthentication'
  | 'ChallengeResponse'
  | 'UserCreation'
  | 'UserAccountRecovery'
  | 'UserUpdate'
  | 'UserResourceUpdate'
  | 'UserList'
  | 'UserToken'
  | 'UserRead'
  | 'ClientAuthentication'
  | 'GetId'
  | 'GetCredentialsForIdentity'
  | 'DeleteIdentities';

interface CategoryQuota {
  readonly category: Category;
  /** Per account and region, across all pools. */
  readonly perSecond: number;
  /** The per-user rate that a request also counts against. */
  readonly userRate: 'read' | 'write' | 'none';
  /** The operations of the category that the emulator supports. */
  readonly operations: readonly string[];
}

/** Challenge responses have their own quota of three times UserAuthentication and share that category's beyond it. */
const CHALLENGE_RESPONSE: CategoryQuota = {
  category: 'ChallengeResponse',
  perSecond: 360,
  userRate: 'read',
  operations: ['RespondToAuthChallenge', 'AdminRespondToAuthChallenge'],
};

const USER_AUTHENTICATION: CategoryQuota = {
  category: 'UserAuthentication',
  perSecond: 120,
  userRate: 'read',
  operations: [
    'InitiateAuth',
    'AdminInitiateAuth',
    'GetTokensFromRefreshToken',
    'oauth2/authorize',
    'GET login',
    'POST login',
    'authorization_code',
  ],
};

/** Also includes responses to NEW_PASSWORD_REQUIRED. */
const USER_ACCOUNT_RECOVERY: CategoryQuota = {
  category: 'UserAccountRecovery',
  perSecond: 30,
  userRate: 'write',
  operations: ['AdminSetUserPassword'],
};

/** The default request rates (developer guide, "Quotas in Amazon Cognito"). */
const QUOTAS: readonly CategoryQuota[] = [
  USER_AUTHENTICATION,
  CHALLENGE_RESPONSE,
  USER_ACCOUNT_RECOVERY,
  {
    category: 'UserCreation',
    perSecond: 50,
    userRate: 'write',
    operations: ['AdminCreateUser', 'SignUp', 'AdminConfirmSignUp'],
  },
  {
    category: 'UserUpdate',
    perSecond: 25,
    userRate: 'write',
    operations: ['AdminDeleteUser', 'AdminAddUserToGroup', 'DeleteUser'],
  },
  {
    category: 'UserResourceUpdate',
    perSecond: 25,
    userRate: 'write',
    operations: ['AssociateSoftwareToken', 'VerifySoftwareToken', 'ConfirmDevice', 'ForgetDevice'],
  },
  { category: 'UserList', perSecond: 30, userRate: 'none', operations: ['ListUsers'] },
  { category: 'UserToken', perSecond: 120, userRate: 'write', operations: ['RevokeToken'] },
  { category: 'UserRead', perSecond: 120, userRate: 'read', operations: ['AdminGetUser', 'GetUser'] },
  {
    category: 'ClientAuthentication',
    perSecond: 150,
    userRate: 'none',
    operations: ['oauth2/token', 'GetClientToken'],
  },
  // Identity pools have a quota for each operation.
  { category: 'GetId', perSecond: 25, userRate: 'none', operations: ['GetId'] },
  {
    category: 'GetCredentialsForIdentity',
    perSecond: 200,
    userRate: 'none',
    operations: ['GetCredentialsForIdentity'],
  },
  { category: 'DeleteIdentities', perSecond: 10, userRate: 'none', operations: ['DeleteIdentities'] },
];

/** The rate of one user, in requests per second. */
export const PER_USER_PER_SECOND = 10;

/**
 * Returns the quotas of a request, which counts against the first that is not exhausted. Empty for unknown operations.
 */
export function quotasOf(operation: string, challengeName: string | undefined): readonly CategoryQuota[] {
  const quota = QUOTAS.find(({ operations }) => operations.includes(operation));
  if (quota !== CHALLENGE_RESPONSE) {
    return quota === undefined ? [] : [quota];
  }
  return challengeName === 'NEW_PASSWORD_REQUIRED'
    ? [USER_ACCOUNT_RECOVERY]
    : [CHALLENGE_RESPONSE, USER_AUTHENTICATION];
}
