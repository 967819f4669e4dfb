/** AdminInitiateAuth and AdminRespondToAuthChallenge. */
import { describe, expect, it } from '@jest/globals';
import { answers, INVALID_SESSION, invalid, refusalOf, TOKENS } from './answers.ts';
import { addEnrolledUser } from './authenticator-app.ts';
import { ContractClient } from './client.ts';
import { type ClientRequest, PASSWORD } from './pool.ts';
import { useService } from './service.ts';

const ADA = { USERNAME: 'ada', PASSWORD };
const CONFIDENTIAL = { client: { GenerateSecret: true } };

const service = await useService();

describe('AdminInitiateAuth', () => {
  answers(service.setUp, {
    'ADMIN_USER_PASSWORD_AUTH returns tokens': [
      ({ client }) => client.adminInitiate('ADMIN_USER_PASSWORD_AUTH', ADA),
      TOKENS,
    ],
    'ADMIN_USER_PASSWORD_AUTH returns tokens to a client with a secret': [
      ({ client }) => client.adminInitiate('ADMIN_USER_PASSWORD_AUTH', ADA),
      TOKENS,
      CONFIDENTIAL,
    ],
    'ADMIN_NO_SRP_AUTH returns tokens': [({ client }) => client.adminInitiate('ADMIN_NO_SRP_AUTH', ADA), TOKENS],
    'USER_AUTH returns tokens': [
      ({ client }) => client.adminInitiate('USER_AUTH', { PREFERRED_CHALLENGE: 'PASSWORD', ...ADA }),
      TOKENS,
      CONFIDENTIAL,
    ],
    'USER_SRP_AUTH returns PASSWORD_VERIFIER': [
      ({ client }) => client.adminInitiate('USER_SRP_AUTH', { USERNAME: 'ada', SRP_A: '2' }),
      { ChallengeName: 'PASSWORD_VERIFIER' },
    ],
    'REFRESH_TOKEN_AUTH returns new tokens': [
      async ({ client }) => {
        const { RefreshToken: REFRESH_TOKEN } = await client.tokens();
        return client.adminInitiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN });
      },
      TOKENS,
    ],
    'refuses USER_PASSWORD_AUTH': [
      ({ client }) => client.adminInitiate('USER_PASSWORD_AUTH', ADA),
      invalid('Initiate Auth method not supported'),
    ],
    'refuses ADMIN_USER_PASSWORD_AUTH unless the app client allows it': [
      ({ client }) => client.adminInitiate('ADMIN_USER_PASSWORD_AUTH', ADA),
      invalid('Auth flow not enabled for this client'),
      { client: { ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] } },
    ],
    'refuses an app client of another pool': [
      async ({ client }) => {
        const foreign = new ContractClient(await service.createPool(), client.id, undefined);
        return foreign.adminInitiate('ADMIN_USER_PASSWORD_AUTH', ADA);
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
    const adminStart = () => client.adminInitiate('ADMIN_USER_PASSWORD_AUTH', ADA);
    return { client, adminStart, answer: { USERNAME: 'ada', SOFTWARE_TOKEN_MFA_CODE: nextCode } };
  }

  it('cannot answer a challenge of InitiateAuth, nor RespondToAuthChallenge one of AdminInitiateAuth', async () => {
    const { client, adminStart, answer } = await setUpMfa();
    const { Session: ofAdmin } = await adminStart();
    expect(await refusalOf(client.respond('SOFTWARE_TOKEN_MFA', ofAdmin, answer))).toBe(INVALID_SESSION);
    const { Session } = await client.signIn();
    expect(await refusalOf(client.adminRespond('SOFTWARE_TOKEN_MFA', Session, answer))).toBe(INVALID_SESSION);
  });

  answers(setUpMfa, {
    'answers a challenge of AdminInitiateAuth': [
      async ({ client, adminStart, answer }) =>
        client.adminRespond('SOFTWARE_TOKEN_MFA', (await adminStart()).Session, answer),
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
