/** AdminInitiateAuth and AdminRespondToAuthChallenge. */
import {
  AdminInitiateAuthCommand,
  AdminRespondToAuthChallengeCommand,
  type AuthFlowType,
} from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import { addEnrolledUser } from './authenticator-app.ts';
import { type ClientRequest, PASSWORD, type Texts } from './pool.ts';
import { refusalOf, useService } from './service.ts';

const service = await useService();

async function setUp(clientRequest: ClientRequest = {}) {
  const pool = await service.createPool();
  await pool.addUser('ada');
  return { pool, client: await pool.createClient(clientRequest) };
}

describe('AdminInitiateAuth', () => {
  it.each<[AuthFlowType, Texts, ClientRequest]>([
    ['ADMIN_USER_PASSWORD_AUTH', { PASSWORD }, {}],
    ['ADMIN_USER_PASSWORD_AUTH', { PASSWORD }, { GenerateSecret: true }],
    ['ADMIN_NO_SRP_AUTH', { PASSWORD }, {}],
    ['USER_AUTH', { PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD }, { GenerateSecret: true }],
  ])('%s returns tokens (case %#)', async (flow, parameters, clientRequest) => {
    const { client } = await setUp(clientRequest);
    const answer = await client.adminInitiate(flow, { USERNAME: 'ada', ...parameters });
    expect(answer).toHaveProperty('AuthenticationResult.RefreshToken');
  });

  it('USER_SRP_AUTH returns PASSWORD_VERIFIER', async () => {
    const { client } = await setUp();
    const answer = await client.adminInitiate('USER_SRP_AUTH', { USERNAME: 'ada', SRP_A: '2' });
    expect(answer).toMatchObject({ ChallengeName: 'PASSWORD_VERIFIER' });
  });

  it('REFRESH_TOKEN_AUTH returns new tokens', async () => {
    const { client } = await setUp();
    const { RefreshToken: REFRESH_TOKEN } = await client.tokens();
    const refreshed = await client.adminInitiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN });
    expect(refreshed).toHaveProperty('AuthenticationResult.IdToken');
  });

  it.each<[AuthFlowType, ClientRequest, string]>([
    ['USER_PASSWORD_AUTH', {}, 'InvalidParameterException: Initiate Auth method not supported'],
    [
      'ADMIN_USER_PASSWORD_AUTH',
      { ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] },
      'InvalidParameterException: Auth flow not enabled for this client',
    ],
  ])('refuses %s (case %#)', async (flow, clientRequest, refusal) => {
    const { client } = await setUp(clientRequest);
    expect(await refusalOf(client.adminInitiate(flow, { USERNAME: 'ada', PASSWORD }))).toBe(refusal);
  });

  it('refuses an app client of another pool', async () => {
    const [{ pool }, { client }] = [await setUp(), await setUp()];
    const ids = { UserPoolId: pool.id, ClientId: client.id };
    const call = service.sdk.send(new AdminInitiateAuthCommand({ ...ids, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH' }));
    expect(await refusalOf(call)).toBe(`ResourceNotFoundException: User pool client ${client.id} does not exist.`);
  });
});

describe('AdminRespondToAuthChallenge', () => {
  async function setUpMfa(clientRequest: ClientRequest = {}) {
    const { pool, client } = await setUp(clientRequest);
    await pool.setMfa('ON');
    const app = await addEnrolledUser(client, 'bob');
    const adminAnswer = (Session: string | undefined, code: string) =>
      service.sdk.send(
        new AdminRespondToAuthChallengeCommand({
          UserPoolId: pool.id,
          ClientId: client.id,
          ChallengeName: 'SOFTWARE_TOKEN_MFA',
          Session,
          ChallengeResponses: {
            USERNAME: 'bob',
            SOFTWARE_TOKEN_MFA_CODE: code,
            ...(client.secret !== undefined && { SECRET_HASH: client.hash('bob') }),
          },
        }),
      );
    const adminStart = () => client.adminInitiate('ADMIN_USER_PASSWORD_AUTH', { USERNAME: 'bob', PASSWORD });
    return { pool, client, app, adminStart, adminAnswer };
  }

  it('answers a challenge of AdminInitiateAuth', async () => {
    const { app, adminStart, adminAnswer } = await setUpMfa({ GenerateSecret: true });
    const { Session } = await adminStart();
    expect(await adminAnswer(Session, app.nextCode)).toHaveProperty('AuthenticationResult');
  });

  it('cannot answer a challenge of InitiateAuth, nor RespondToAuthChallenge one of AdminInitiateAuth', async () => {
    const { client, app, adminStart, adminAnswer } = await setUpMfa();
    const invalid = 'NotAuthorizedException: Invalid session for the user.';
    const code = app.nextCode;
    const byAdmin = await adminStart();
    const responses = { USERNAME: 'bob', SOFTWARE_TOKEN_MFA_CODE: code };
    expect(await refusalOf(client.respond('SOFTWARE_TOKEN_MFA', byAdmin.Session, responses))).toBe(invalid);
    const { Session } = await client.signIn({ USERNAME: 'bob' });
    expect(await refusalOf(adminAnswer(Session, code))).toBe(invalid);
  });

  it('refuses an answer from another app client', async () => {
    const { pool, client, app } = await setUpMfa();
    const { Session } = await client.signIn({ USERNAME: 'bob' });
    const responses = { USERNAME: 'bob', SOFTWARE_TOKEN_MFA_CODE: app.nextCode };
    const other = await pool.createClient();
    expect(await refusalOf(other.respond('SOFTWARE_TOKEN_MFA', Session, responses))).toBe(
      'NotAuthorizedException: Invalid session for the user.',
    );
  });
});
