/** AdminInitiateAuth and AdminRespondToAuthChallenge. */
import type { AuthFlowType } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import { answers, INVALID_SESSION, invalid, refusalOf, TOKENS } from './answers.ts';
import { addEnrolledUser } from './authenticator-app.ts';
import { ContractClient } from './client.ts';
import { type ClientRequest, PASSWORD, type Texts } from './pool.ts';
import { type Given, useService } from './service.ts';

const CONFIDENTIAL = { client: { GenerateSecret: true } };

const service = await useService();

const start = (flow: AuthFlowType, more: Texts = {}) => {
  return ({ client }: Pick<Given, 'client'>) => client.adminInitiate(flow, { USERNAME: 'ada', PASSWORD, ...more });
};

describe('AdminInitiateAuth', () => {
  answers(service.setUp, {
    'ADMIN_USER_PASSWORD_AUTH returns tokens': [start('ADMIN_USER_PASSWORD_AUTH'), TOKENS],
    'ADMIN_USER_PASSWORD_AUTH accepts a secret hash': [start('ADMIN_USER_PASSWORD_AUTH'), TOKENS, CONFIDENTIAL],
    'ADMIN_NO_SRP_AUTH returns tokens': [start('ADMIN_NO_SRP_AUTH'), TOKENS],
    'USER_AUTH returns tokens': [start('USER_AUTH', { PREFERRED_CHALLENGE: 'PASSWORD' }), TOKENS, CONFIDENTIAL],
    'USER_SRP_AUTH returns PASSWORD_VERIFIER': [
      start('USER_SRP_AUTH', { SRP_A: '2' }),
      { ChallengeName: 'PASSWORD_VERIFIER' },
    ],
    'REFRESH_TOKEN_AUTH returns new tokens': [
      async ({ client }) => {
        const { RefreshToken: REFRESH_TOKEN } = await client.tokens();
        return client.adminInitiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN });
      },
      TOKENS,
    ],
    'refuses USER_PASSWORD_AUTH': [start('USER_PASSWORD_AUTH'), invalid('Initiate Auth method not supported')],
    'refuses ADMIN_USER_PASSWORD_AUTH unless the app client allows it': [
      start('ADMIN_USER_PASSWORD_AUTH'),
      invalid('Auth flow not enabled for this client'),
      { client: { ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] } },
    ],
    'refuses an app client of another pool': [
      async ({ client }) => {
        const foreign = new ContractClient(await service.createPool(), client.id, undefined);
        return start('ADMIN_USER_PASSWORD_AUTH')({ client: foreign });
      },
      'ResourceNotFoundException: User pool client CLIENT does not exist.',
    ],
  });
});

describe('AdminRespondToAuthChallenge', () => {
  async function setUpMfa(clientRequest: ClientRequest = {}) {
    const { pool, client } = await service.setUp({ client: clientRequest, username: '' });
    await pool.setMfa('ON');
    const { nextCode } = await addEnrolledUser(client);
    return { client, answer: { USERNAME: 'ada', SOFTWARE_TOKEN_MFA_CODE: nextCode } };
  }

  it('cannot answer a challenge of InitiateAuth, nor RespondToAuthChallenge one of AdminInitiateAuth', async () => {
    const { client, answer } = await setUpMfa();
    const { Session: ofAdmin } = await start('ADMIN_USER_PASSWORD_AUTH')({ client });
    expect(await refusalOf(client.respond('SOFTWARE_TOKEN_MFA', ofAdmin, answer))).toBe(INVALID_SESSION);
    const { Session } = await client.signIn();
    expect(await refusalOf(client.adminRespond('SOFTWARE_TOKEN_MFA', Session, answer))).toBe(INVALID_SESSION);
  });

  answers(setUpMfa, {
    'answers a challenge of AdminInitiateAuth': [
      async ({ client, answer }) => {
        const { Session } = await start('ADMIN_USER_PASSWORD_AUTH')({ client });
        return client.adminRespond('SOFTWARE_TOKEN_MFA', Session, answer);
      },
      TOKENS,
      { GenerateSecret: true },
    ],
    'refuses an answer from another app client': [
      async ({ client, answer }) => {
        const [{ Session }, other] = [await client.signIn(), await client.pool.createClient()];
        return other.respond('SOFTWARE_TOKEN_MFA', Session, answer);
      },
      INVALID_SESSION,
    ],
  });
});
