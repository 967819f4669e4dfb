import { attributeList, choice, text } from './members.ts';

/** The shapes of the service model that AWS publishes in its SDKs, with their constraints. */

const visible = String.raw`[\p{L}\p{M}\p{S}\p{N}\p{P}]+`;
const word = String.raw`[\w+]+`;

export const userPoolId = text({ minLength: 1, maxLength: 55, pattern: String.raw`[\w-]+_[0-9a-zA-Z]+` });
export const username = text({ minLength: 1, maxLength: 128, pattern: visible, isSensitive: true });
export const password = text({ maxLength: 256, pattern: String.raw`[\S]+`, isSensitive: true });
export const clientId = text({ minLength: 1, maxLength: 128, pattern: word, isSensitive: true });
export const clientSecret = text({ minLength: 24, maxLength: 64, pattern: word, isSensitive: true });
export const token = text({ pattern: '[A-Za-z0-9-_=.]+', isSensitive: true });

export const userAttributes = attributeList(
  text({ minLength: 1, maxLength: 32, pattern: visible }),
  text({ maxLength: 2048, isSensitive: true }),
);

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
