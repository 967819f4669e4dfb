import { expect, it } from '@jest/globals';
import { USERNAME_FORMATS } from '../../../src/ephemeral-user.ts';
import { nearMiss } from '../../../src/inputs/reading/near-miss.ts';
import { AUTH_FLOWS, MODES } from '../../../src/inputs/rules.ts';

it.each<[string, string, readonly string[]]>([
  ['user_password_auth', 'USER_PASSWORD_AUTH', AUTH_FLOWS],
  ['UserSrpAuth', 'USER_SRP_AUTH', AUTH_FLOWS],
  ['Client Credentials', 'client-credentials', MODES],
  ['USER', 'USER_AUTH', AUTH_FLOWS],
  ['ADMIN', 'ADMIN_USER_PASSWORD_AUTH', AUTH_FLOWS],
  ['SRP_AUTH', 'USER_SRP_AUTH', AUTH_FLOWS],
  ['PASSWORD_AUTH', 'USER_PASSWORD_AUTH', AUTH_FLOWS],
  ['ALLOW_USER_PASSWORD_AUTH', 'USER_PASSWORD_AUTH', AUTH_FLOWS],
  ['ALLOWED_ADMIN_USER_PASSWORD_AUTH', 'ADMIN_USER_PASSWORD_AUTH', AUTH_FLOWS],
  ['ALLOW_USER_AUTH', 'USER_AUTH', AUTH_FLOWS],
  ['authorization-code', 'AUTHORIZATION_CODE', AUTH_FLOWS],
  ['epheremal', 'ephemeral', MODES],
  ['USER_SPR_AUTH', 'USER_SRP_AUTH', AUTH_FLOWS],
  ['e-mial', 'email', USERNAME_FORMATS],
])('suggests for %s the choice %s', (text, choice, choices) => {
  expect(nearMiss(text, choices)).toBe(choice);
});

it.each<[string, readonly string[]]>([
  ['', MODES],
  ['__', MODES],
  ['oauth', MODES],
  ['federated', MODES],
  ['REFRESH_TOKEN_AUTH', AUTH_FLOWS],
  ['WEB_AUTHN', AUTH_FLOWS],
  ['username', USERNAME_FORMATS],
  ['never', ['true', 'false']],
])('suggests nothing for %j', (text, choices) => {
  expect(nearMiss(text, choices)).toBeUndefined();
});
