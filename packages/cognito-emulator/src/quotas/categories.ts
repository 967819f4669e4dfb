interface CategoryQuota {
  /** Per account and region, across all pools. */
  readonly perSecond: number;
  /** The per-user rate that a request also counts against. */
  readonly userRate?: 'read' | 'write';
  /** The operations of the category that the emulator supports. */
  readonly operations: readonly string[];
}

const SIGN_INS = ['InitiateAuth', 'AdminInitiateAuth', 'GetTokensFromRefreshToken', 'authorization_code'];
const LOGIN_PAGES = ['oauth2/authorize', 'GET login', 'POST login'];
const DEVICES_AND_APPS = ['AssociateSoftwareToken', 'VerifySoftwareToken', 'ConfirmDevice', 'ForgetDevice'];

/** The default request rates (developer guide, "Quotas in Amazon Cognito"). Identity pools have one per operation. */
const QUOTAS = {
  UserAuthentication: { perSecond: 120, userRate: 'read', operations: [...SIGN_INS, ...LOGIN_PAGES] },
  /** Three times UserAuthentication. Beyond it, challenge responses share that quota. */
  ChallengeResponse: {
    perSecond: 360,
    userRate: 'read',
    operations: ['RespondToAuthChallenge', 'AdminRespondToAuthChallenge'],
  },
  UserAccountRecovery: { perSecond: 30, userRate: 'write', operations: ['AdminSetUserPassword'] },
  UserCreation: { perSecond: 50, userRate: 'write', operations: ['AdminCreateUser', 'SignUp', 'AdminConfirmSignUp'] },
  UserUpdate: {
    perSecond: 25,
    userRate: 'write',
    operations: ['AdminDeleteUser', 'AdminAddUserToGroup', 'DeleteUser'],
  },
  UserResourceUpdate: { perSecond: 25, userRate: 'write', operations: DEVICES_AND_APPS },
  UserList: { perSecond: 30, operations: ['ListUsers'] },
  UserToken: { perSecond: 120, userRate: 'write', operations: ['RevokeToken'] },
  UserRead: { perSecond: 120, userRate: 'read', operations: ['AdminGetUser', 'GetUser'] },
  ClientAuthentication: { perSecond: 150, operations: ['oauth2/token', 'GetClientToken'] },
  GetId: { perSecond: 25, operations: ['GetId'] },
  GetCredentialsForIdentity: { perSecond: 200, operations: ['GetCredentialsForIdentity'] },
  DeleteIdentities: { perSecond: 10, operations: ['DeleteIdentities'] },
} satisfies Readonly<Record<string, CategoryQuota>>;

export type Category = keyof typeof QUOTAS;

/** The rate of one user, in requests per second. */
export const PER_USER_PER_SECOND = 10;

/**
 * Returns the quotas of a request by category. It counts against the first that is not exhausted. Empty for unknown
 * operations.
 */
export function quotasOf(operation: string, challengeName: string | undefined): [string, CategoryQuota][] {
  const { ChallengeResponse, UserAuthentication, UserAccountRecovery } = QUOTAS;
  if (!ChallengeResponse.operations.includes(operation)) {
    const all: [string, CategoryQuota][] = Object.entries(QUOTAS);
    return all.filter(([, { operations }]) => operations.includes(operation));
  }
  return Object.entries(
    challengeName === 'NEW_PASSWORD_REQUIRED' ? { UserAccountRecovery } : { ChallengeResponse, UserAuthentication },
  );
}
