import { attributeList, choice, listOf, text, wholeNumber } from './members.ts';

/** The shapes of the service model in the AWS SDKs, with their constraints. */

const VISIBLE = String.raw`[\p{L}\p{M}\p{S}\p{N}\p{P}]+`;
const WORD = String.raw`[\w+]+`;

export const userPoolId = text({ minLength: 1, maxLength: 55, pattern: String.raw`[\w-]+_[0-9a-zA-Z]+` });
export const username = text({ minLength: 1, maxLength: 128, pattern: VISIBLE, isSensitive: true });
export const password = text({ maxLength: 256, pattern: String.raw`[\S]+`, isSensitive: true });
export const clientId = text({ minLength: 1, maxLength: 128, pattern: WORD, isSensitive: true });
export const clientSecret = text({ minLength: 24, maxLength: 64, pattern: WORD, isSensitive: true });
export const token = text({ pattern: '[A-Za-z0-9-_=.]+', isSensitive: true });

const scope = text({ minLength: 1, maxLength: 256, pattern: String.raw`[\x21\x23-\x5B\x5D-\x7E]+` });
export const scopes = listOf(scope);

export const secretHash = text({ minLength: 1, maxLength: 128, pattern: String.raw`[\w+=/]+`, isSensitive: true });
export const session = text({ minLength: 20, maxLength: 2048, isSensitive: true });
export const softwareTokenCode = text({ minLength: 6, maxLength: 6, pattern: '[0-9]+', isSensitive: true });
export const groupName = text({ minLength: 1, maxLength: 128, pattern: VISIBLE });

const attributeName = text({ minLength: 1, maxLength: 32, pattern: VISIBLE });
export const attributeNames = listOf(attributeName);
export const userAttributes = attributeList(attributeName, text({ maxLength: 2048, isSensitive: true }));

export const deviceKey = text({
  minLength: 1,
  maxLength: 55,
  pattern: String.raw`[\w-]+_[0-9a-f-]+`,
  isSensitive: true,
});
export const deviceName = text({ minLength: 1, maxLength: 1024 });

export const usersPerPage = wholeNumber(0, 60);
export const userFilter = text({ maxLength: 256 });
export const pageToken = text({ minLength: 1, pattern: String.raw`[\S]+` });

export const messageAction = choice(['RESEND', 'SUPPRESS']);

export const authFlow = choice([
  'USER_SRP_AUTH',
  'REFRESH_TOKEN_AUTH',
  'REFRESH_TOKEN',
  'CUSTOM_AUTH',
  'ADMIN_NO_SRP_AUTH',
  'USER_PASSWORD_AUTH',
  'ADMIN_USER_PASSWORD_AUTH',
  'USER_AUTH',
]);

export const challengeName = choice([
  'SMS_MFA',
  'EMAIL_OTP',
  'SOFTWARE_TOKEN_MFA',
  'SELECT_MFA_TYPE',
  'MFA_SETUP',
  'PASSWORD_VERIFIER',
  'CUSTOM_CHALLENGE',
  'SELECT_CHALLENGE',
  'DEVICE_SRP_AUTH',
  'DEVICE_PASSWORD_VERIFIER',
  'ADMIN_NO_SRP_AUTH',
  'NEW_PASSWORD_REQUIRED',
  'SMS_OTP',
  'PASSWORD',
  'WEB_AUTHN',
  'PASSWORD_SRP',
]);
