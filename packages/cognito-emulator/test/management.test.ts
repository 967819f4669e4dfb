/** Tests the operations of the strict emulator that create and delete user pools for `npm run live`. */
import {
  AdminSetUserPasswordCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  CreateUserPoolDomainCommand,
  DeleteUserPoolCommand,
  DeleteUserPoolDomainCommand,
  DescribeUserPoolCommand,
  InitiateAuthCommand,
  ListUserPoolsCommand,
  SetUserPoolMfaConfigCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterEach, describe, expect, it } from '@jest/globals';
import { startEmulator } from '../src/index.ts';
import { createUser, refusalOf, sdkFor } from './sdk.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) {
    await close();
  }
});

async function start() {
  const emulator = await startEmulator();
  closers.push(() => emulator.close());
  const sdk = sdkFor(emulator);
  const make = async (PoolName: string, more: object = {}) => {
    const { UserPool: pool } = await sdk.send(new CreateUserPoolCommand({ PoolName, ...more }));
    return pool?.Id ?? '';
  };
  return { emulator, sdk, make };
}

describe('user pools', () => {
  it('are made with the settings that are asked for', async () => {
    const { sdk, make } = await start();
    const UserPoolId = await make('by e-mail', { UsernameAttributes: ['email'] });
    expect(await refusalOf(sdk.send(createUser(UserPoolId, 'ada')))).toBe(
      'InvalidParameterException: Username should be an email.',
    );
  });

  it('are listed page by page', async () => {
    const { sdk, make } = await start();
    for (const name of ['one', 'two', 'three']) {
      await make(name);
    }
    const first = await sdk.send(new ListUserPoolsCommand({ MaxResults: 2 }));
    const second = await sdk.send(new ListUserPoolsCommand({ MaxResults: 2, NextToken: first.NextToken }));
    const names = [first, second].map(({ UserPools: pools }) => pools?.map(({ Name }) => Name));
    expect(names).toStrictEqual([['one', 'two'], ['three']]);
    expect(second.NextToken).toBeUndefined();
  });

  it('ask for an authenticator app once they require one', async () => {
    const { sdk, make } = await start();
    const UserPoolId = await make('mfa');
    const { UserPoolClient: client } = await sdk.send(
      new CreateUserPoolClientCommand({
        UserPoolId,
        ClientName: 'web',
        ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
      }),
    );
    await sdk.send(
      new SetUserPoolMfaConfigCommand({
        UserPoolId,
        MfaConfiguration: 'ON',
        SoftwareTokenMfaConfiguration: { Enabled: true },
      }),
    );
    await sdk.send(createUser(UserPoolId, 'ada'));
    const password = { UserPoolId, Username: 'ada', Password: 'Analytical-1843', Permanent: true };
    await sdk.send(new AdminSetUserPasswordCommand(password));
    const { ChallengeName } = await sdk.send(
      new InitiateAuthCommand({
        ClientId: client?.ClientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: 'ada', PASSWORD: 'Analytical-1843' },
      }),
    );
    expect(ChallengeName).toBe('MFA_SETUP');
  });

  it('stay as long as they have a domain', async () => {
    const { sdk, make } = await start();
    const UserPoolId = await make('with a domain');
    const Domain = 'orders-live';
    await sdk.send(new CreateUserPoolDomainCommand({ UserPoolId, Domain }));
    expect(await refusalOf(sdk.send(new DeleteUserPoolCommand({ UserPoolId })))).toBe(
      'InvalidParameterException: User pool cannot be deleted. It has a domain configured that should be deleted first.',
    );
    await sdk.send(new DeleteUserPoolDomainCommand({ UserPoolId, Domain }));
    await sdk.send(new DeleteUserPoolCommand({ UserPoolId }));
    expect(await refusalOf(sdk.send(new DescribeUserPoolCommand({ UserPoolId })))).toBe(
      `ResourceNotFoundException: User pool ${UserPoolId} does not exist.`,
    );
  });
});

describe('a domain', () => {
  it('is of one user pool', async () => {
    const { sdk, make } = await start();
    const Domain = 'orders-live';
    await sdk.send(new CreateUserPoolDomainCommand({ UserPoolId: await make('one'), Domain }));
    const again = sdk.send(new CreateUserPoolDomainCommand({ UserPoolId: await make('two'), Domain }));
    expect(await refusalOf(again)).toBe('InvalidParameterException: Domain already associated with another user pool.');
  });

  it('has no word in it that AWS keeps', async () => {
    const { sdk, make } = await start();
    const UserPoolId = await make('one');
    const domain = sdk.send(new CreateUserPoolDomainCommand({ UserPoolId, Domain: 'my-cognito-app' }));
    expect(await refusalOf(domain)).toBe('InvalidParameterException: Domain cannot contain reserved word: cognito');
  });
});
