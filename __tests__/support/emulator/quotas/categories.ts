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
  | 'ClientAuthentication';

export type CategoryQuota = {
  readonly category: Category;
  /** Per account and region, over all its pools. */
  readonly perSecond: number;
  /** Which of a user's own rates a request counts against as well. */
  readonly userRate: 'read' | 'write' | 'none';
  /** Those that the emulator has. */
  readonly operations: readonly string[];
};

/** Answers to challenges have three times the rate of UserAuthentication for themselves, and then share that rate. */
const challengeResponse: CategoryQuota = {
  category: 'ChallengeResponse',
  perSecond: 360,
  userRate: 'read',
  operations: ['RespondToAuthChallenge', 'AdminRespondToAuthChallenge'],
};

const userAuthentication: CategoryQuota = {
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

/** An answer to NEW_PASSWORD_REQUIRED is of this category, too. */
const userAccountRecovery: CategoryQuota = {
  category: 'UserAccountRecovery',
  perSecond: 30,
  userRate: 'write',
  operations: ['AdminSetUserPassword'],
};

/** The default request rates (developer guide, "Quotas in Amazon Cognito"). */
const quotas: readonly CategoryQuota[] = [
  userAuthentication,
  challengeResponse,
  userAccountRecovery,
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
];

/** A user's own rates, in requests a second. */
export const perUserPerSecond = 10;

/** The quotas that a request counts against: the first of them that has room. None for what is no operation of Cognito. */
export const quotasOf = (operation: string, challengeName: string | undefined): readonly CategoryQuota[] => {
  const quota = quotas.find(({ operations }) => operations.includes(operation));
  if (quota !== challengeResponse) {
    return quota === undefined ? [] : [quota];
  }
  return challengeName === 'NEW_PASSWORD_REQUIRED' ? [userAccountRecovery] : [challengeResponse, userAuthentication];
};
