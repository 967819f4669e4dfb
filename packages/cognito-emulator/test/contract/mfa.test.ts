/** Authenticator apps: MFA_SETUP and SOFTWARE_TOKEN_MFA. */
import { describe, expect, it } from '@jest/globals';
import { answers, INVALID_SESSION, invalid, LOCKED, missing, NO_USER, refusalOf, USED_SESSION } from './answers.ts';
import { addEnrolledUser, associate, verify } from './authenticator-app.ts';
import type { ClientRequest, ContractClient, Texts } from './pool.ts';
import { useService } from './service.ts';

const WRONG_CODE = 'CodeMismatchException: Invalid code received for user';
/** Has the minimum length of a session. */
const INVENTED_SESSION = 's'.repeat(20);

const service = await useService();

it('a pool that only allows authenticator apps requires none', async () => {
  const { pool, client } = await service.setUp();
  await pool.setMfa('OPTIONAL');
  expect(await client.signIn()).toHaveProperty('AuthenticationResult');
});

describe('MFA_SETUP', () => {
  /** Begins to sign `ada` in to a pool that requires an authenticator app. */
  async function begin() {
    const given = await service.setUp();
    await given.pool.setMfa('ON');
    return { ...given, challenge: await given.client.signIn() };
  }

  const finish = (client: ContractClient, Session: string | undefined) =>
    client.respond('MFA_SETUP', Session, { USERNAME: 'ada' });

  it('returns tokens at the end', async () => {
    const { client, challenge } = await begin();
    const ChallengeParameters = { MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]', USER_ID_FOR_SRP: 'ada' };
    expect(challenge).toMatchObject({ ChallengeName: 'MFA_SETUP', ChallengeParameters });
    const { app, Session } = await associate(client, challenge.Session);
    expect(app.secret).toMatch(/^[A-Z2-7]{52}$/);
    const verified = await verify(client, Session, app.setupCode);
    expect(verified.Status).toBe('SUCCESS');
    expect(await finish(client, verified.Session)).toHaveProperty('AuthenticationResult');
  });

  it('requires that a code has verified the app', async () => {
    const { client, challenge } = await begin();
    const notSetUp = invalid('User has not set up software token mfa');
    expect(await refusalOf(finish(client, (await client.signIn()).Session))).toBe(notSetUp);
    const { Session } = await associate(client, challenge.Session);
    expect(await refusalOf(finish(client, Session))).toBe(notSetUp);
    expect(await refusalOf(associate(client, challenge.Session))).toBe(USED_SESSION);
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

  answers(begin, {
    'refuses an unknown session': [({ client }) => associate(client, INVENTED_SESSION), INVALID_SESSION],
    'refuses no session': [({ client }) => associate(client, undefined), missing('Session')],
    'refuses the session of a sign-in to verify an app': [
      ({ client, challenge }) => verify(client, challenge.Session, '123456'),
      INVALID_SESSION,
    ],
    'refuses the session of another challenge': [
      async ({ client }) => {
        await addEnrolledUser(client, 'bob');
        return associate(client, (await client.signIn({ USERNAME: 'bob' })).Session);
      },
      INVALID_SESSION,
    ],
  });
});

describe('SOFTWARE_TOKEN_MFA', () => {
  const NAME = 'SOFTWARE_TOKEN_MFA';
  const NO_SECRET = invalid('App client CLIENT is not configured for secret but secret hash was received');

  async function signedIn(clientRequest: ClientRequest = {}) {
    const { pool, client } = await service.setUp({ client: clientRequest, username: '' });
    await pool.setMfa('ON');
    const app = await addEnrolledUser(client);
    const challenge = await client.signIn();
    /** Answers the challenge, by default with the next code. */
    const answer = (more: Texts = {}, Session = challenge.Session) =>
      client.respond(NAME, Session, { USERNAME: 'ada', SOFTWARE_TOKEN_MFA_CODE: app.nextCode, ...more });
    /** Signs in and answers with the code. */
    const enter = async (SOFTWARE_TOKEN_MFA_CODE: string) =>
      answer({ SOFTWARE_TOKEN_MFA_CODE }, (await client.signIn()).Session);
    return { pool, client, app, challenge, answer, enter };
  }

  it('is returned, and accepts the next code of a client with a secret', async () => {
    const { challenge, answer } = await signedIn({ GenerateSecret: true });
    const ChallengeParameters = { USER_ID_FOR_SRP: 'ada' };
    expect(challenge).toMatchObject({ ChallengeName: 'SOFTWARE_TOKEN_MFA', ChallengeParameters });
    expect(challenge.AuthenticationResult).toBeUndefined();
    expect(await answer()).toHaveProperty('AuthenticationResult');
  });

  it('accepts each session once, also with the code of another time', async () => {
    const { app, answer } = await signedIn();
    expect(await refusalOf(answer({ SOFTWARE_TOKEN_MFA_CODE: app.wrongCode('future') }))).toBe(WRONG_CODE);
    expect(await refusalOf(answer())).toBe(USED_SESSION);
  });

  it('accepts each code once, also that of the setup', async () => {
    const { app, enter } = await signedIn();
    const used = 'ExpiredCodeException: Your software token has already been used once.';
    expect(await refusalOf(enter(app.setupCode))).toBe(used);
    await enter(app.nextCode);
    expect(await refusalOf(enter(app.nextCode))).toBe(used);
  });

  it('locks the user for a second at the fifth wrong code', async () => {
    const { app, enter } = await signedIn();
    for (let failure = 1; failure <= 5; failure += 1) {
      expect(await refusalOf(enter(app.wrongCode('past')))).toBe(WRONG_CODE);
    }
    expect(await refusalOf(enter(app.nextCode))).toBe(LOCKED);
  });

  answers(signedIn, {
    'refuses a secret hash without a secret': [({ answer }) => answer({ SECRET_HASH: 'abc=' }), NO_SECRET],
    'refuses another user': [
      ({ pool, answer }) => pool.addUser('bob').then(() => answer({ USERNAME: 'bob' })),
      INVALID_SESSION,
    ],
    'refuses no user': [({ answer }) => answer({ USERNAME: '' }), missing('USERNAME')],
    'refuses no code': [({ answer }) => answer({ SOFTWARE_TOKEN_MFA_CODE: '' }), missing('SOFTWARE_TOKEN_MFA_CODE')],
    'refuses an answer to another challenge': [
      ({ client, challenge }) => client.respond('SELECT_MFA_TYPE', challenge.Session, { USERNAME: 'ada', ANSWER: 'X' }),
      INVALID_SESSION,
    ],
    'refuses an invented session': [({ answer }) => answer({}, INVENTED_SESSION), INVALID_SESSION],
    'refuses no session': [({ client }) => client.respond(NAME, undefined, { USERNAME: 'ada' }), missing('Session')],
    'refuses a deleted user': [({ pool, answer }) => pool.deleteUser().then(() => answer()), NO_USER],
  });
});
