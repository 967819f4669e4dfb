import {
  AdminInitiateAuthCommand,
  AdminRespondToAuthChallengeCommand,
  type AuthFlowType,
} from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import type { AppClientRequest } from '../src/app-client.ts';
import { totpCode } from '../src/totp.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { refusalOf, respond, sdkFor, secretHashOf, start } from './sdk.ts';

const totpSecret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const flows: AppClientRequest = {
  flows: [
    'ALLOW_ADMIN_USER_PASSWORD_AUTH',
    'ALLOW_USER_PASSWORD_AUTH',
    'ALLOW_USER_SRP_AUTH',
    'ALLOW_USER_AUTH',
    'ALLOW_REFRESH_TOKEN_AUTH',
  ],
};

const given = emulatorPerTest();

const setUp = (clientRequest: AppClientRequest = flows, usesMfa = false) => {
  const pool = given.emulator.createPool(usesMfa ? { mfa: 'ON', softwareTokenMfa: true } : {});
  const client = pool.createClient(clientRequest);
  pool.addUser({ username: 'ada', password: 'Correct-1', totpSecret });
  const sdk = sdkFor(given.emulator);
  const named = { USERNAME: 'ada', ...secretHashOf(client, 'ada') };
  const ids = { UserPoolId: pool.id, ClientId: client.id };
  return {
    pool,
    client,
    sdk,
    ids,
    named,
    adminStart: (AuthFlow: AuthFlowType, more: Record<string, string>) =>
      sdk.send(new AdminInitiateAuthCommand({ ...ids, AuthFlow, AuthParameters: { ...named, ...more } })),
    adminAnswerCode: (Session: string | undefined) =>
      sdk.send(
        new AdminRespondToAuthChallengeCommand({
          ...ids,
          ChallengeName: 'SOFTWARE_TOKEN_MFA',
          Session,
          ChallengeResponses: { ...named, SOFTWARE_TOKEN_MFA_CODE: totpCode(totpSecret, Date.now()) },
        }),
      ),
  };
};

const PASSWORD = 'Correct-1';

describe('AdminInitiateAuth', () => {
  it.each<[AuthFlowType, Record<string, string>, AppClientRequest]>([
    ['ADMIN_USER_PASSWORD_AUTH', { PASSWORD }, flows],
    ['ADMIN_USER_PASSWORD_AUTH', { PASSWORD }, { ...flows, secret: true }],
    ['ADMIN_NO_SRP_AUTH', { PASSWORD }, flows],
    ['USER_AUTH', { PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD }, { ...flows, secret: true }],
  ])('%s returns tokens (case %#)', async (flow, parameters, clientRequest) => {
    const { adminStart } = setUp(clientRequest);
    expect(await adminStart(flow, parameters)).toHaveProperty('AuthenticationResult.RefreshToken');
    expect(given.emulator.requests).toMatchObject([{ operation: 'AdminInitiateAuth', signed: true, status: 200 }]);
  });

  it('USER_SRP_AUTH returns PASSWORD_VERIFIER', async () => {
    expect(await setUp().adminStart('USER_SRP_AUTH', { SRP_A: '2' })).toMatchObject({
      ChallengeName: 'PASSWORD_VERIFIER',
    });
  });

  it('REFRESH_TOKEN_AUTH returns new tokens', async () => {
    const { adminStart } = setUp();
    const { AuthenticationResult } = await adminStart('ADMIN_USER_PASSWORD_AUTH', { PASSWORD });
    const refreshed = await adminStart('REFRESH_TOKEN_AUTH', {
      REFRESH_TOKEN: AuthenticationResult?.RefreshToken ?? '',
    });
    expect(refreshed).toHaveProperty('AuthenticationResult.IdToken');
  });

  it.each<[AuthFlowType, AppClientRequest, string]>([
    ['USER_PASSWORD_AUTH', flows, 'InvalidParameterException: Initiate Auth method not supported'],
    [
      'ADMIN_USER_PASSWORD_AUTH',
      { flows: ['ALLOW_USER_PASSWORD_AUTH'] },
      'InvalidParameterException: Auth flow not enabled for this client',
    ],
  ])('refuses %s (case %#)', async (flow, clientRequest, refusal) => {
    expect(await refusalOf(setUp(clientRequest).adminStart(flow, { PASSWORD }))).toBe(refusal);
  });

  it('refuses an app client of another pool', async () => {
    const { sdk, ids } = setUp();
    const { id: ClientId } = given.emulator.createPool().createClient(flows);
    const call = sdk.send(new AdminInitiateAuthCommand({ ...ids, ClientId, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH' }));
    expect(await refusalOf(call)).toBe(`ResourceNotFoundException: User pool client ${ClientId} does not exist.`);
  });

  it('fails if IAM denies the operation', async () => {
    const { ids, pool } = setUp();
    const denied = given.emulator.addPrincipal({ denied: ['AdminInitiateAuth'] });
    const call = sdkFor(given.emulator, { credentials: denied }).send(
      new AdminInitiateAuthCommand({ ...ids, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH' }),
    );
    expect(await refusalOf(call)).toBe(
      `AccessDeniedException: User: ${denied.arn} is not authorized to perform: cognito-idp:AdminInitiateAuth on resource: arn:aws:cognito-idp:eu-west-1:123456789012:userpool/${pool.id} because no identity-based policy allows the cognito-idp:AdminInitiateAuth action`,
    );
  });
});

describe('AdminRespondToAuthChallenge', () => {
  it('answers a challenge of AdminInitiateAuth', async () => {
    const { adminStart, adminAnswerCode } = setUp({ ...flows, secret: true }, true);
    const { Session } = await adminStart('ADMIN_USER_PASSWORD_AUTH', { PASSWORD });
    expect(await adminAnswerCode(Session)).toHaveProperty('AuthenticationResult');
    expect(given.emulator.requests.at(-1)).toMatchObject({ operation: 'AdminRespondToAuthChallenge', signed: true });
  });

  it('cannot answer a challenge of InitiateAuth, nor RespondToAuthChallenge one of AdminInitiateAuth', async () => {
    const { adminStart, adminAnswerCode, sdk, client, named } = setUp(flows, true);
    const invalid = 'NotAuthorizedException: Invalid session for the user.';
    const byAdmin = await adminStart('ADMIN_USER_PASSWORD_AUTH', { PASSWORD });
    const SOFTWARE_TOKEN_MFA_CODE = totpCode(totpSecret, Date.now());
    expect(
      await refusalOf(
        respond(sdk, client, 'SOFTWARE_TOKEN_MFA', byAdmin.Session, { ...named, SOFTWARE_TOKEN_MFA_CODE }),
      ),
    ).toBe(invalid);
    const begun = await start(sdk, client, 'USER_PASSWORD_AUTH', { ...named, PASSWORD });
    expect(await refusalOf(adminAnswerCode(begun.Session))).toBe(invalid);
  });

  it('refuses an answer from another app client', async () => {
    const { pool, sdk, client, named } = setUp(flows, true);
    const { Session } = await start(sdk, client, 'USER_PASSWORD_AUTH', { ...named, PASSWORD });
    const call = respond(sdk, pool.createClient(flows), 'SOFTWARE_TOKEN_MFA', Session, {
      USERNAME: 'ada',
      SOFTWARE_TOKEN_MFA_CODE: totpCode(totpSecret, Date.now()),
    });
    expect(await refusalOf(call)).toBe('NotAuthorizedException: Invalid session for the user.');
  });
});
