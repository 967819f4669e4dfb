/** The calls of the examples, and the errors that they fail with. */
import type { ErrorExample } from '../record.ts';
import { type Call, type CallTarget, OAUTH, type ServiceEvidence } from '../service-failure.ts';

export const EXAMPLE_USER_POOL_ID = 'eu-west-1_AbCdEf123';
export const EXAMPLE_CLIENT_ID = '1example23456789';

const HOST = 'cognito-idp.eu-west-1.amazonaws.com';
const USER_POOL: CallTarget = {
  kind: 'user-pool',
  name: `user pool ${EXAMPLE_USER_POOL_ID} in eu-west-1`,
  host: HOST,
  arn: `arn:aws:cognito-idp:eu-west-1:ACCOUNT:userpool/${EXAMPLE_USER_POOL_ID}`,
};
const APP_CLIENT: CallTarget = { kind: 'app-client', name: `app client ${EXAMPLE_CLIENT_ID} in eu-west-1`, host: HOST };
const DOMAIN = 'my-app.auth.eu-west-1.amazoncognito.com';
const USER_POOL_DOMAIN: CallTarget = {
  kind: 'user-pool-domain',
  name: `https://${DOMAIN} for app client ${EXAMPLE_CLIENT_ID}`,
  host: DOMAIN,
};
const ROLE: CallTarget = {
  kind: 'role',
  name: 'role arn:aws:iam::111122223333:role/api-tests',
  host: 'sts.eu-west-1.amazonaws.com',
};

const EXAMPLE_IDENTITY_POOL_ID = 'eu-west-1:1a2b3c4d-5e6f-7a8b-9c0d-1e2f3a4b5c6d';
const IDENTITY_POOL: CallTarget = {
  kind: 'identity-pool',
  name: `identity pool ${EXAMPLE_IDENTITY_POOL_ID}`,
  host: 'cognito-identity.eu-west-1.amazonaws.com',
  arn: `arn:aws:cognito-identity:eu-west-1:ACCOUNT:identitypool/${EXAMPLE_IDENTITY_POOL_ID}`,
};

export const onUserPool = (operation: string, about?: string): Call => ({ operation, about, target: USER_POOL });
export const onAppClient = (operation: string, about?: string): Call => ({ operation, about, target: APP_CLIENT });

export const CREATE_USER = onUserPool('AdminCreateUser');
export const SIGN_UP = onAppClient('SignUp');
export const SIGN_IN = onAppClient('InitiateAuth', 'USER_PASSWORD_AUTH');
export const ANSWER_TOTP = onAppClient('RespondToAuthChallenge', 'SOFTWARE_TOKEN_MFA');
export const ASSUME_ROLE: Call = { operation: 'AssumeRoleWithWebIdentity', target: ROLE };
export const CLIENT_CREDENTIALS: Call = { operation: OAUTH.clientGrant, target: USER_POOL_DOMAIN };
export const LOGIN_PAGE: Call = { operation: OAUTH.loginPage, target: USER_POOL_DOMAIN };
export const CODE_GRANT: Call = { operation: OAUTH.codeGrant, target: USER_POOL_DOMAIN };

export const GET_ID: Call = { operation: 'GetId', target: IDENTITY_POOL };
export const GET_CREDENTIALS: Call = { operation: 'GetCredentialsForIdentity', target: IDENTITY_POOL };

/** Evidence of a call that was answered, with a shorter request ID than those of AWS. */
export function answered(call: Call, errorName: string | undefined, httpStatus = 400): ServiceEvidence {
  return { call, errorName, httpStatus, requestId: '5f0c8a1e' };
}

/** A call that the service refused. */
export function refused(call: Call, errorName: string | undefined, errorMessage = '', status = 400): ErrorExample {
  return { ...answered(call, errorName, status), errorMessage };
}

/** A call that the token endpoint refused, whose request ID is not shown. */
export function refusedGrant(call: Call, errorName: string | undefined, status = 400): ErrorExample {
  return { ...refused(call, errorName, '', status), requestId: undefined };
}

/** A call that was not answered, or never sent. */
export function unanswered(call: Call, errorName: string, errorMessage = ''): ErrorExample {
  return { call, errorName, httpStatus: undefined, requestId: undefined, errorMessage };
}
