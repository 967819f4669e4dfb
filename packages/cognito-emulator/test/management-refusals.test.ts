/** Tests which app clients and groups the emulator refuses to create, and what legacy names of auth flows allow. */
import {
  CreateGroupCommand,
  CreateUserPoolClientCommand,
  type CreateUserPoolClientCommandInput,
  CreateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import { emulatorPerTest } from './emulator-per-test.ts';
import { refusalOf, sdkFor, start } from './sdk.ts';

const given = emulatorPerTest();

async function createPool() {
  const sdk = sdkFor(given.emulator);
  const { UserPool } = await sdk.send(new CreateUserPoolCommand({ PoolName: 'pool' }));
  const UserPoolId = UserPool?.Id ?? '';
  const createClient = (more: Partial<CreateUserPoolClientCommandInput>) =>
    sdk.send(new CreateUserPoolClientCommand({ UserPoolId, ClientName: 'web', ...more }));
  return { sdk, UserPoolId, createClient };
}

type Flows = NonNullable<CreateUserPoolClientCommandInput['ExplicitAuthFlows']>;

describe('an app client', () => {
  it.each<[Flows, readonly string[]]>([
    [['ADMIN_NO_SRP_AUTH'], ['USER_SRP_AUTH']],
    [['USER_PASSWORD_AUTH'], ['USER_PASSWORD_AUTH', 'USER_SRP_AUTH']],
    [['CUSTOM_AUTH_FLOW_ONLY'], []],
    [['ALLOW_USER_AUTH'], ['USER_AUTH']],
  ])('with the flows %j allows %j', async (ExplicitAuthFlows, allowed) => {
    const { sdk, createClient } = await createPool();
    const { UserPoolClient } = await createClient({ ExplicitAuthFlows });
    const client = { id: UserPoolClient?.ClientId ?? '', secret: undefined };
    const found: string[] = [];
    for (const flow of ['USER_PASSWORD_AUTH', 'USER_SRP_AUTH', 'USER_AUTH'] as const) {
      const parameters = { USERNAME: 'nobody', PASSWORD: 'Correct-1', SRP_A: 'abcdef' };
      const refusal = await refusalOf(start(sdk, client, flow, parameters));
      if (refusal === 'UserNotFoundException: User does not exist.') {
        found.push(flow);
      }
    }
    expect(found).toStrictEqual(allowed);
  });

  it('does not combine legacy flows with others', async () => {
    const { createClient } = await createPool();
    expect(
      await refusalOf(createClient({ ExplicitAuthFlows: ['ADMIN_NO_SRP_AUTH', 'ALLOW_USER_SRP_AUTH'] })),
    ).toContain('InvalidParameterException: ADMIN_NO_SRP_AUTH');
  });

  it('does not rotate refresh tokens beside ALLOW_REFRESH_TOKEN_AUTH', async () => {
    const { createClient } = await createPool();
    const RefreshTokenRotation = { Feature: 'ENABLED', RetryGracePeriodSeconds: 10 } as const;
    const flows: Flows = ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'];
    expect(await refusalOf(createClient({ RefreshTokenRotation, ExplicitAuthFlows: flows }))).toContain(
      'InvalidParameterException: ALLOW_REFRESH_TOKEN_AUTH',
    );
    await createClient({ RefreshTokenRotation, ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] });
    await createClient({ RefreshTokenRotation: { Feature: 'DISABLED' }, ExplicitAuthFlows: flows });
  });

  it.each([
    ['http://app.example.com/', 'http://app.example.com/ cannot use the HTTP protocol.'],
    ['https://app.example.com/#a', 'https://app.example.com/#a is not a valid callback URL.'],
  ])('does not have the callback URL %s', async (url, problem) => {
    const { createClient } = await createPool();
    expect(await refusalOf(createClient({ CallbackURLs: [url] }))).toBe(`InvalidParameterException: ${problem}`);
  });
});

it('a group is created once', async () => {
  const { sdk, UserPoolId } = await createPool();
  const createGroup = () => sdk.send(new CreateGroupCommand({ UserPoolId, GroupName: 'admins' }));
  await createGroup();
  expect(await refusalOf(createGroup())).toBe('GroupExistsException: A group with the name already exists.');
});
