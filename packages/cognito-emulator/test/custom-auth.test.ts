/** CUSTOM_AUTH: the events of the three triggers, the challenges that they lead to, and what Cognito refuses. */
import { describe, expect, it } from '@jest/globals';
import { createSrpSession, signSrpSession } from 'cognito-srp-helper';
import type {
  CreateAuthChallengeEvent,
  CustomAuthTriggers,
  DefineAuthChallengeEvent,
  VerifyAuthChallengeResponseEvent,
} from '../src/triggers.ts';
import { totpCode } from '../src/users.ts';
import { EXPIRED_SESSION, missing, refusalOf, TOKENS, USED_SESSION, WRONG_PASSWORD } from './contract/answers.ts';
import { PASSWORD, type Texts } from './contract/pool.ts';
import { emulatorPerTest, setUpUser, TOTP_SECRET } from './fixture.ts';

const given = emulatorPerTest();

type AnyEvent = DefineAuthChallengeEvent | CreateAuthChallengeEvent | VerifyAuthChallengeResponseEvent;

/** Triggers that ask for two colours, allow one mistake, and record their events. */
function twoColours(events: AnyEvent[] = []): CustomAuthTriggers {
  const countRight = ({ session }: DefineAuthChallengeEvent['request']) =>
    session.filter(({ challengeResult }) => challengeResult).length;
  return {
    define: (event) => {
      events.push(structuredClone(event));
      const right = countRight(event.request);
      event.response.issueTokens = right === 2;
      event.response.failAuthentication = event.request.session.length - right > 1;
      event.response.challengeName = 'CUSTOM_CHALLENGE';
      return event;
    },
    create: (event) => {
      events.push(structuredClone(event));
      const right = countRight(event.request);
      event.response.publicChallengeParameters = { question: `colour ${right + 1}` };
      event.response.privateChallengeParameters = { answer: right === 0 ? 'red' : 'blue' };
      event.response.challengeMetadata = `asked ${right + 1}`;
      return event;
    },
    verify: (event) => {
      events.push(structuredClone(event));
      const { privateChallengeParameters, challengeAnswer } = event.request;
      event.response.answerCorrect = privateChallengeParameters['answer'] === challengeAnswer;
      return event;
    },
  };
}

/** Triggers that let the password be verified first, as in the developer guide, and then ask for a colour. */
const PASSWORD_FIRST: CustomAuthTriggers = {
  ...twoColours(),
  define: (event) => {
    const last = event.request.session.at(-1);
    const isCustom = last?.challengeName === 'CUSTOM_CHALLENGE';
    event.response.challengeName = last?.challengeName === 'SRP_A' ? 'PASSWORD_VERIFIER' : 'CUSTOM_CHALLENGE';
    event.response.issueTokens = isCustom && last.challengeResult === true;
    event.response.failAuthentication = last?.challengeResult === false;
    return event;
  },
};

function setUp(customAuth: CustomAuthTriggers, { pool, ...requests }: Parameters<typeof setUpUser>[1] = {}) {
  const fixture = setUpUser(given.emulator, { ...requests, pool: { ...pool, customAuth } });
  const { calls } = fixture;
  const start = (USERNAME = 'ada', parameters: Texts = {}) =>
    calls.initiate('CUSTOM_AUTH', { USERNAME, ...parameters });
  const answer = (session: string | undefined, ANSWER: string, USERNAME = 'ada') =>
    calls.respond('CUSTOM_CHALLENGE', session, { USERNAME, ANSWER });
  /** Starts a sign-in and gives both answers. */
  const finish = async (USERNAME = 'ada') => {
    const first = await start(USERNAME);
    const second = await answer(first.Session, 'red', USERNAME);
    return answer(second.Session, 'blue', USERNAME);
  };
  return { ...fixture, start, answer, finish };
}

describe('CUSTOM_AUTH', () => {
  it('asks one challenge after another and issues tokens', async () => {
    const { start, answer } = setUp(twoColours(), { client: { secret: true } });
    const first = await start();
    const ChallengeParameters = { USERNAME: 'ada', question: 'colour 1' };
    expect(first).toMatchObject({ ChallengeName: 'CUSTOM_CHALLENGE', ChallengeParameters });
    const second = await answer(first.Session, 'red');
    expect(second).toMatchObject({ ChallengeName: 'CUSTOM_CHALLENGE', ChallengeParameters: { question: 'colour 2' } });
    expect(await answer(second.Session, 'blue')).toMatchObject(TOKENS);
  });

  it('sends the events of the developer guide', async () => {
    const events: AnyEvent[] = [];
    const { pool, client, start, answer } = setUp(twoColours(events));
    const { Session } = await start();
    await answer(Session, 'green');
    const [sub] = pool.users.map(({ attributes }) => attributes['sub']);
    const event = (triggerSource: string, request: object, response: object) => ({
      version: '1',
      region: 'eu-west-1',
      userPoolId: pool.id,
      userName: 'ada',
      callerContext: { awsSdkVersion: expect.any(String), clientId: client.id },
      triggerSource: `${triggerSource}_Authentication`,
      request: { userAttributes: { sub, 'cognito:user_status': 'CONFIRMED' }, ...request },
      response,
    });
    const define = { issueTokens: null, failAuthentication: null, challengeName: null };
    const create = { publicChallengeParameters: null, privateChallengeParameters: null, challengeMetadata: null };
    const challengeName = 'CUSTOM_CHALLENGE';
    const wrong = { challengeName, challengeResult: false, challengeMetadata: 'asked 1' };
    const answered = { privateChallengeParameters: { answer: 'red' }, challengeAnswer: 'green' };
    expect(events).toStrictEqual([
      event('DefineAuthChallenge', { session: [] }, define),
      event('CreateAuthChallenge', { challengeName, session: [] }, create),
      event('VerifyAuthChallengeResponse', answered, { answerCorrect: null }),
      event('DefineAuthChallenge', { session: [wrong] }, define),
      event('CreateAuthChallenge', { challengeName, session: [wrong] }, create),
    ]);
  });

  it('asks the same again in a new session after a wrong answer, until the define trigger fails the sign-in', async () => {
    const { start, answer } = setUp(twoColours(), { client: { authSessionValidityMinutes: 3 } });
    const first = await start();
    const again = await answer(first.Session, 'green');
    expect(again.ChallengeParameters).toStrictEqual(first.ChallengeParameters);
    expect(await refusalOf(answer(first.Session, 'red'))).toBe(USED_SESSION);
    expect(await refusalOf(answer(again.Session, 'green'))).toBe(WRONG_PASSWORD);
    const { Session } = await start();
    given.now += 3 * 60 * 1000;
    expect(await refusalOf(answer(Session, 'red'))).toBe(EXPIRED_SESSION);
  });

  it('tells the triggers about an unknown user if the app client hides which users exist', async () => {
    const events: AnyEvent[] = [];
    const { start, finish } = setUp(twoColours(events), { client: { preventUserExistenceErrors: 'ENABLED' } });
    expect(await refusalOf(finish('nobody'))).toBe(WRONG_PASSWORD);
    expect(events[0]).toMatchObject({ userName: 'nobody', request: { userNotFound: true } });
    expect(events[0]?.request.userAttributes).toStrictEqual({});
    await start();
    expect(events.at(-1)).toMatchObject({ request: { userNotFound: false } });
  });

  it('asks for no second factor without the password, and confirms the device of the sign-in', async () => {
    const { finish } = setUp(twoColours(), { pool: { mfa: 'ON', softwareTokenMfa: true, deviceTracking: 'always' } });
    expect((await finish()).AuthenticationResult).toHaveProperty('NewDeviceMetadata.DeviceKey');
  });
});

describe('CUSTOM_AUTH refuses', () => {
  /** A define trigger that always asks for this challenge. */
  const asking = (challengeName: string): CustomAuthTriggers => ({
    ...twoColours(),
    define: (event) => Object.assign(event, { response: { challengeName } }),
  });
  const creating = (create: CustomAuthTriggers['create']): CustomAuthTriggers => ({ ...twoColours(), create });
  const throwing = creating(() => {
    throw new Error('no colours');
  });
  const withNumbers = creating((event) => Object.assign(event, { response: { publicChallengeParameters: { a: 1 } } }));
  const UNRECOGNIZABLE = 'InvalidLambdaResponseException: Unrecognizable lambda output';
  const FAILED = 'UserLambdaValidationException: CreateAuthChallenge failed with error no colours.';
  const NO_SMS = 'NotEmulatedException: The emulator does not have the challenge SMS_MFA in CUSTOM_AUTH.';

  it.each<[string, CustomAuthTriggers, Texts, string]>([
    ['a define trigger that fails at once', { ...twoColours(), define: fail }, {}, WRONG_PASSWORD],
    ['a trigger that throws', throwing, {}, FAILED],
    ['a define trigger without a decision', { ...twoColours(), define: (event) => event }, {}, UNRECOGNIZABLE],
    ['parameters that are not texts', withNumbers, {}, UNRECOGNIZABLE],
    ['PASSWORD_VERIFIER without SRP_A', asking('PASSWORD_VERIFIER'), {}, missing('SRP_A')],
    ['SRP_A without a value', twoColours(), { CHALLENGE_NAME: 'SRP_A' }, missing('SRP_A')],
    ['another challenge', asking('SMS_MFA'), {}, NO_SMS],
  ])('%s', async (_, triggers, parameters, refusal) => {
    expect(await refusalOf(setUp(triggers).start('ada', parameters))).toBe(refusal);
  });

  function fail(event: DefineAuthChallengeEvent): DefineAuthChallengeEvent {
    event.response.failAuthentication = true;
    return event;
  }

  it('an answer without ANSWER, and PASSWORD_VERIFIER after another challenge', async () => {
    const { define } = asking('PASSWORD_VERIFIER');
    const triggers = twoColours();
    const { start, answer } = setUp({
      ...triggers,
      define: (event) => (event.request.session.length > 0 ? define(event) : triggers.define(event)),
    });
    expect(await refusalOf(answer((await start()).Session, ''))).toBe(missing('ANSWER'));
    expect(await refusalOf(answer((await start()).Session, 'red'))).toMatch(
      /^NotEmulatedException: .* PASSWORD_VERIFIER after/,
    );
  });
});

it('CUSTOM_AUTH with SRP first verifies the password, asks for the second factor, and then for the answer', async () => {
  const { pool, calls, start, answer } = setUp(PASSWORD_FIRST, {
    client: { secret: true },
    pool: { mfa: 'OPTIONAL', softwareTokenMfa: true },
    user: { totpSecret: TOTP_SECRET },
  });
  const verify = async (password: string) => {
    const session = createSrpSession('ada', password, pool.id, false);
    const started = await start('ada', { CHALLENGE_NAME: 'SRP_A', SRP_A: session.largeA });
    const signed = signSrpSession(session, { ChallengeParameters: started.ChallengeParameters ?? {} });
    return calls.respond('PASSWORD_VERIFIER', started.Session, {
      USERNAME: 'ada',
      PASSWORD_CLAIM_SECRET_BLOCK: signed.secret,
      PASSWORD_CLAIM_SIGNATURE: signed.passwordSignature,
      TIMESTAMP: signed.timestamp,
    });
  };
  expect(await refusalOf(verify('wrong'))).toBe(WRONG_PASSWORD);
  const verified = await verify(PASSWORD);
  expect(verified.ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
  const code = { USERNAME: 'ada', SOFTWARE_TOKEN_MFA_CODE: totpCode(TOTP_SECRET, given.now) };
  const asked = await calls.respond('SOFTWARE_TOKEN_MFA', verified.Session, code);
  expect(asked.ChallengeName).toBe('CUSTOM_CHALLENGE');
  expect(await answer(asked.Session, 'blue')).toMatchObject(TOKENS);
});
