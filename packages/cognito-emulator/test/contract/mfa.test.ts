/** Authenticator apps: MFA_SETUP and SOFTWARE_TOKEN_MFA. */
import { AssociateSoftwareTokenCommand } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import { addEnrolledUser, associate, verify } from './authenticator-app.ts';
import type { ContractClient } from './client.ts';
import type { ClientRequest, Texts } from './pool.ts';
import { refusalOf, useService } from './service.ts';

const INVALID_SESSION = 'NotAuthorizedException: Invalid session for the user.';
const USED_SESSION = 'NotAuthorizedException: Invalid session for the user, session can only be used once.';
const WRONG_CODE = 'CodeMismatchException: Invalid code received for user';
/** Has the minimum length of a session. */
const INVENTED_SESSION = 's'.repeat(20);

const service = await useService();

/** Creates a pool that requires an authenticator app. */
async function setUp(clientRequest: ClientRequest = {}) {
  const pool = await service.createPool();
  await pool.setMfa('ON');
  return { pool, client: await pool.createClient(clientRequest) };
}

it('a pool that only allows authenticator apps requires none', async () => {
  const { pool, client } = await setUp();
  await pool.setMfa('OPTIONAL');
  await pool.addUser('ada');
  expect(await client.signIn()).toHaveProperty('AuthenticationResult');
});

describe('MFA_SETUP', () => {
  async function begin() {
    const { pool, client } = await setUp();
    await pool.addUser('ada');
    return { pool, client, challenge: await client.signIn() };
  }

  const finish = (client: ContractClient, Session: string | undefined) =>
    client.respond('MFA_SETUP', Session, { USERNAME: 'ada' });

  it('returns tokens at the end', async () => {
    const { client, challenge } = await begin();
    expect(challenge).toMatchObject({
      ChallengeName: 'MFA_SETUP',
      ChallengeParameters: { MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]', USER_ID_FOR_SRP: 'ada' },
    });
    const { app, Session } = await associate(client, challenge.Session);
    expect(app.secret).toMatch(/^[A-Z2-7]{52}$/);
    const verified = await verify(client, Session, app.setupCode);
    expect(verified.Status).toBe('SUCCESS');
    expect(await finish(client, verified.Session)).toHaveProperty('AuthenticationResult');
  });

  it('requires that a code has verified the app', async () => {
    const { client, challenge } = await begin();
    const notSetUp = 'InvalidParameterException: User has not set up software token mfa';
    expect(await refusalOf(finish(client, (await client.signIn()).Session))).toBe(notSetUp);
    const { Session } = await associate(client, challenge.Session);
    expect(await refusalOf(finish(client, Session))).toBe(notSetUp);
  });

  it('refuses a wrong code, and accepts the session again', async () => {
    const { client, challenge } = await begin();
    const { app, Session } = await associate(client, challenge.Session);
    expect(await refusalOf(verify(client, Session, app.wrongCode('future')))).toBe(
      'EnableSoftwareTokenMFAException: Code mismatch and fail enable Software Token MFA',
    );
    expect(await client.signIn()).toMatchObject({ ChallengeName: 'MFA_SETUP' });
    expect(await verify(client, Session, app.setupCode)).toMatchObject({ Status: 'SUCCESS' });
    expect(await refusalOf(verify(client, Session, app.setupCode))).toBe(USED_SESSION);
  });

  it('refuses used, unknown and missing sessions and those of other challenges', async () => {
    const { client, challenge } = await begin();
    const { app } = await associate(client, challenge.Session);
    expect(await refusalOf(associate(client, challenge.Session))).toBe(USED_SESSION);
    expect(await refusalOf(associate(client, INVENTED_SESSION))).toBe(INVALID_SESSION);
    expect(await refusalOf(verify(client, (await client.signIn()).Session, app.setupCode))).toBe(INVALID_SESSION);
    expect(await refusalOf(service.sdk.send(new AssociateSoftwareTokenCommand({})))).toBe(
      'InvalidParameterException: Missing required parameter Session',
    );
    await addEnrolledUser(client, 'bob');
    const { Session } = await client.signIn({ USERNAME: 'bob' });
    expect(await refusalOf(associate(client, Session))).toBe(INVALID_SESSION);
  });
});

describe('SOFTWARE_TOKEN_MFA', () => {
  async function signedIn(clientRequest: ClientRequest = {}) {
    const { pool, client } = await setUp(clientRequest);
    const app = await addEnrolledUser(client);
    const challenge = await client.signIn();
    const answer = (code: string, more: Texts = {}, Session = challenge.Session) =>
      client.respond('SOFTWARE_TOKEN_MFA', Session, { USERNAME: 'ada', SOFTWARE_TOKEN_MFA_CODE: code, ...more });
    return { pool, client, app, challenge, answer };
  }

  it.each<[string, ClientRequest]>([
    ['a public client', {}],
    ['a client with a secret', { GenerateSecret: true }],
  ])('is returned to %s, and accepts the next code', async (_, clientRequest) => {
    const { app, challenge, answer } = await signedIn(clientRequest);
    expect(challenge).toMatchObject({
      ChallengeName: 'SOFTWARE_TOKEN_MFA',
      ChallengeParameters: { USER_ID_FOR_SRP: 'ada' },
    });
    expect(challenge.AuthenticationResult).toBeUndefined();
    expect(await answer(app.nextCode)).toHaveProperty('AuthenticationResult');
  });

  it('refuses codes of other times, and accepts each session once', async () => {
    const { client, app, answer } = await signedIn();
    expect(await refusalOf(answer(app.wrongCode('past')))).toBe(WRONG_CODE);
    expect(await refusalOf(answer(app.nextCode))).toBe(USED_SESSION);
    const { Session } = await client.signIn();
    expect(await refusalOf(answer(app.wrongCode('future'), {}, Session))).toBe(WRONG_CODE);
  });

  it('accepts each code once, also that of the setup', async () => {
    const { client, app, answer } = await signedIn();
    const used = 'ExpiredCodeException: Your software token has already been used once.';
    expect(await refusalOf(answer(app.setupCode))).toBe(used);
    await answer(app.nextCode, {}, (await client.signIn()).Session);
    expect(await refusalOf(answer(app.nextCode, {}, (await client.signIn()).Session))).toBe(used);
  });

  it('locks the user for a second at the fifth wrong code', async () => {
    const { client, app, answer } = await signedIn();
    for (let failure = 1; failure <= 5; failure += 1) {
      expect(await refusalOf(answer(app.wrongCode('past'), {}, (await client.signIn()).Session))).toBe(WRONG_CODE);
    }
    expect(await refusalOf(answer(app.nextCode, {}, (await client.signIn()).Session))).toBe(
      'NotAuthorizedException: Password attempts exceeded',
    );
  });

  it('refuses a secret hash from a client without a secret', async () => {
    const { client, app, answer } = await signedIn();
    expect(await refusalOf(answer(app.nextCode, { SECRET_HASH: 'abc=' }))).toBe(
      `InvalidParameterException: App client ${client.id} is not configured for secret but secret hash was received`,
    );
  });

  it.each<[string, Texts, string]>([
    ['another user', { USERNAME: 'bob' }, INVALID_SESSION],
    ['no user', { USERNAME: '' }, 'InvalidParameterException: Missing required parameter USERNAME'],
    [
      'no code',
      { SOFTWARE_TOKEN_MFA_CODE: '' },
      'InvalidParameterException: Missing required parameter SOFTWARE_TOKEN_MFA_CODE',
    ],
  ])('refuses an answer with %s', async (_, more, refusal) => {
    const { pool, app, answer } = await signedIn();
    await pool.addUser('bob');
    expect(await refusalOf(answer(app.nextCode, more))).toBe(refusal);
  });

  it('refuses an answer to another challenge, and with an invented or no session', async () => {
    const { client, app, challenge, answer } = await signedIn();
    const responses = { USERNAME: 'ada', ANSWER: 'SOFTWARE_TOKEN_MFA' };
    expect(await refusalOf(client.respond('SELECT_MFA_TYPE', challenge.Session, responses))).toBe(INVALID_SESSION);
    expect(await refusalOf(answer(app.nextCode, {}, INVENTED_SESSION))).toBe(INVALID_SESSION);
    expect(await refusalOf(client.respond('SOFTWARE_TOKEN_MFA', undefined, responses))).toBe(
      'InvalidParameterException: Missing required parameter Session',
    );
  });

  it('refuses a deleted user', async () => {
    const { pool, app, answer } = await signedIn();
    await pool.deleteUser('ada');
    expect(await refusalOf(answer(app.nextCode))).toBe('UserNotFoundException: User does not exist.');
  });
});
