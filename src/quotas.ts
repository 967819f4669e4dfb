/** Cognito's default request quotas, which all user pools of an AWS account share in a region. */
import { OAUTH } from './failures/service-failure.ts';

interface RequestQuota {
  readonly perSecond: number;
  readonly operations: readonly string[];
}

/** For user changes. AWS does not raise it. */
export const USER_UPDATES_PER_SECOND = 25;

/**
 * The quotas that the calls for many users can use up, by AWS's categories.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html
 */
export const REQUEST_QUOTAS: readonly RequestQuota[] = [
  { perSecond: 50, operations: ['AdminCreateUser', 'SignUp', 'AdminConfirmSignUp'] },
  { perSecond: 30, operations: ['AdminSetUserPassword'] },
  { perSecond: USER_UPDATES_PER_SECOND, operations: ['AdminAddUserToGroup', 'AdminDeleteUser', 'DeleteUser'] },
  { perSecond: 25, operations: ['AssociateSoftwareToken', 'VerifySoftwareToken'] },
  { perSecond: 120, operations: ['InitiateAuth', 'AdminInitiateAuth', 'GetTokensFromRefreshToken'] },
  // A sign-in takes four requests of the category UserAuthentication: authorize, page, form and code.
  { perSecond: 30, operations: [OAUTH.loginPage] },
  { perSecond: 25, operations: ['GetId'] },
  { perSecond: 200, operations: ['GetCredentialsForIdentity'] },
  { perSecond: 10, operations: ['DeleteIdentities'] },
];

export interface UserRecipe {
  readonly createWith: 'admin' | 'sign-up';
  readonly groups: readonly string[];
  readonly authFlow: { readonly name: string };
  readonly identityPool: object | undefined;
}

/** Returns how long the calls for these users take at least, in seconds, if nothing else uses the quotas. */
export function minSecondsFor(users: number, { createWith, groups, authFlow, identityPool }: UserRecipe): number {
  const signIn = [
    ...(createWith === 'admin' ? ['AdminCreateUser', 'AdminSetUserPassword'] : ['SignUp', 'AdminConfirmSignUp']),
    ...groups.map(() => 'AdminAddUserToGroup'),
    authFlow.name === 'AUTHORIZATION_CODE' ? OAUTH.loginPage : 'InitiateAuth',
  ];
  // Each stage begins when the one before it is over for all users.
  const stages = [signIn, ...(identityPool === undefined ? [] : [['GetId'], ['GetCredentialsForIdentity']])];
  return Math.ceil(users * stages.map(secondsPerUser).reduce((sum, seconds) => sum + seconds));
}

/** Returns the time that the operation with the tightest quota takes. */
function secondsPerUser(operations: readonly string[]): number {
  const seconds = REQUEST_QUOTAS.map(
    (quota) => operations.filter((operation) => quota.operations.includes(operation)).length / quota.perSecond,
  );
  return Math.max(...seconds);
}
