import { describe, expect, it } from '@jest/globals';
import { USERNAME_FORMATS } from '../../../../src/ephemeral-user.ts';
import { PROBE_METHODS } from '../../../../src/inputs/probe.ts';
import { nearMiss } from '../../../../src/inputs/reading/near-miss.ts';
import { AUTH_FLOWS, MODES } from '../../../../src/inputs/rules.ts';

describe('nearMiss', () => {
  it.each<[string, string, readonly string[]]>([
    ['user_password_auth', 'USER_PASSWORD_AUTH', AUTH_FLOWS],
    ['UserSrpAuth', 'USER_SRP_AUTH', AUTH_FLOWS],
    ['Client Credentials', 'client-credentials', MODES],
    ['get', 'GET', PROBE_METHODS],
    ['USER_PASSWORD', 'USER_PASSWORD_AUTH', AUTH_FLOWS],
    ['USER', 'USER_AUTH', AUTH_FLOWS],
    ['ADMIN', 'ADMIN_USER_PASSWORD_AUTH', AUTH_FLOWS],
    ['phone', 'phone-number', USERNAME_FORMATS],
    ['SRP_AUTH', 'USER_SRP_AUTH', AUTH_FLOWS],
    ['PASSWORD_AUTH', 'USER_PASSWORD_AUTH', AUTH_FLOWS],
    ['credentials', 'client-credentials', MODES],
    ['ALLOW_USER_PASSWORD_AUTH', 'USER_PASSWORD_AUTH', AUTH_FLOWS],
    ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ADMIN_USER_PASSWORD_AUTH', AUTH_FLOWS],
    ['ALLOWED_ADMIN_USER_PASSWORD_AUTH', 'ADMIN_USER_PASSWORD_AUTH', AUTH_FLOWS],
    ['ALLOW_USER_AUTH', 'USER_AUTH', AUTH_FLOWS],
    ['authorization-code', 'AUTHORIZATION_CODE', AUTH_FLOWS],
    ['code', 'AUTHORIZATION_CODE', AUTH_FLOWS],
    ['ephemral', 'ephemeral', MODES],
    ['epheremal', 'ephemeral', MODES],
    ['USER_SPR_AUTH', 'USER_SRP_AUTH', AUTH_FLOWS],
    ['e-mial', 'email', USERNAME_FORMATS],
  ])('suggests for %s the choice %s', (text, choice, choices) => {
    expect(nearMiss(text, choices)).toBe(choice);
  });

  it.each<[string, readonly string[]]>([
    ['', MODES],
    ['e', MODES],
    ['__', MODES],
    ['oauth', MODES],
    ['machine', MODES],
    ['federated', MODES],
    ['OAUTH', AUTH_FLOWS],
    ['REFRESH_TOKEN_AUTH', AUTH_FLOWS],
    ['WEB_AUTHN', AUTH_FLOWS],
    ['uuid', USERNAME_FORMATS],
    ['username', USERNAME_FORMATS],
    ['TRACE', PROBE_METHODS],
    ['QUERY', PROBE_METHODS],
    ['TARGET', PROBE_METHODS],
    ['never', ['true', 'false']],
    ['constructor', ['true', 'false']],
  ])('suggests nothing for %j', (text, choices) => {
    expect(nearMiss(text, choices)).toBeUndefined();
  });
});
