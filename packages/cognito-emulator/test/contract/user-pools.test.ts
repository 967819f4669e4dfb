/** The operations that create and delete user pools, app clients and domains. */
import { type PasswordPolicyType, paginateListUserPools } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import { INVALID_PARAMETER, invalid, refusalOf } from './answers.ts';
import type { ClientRequest } from './pool.ts';
import { newDomainPrefix } from './pool-names.ts';
import { eventually, useService } from './service.ts';

const service = await useService();

function createDomain(UserPoolId: string, Domain: string) {
  return service.sdk.createUserPoolDomain({ UserPoolId, Domain });
}

describe('a user pool', () => {
  it('has an ID with the region and nine letters or digits', async () => {
    const { id } = await service.createPool();
    expect(id).toMatch(new RegExp(`^${service.region}_[A-Za-z0-9]{9}$`));
  });

  it('has username attributes or alias attributes, not both', async () => {
    const call = service.createPool({ UsernameAttributes: ['email'], AliasAttributes: ['email'] });
    expect(await refusalOf(call)).toMatch(INVALID_PARAMETER);
  });

  it.each<[PasswordPolicyType]>([[{ MinimumLength: 5 }], [{ MinimumLength: 100 }], [{ PasswordHistorySize: 25 }]])(
    'cannot be created with the password policy %j',
    async (PasswordPolicy) => {
      const call = service.createPool({ Policies: { PasswordPolicy } });
      expect(await refusalOf(call)).toMatch(/^InvalidParameterException: 1 validation error/);
    },
  );

  it('is listed page by page', async () => {
    const ids = [(await service.createPool()).id, (await service.createPool()).id, (await service.createPool()).id];
    const list = async () => {
      const found: (string | undefined)[] = [];
      for await (const { UserPools = [] } of paginateListUserPools({ client: service.sdk }, { MaxResults: 2 })) {
        found.push(...UserPools.map(({ Id }) => Id));
      }
      return found;
    };
    const found = await eventually(list, (all) => ids.every((id) => all.includes(id)));
    expect(found).toStrictEqual(expect.arrayContaining(ids));
    expect(new Set(found).size).toBe(found.length);
  });

  it('stays as long as it has a domain', async () => {
    const { id: UserPoolId } = await service.createPool();
    const Domain = newDomainPrefix();
    await createDomain(UserPoolId, Domain);
    expect(await refusalOf(service.sdk.deleteUserPool({ UserPoolId }))).toBe(
      invalid('User pool cannot be deleted. It has a domain configured that should be deleted first.'),
    );
    const { UserPool: pool } = await service.sdk.describeUserPool({ UserPoolId });
    expect(pool?.Domain).toBe(Domain);
    await service.sdk.deleteUserPoolDomain({ UserPoolId, Domain });
    await service.sdk.deleteUserPool({ UserPoolId });
    expect(await refusalOf(service.sdk.describeUserPool({ UserPoolId }))).toBe(
      `ResourceNotFoundException: User pool ${UserPoolId} does not exist.`,
    );
  });
});

describe('a domain', () => {
  it('belongs to one user pool', async () => {
    const [one, two] = [await service.createPool(), await service.createPool()];
    const Domain = newDomainPrefix();
    await createDomain(one.id, Domain);
    expect(await refusalOf(createDomain(two.id, Domain))).toBe(
      invalid('Domain already associated with another user pool.'),
    );
    const deletion = service.sdk.deleteUserPoolDomain({ UserPoolId: two.id, Domain: newDomainPrefix() });
    expect(await refusalOf(deletion)).toBe(invalid('No such domain or user pool exists.'));
  });

  it('cannot contain a word that AWS reserves', async () => {
    const { id } = await service.createPool();
    expect(await refusalOf(createDomain(id, `my-cognito-${newDomainPrefix()}`))).toBe(
      invalid('Domain cannot contain reserved word: cognito'),
    );
  });
});

describe('an app client', () => {
  const CODE: ClientRequest = { AllowedOAuthFlows: ['code'], AllowedOAuthScopes: ['openid'] };
  const rotation = (RetryGracePeriodSeconds: number): ClientRequest => ({
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
    RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds },
  });
  it.each<[ClientRequest, string]>([
    [{ AllowedOAuthFlows: ['client_credentials'] }, ''],
    [{ AllowedOAuthFlows: ['client_credentials', 'code'], GenerateSecret: true }, ''],
    [rotation(61), '1 validation error'],
    [rotation(-1), '1 validation error'],
    [{ ...rotation(10), ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'] }, ''],
    [{ AuthSessionValidity: 2 }, '1 validation error'],
    [{ ...CODE, CallbackURLs: ['http://app.example.com/'] }, 'http://app.example.com/ cannot use the HTTP protocol.'],
    [{ ...CODE, CallbackURLs: ['https://app.example.com/#fragment'] }, ''],
    [{ ...CODE, CallbackURLs: ['/callback'] }, ''],
  ])('cannot be created with %j', async (request, text) => {
    const pool = await service.createPool();
    const refusal = invalid(text);
    expect((await refusalOf(pool.createClient(request))).slice(0, refusal.length)).toBe(refusal);
  });

  it.each(['http://localhost:3000/', 'http://127.0.0.1/', 'myapp://callback'])(
    'can have the callback URL %s',
    async (url) => {
      const pool = await service.createPool();
      const request = { ...CODE, AllowedOAuthFlowsUserPoolClient: true, CallbackURLs: [url] };
      expect(await pool.createClient(request)).toHaveProperty('id');
    },
  );
});
