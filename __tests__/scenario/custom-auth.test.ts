// Verify auth-flow CUSTOM_AUTH: custom challenges with and without the password first, answers that are not asked for,
// and that neither questions nor answers are shown.
import { expect, it } from '@jest/globals';
import type { StepResult } from 'action-runner';
import { CHALLENGE_ANSWERS, customAuth, QUESTIONS } from '../support/custom-auth.ts';
import {
  type Fixture,
  type FixtureOptions,
  onlyPost,
  operationsOf,
  readableTextOf,
  runMain,
  useFixtures,
} from '../support/fixture.ts';
import { itDeep } from '../support/sample.ts';
import { useHeadings } from './catalogue/headings.ts';

const startFixture = useFixtures();
const expectHeading = useHeadings('challenge-answers-unused');

const STORED = { username: 'canary-ada@example.com', password: 'Canary-Engine-1843' };
const TOTP_SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

type Triggers = Parameters<typeof customAuth>[0];

function start(triggers: Partial<Triggers>, { pool, client, ...more }: FixtureOptions = {}): Promise<Fixture> {
  return startFixture({
    ...more,
    pool: { usernameAttributes: ['email'], customAuth: customAuth({ questions: QUESTIONS, ...triggers }), ...pool },
    client: { flows: ['ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'], ...client },
    job: { debug: true },
  });
}

function ephemeral({ inputs }: Fixture): Record<string, string> {
  return { ...inputs, 'auth-flow': 'CUSTOM_AUTH', 'challenge-answers': CHALLENGE_ANSWERS };
}

/** The inputs of mode `stored`, with the password. */
function withPassword(fixture: Fixture): Record<string, string> {
  fixture.pool.addUser({ ...STORED, totpSecret: TOTP_SECRET });
  return { ...ephemeral(fixture), mode: 'stored', 'aws-region': 'eu-west-1', ...STORED };
}

/** Returns the answers that the triggers have received, in order. */
function answersGiven({ emulator }: Fixture): string[] {
  return emulator.requests.flatMap(({ body }) => /"ANSWER":"([^"]*)"/.exec(JSON.stringify(body))?.[1] ?? []);
}

function expectNothingShown(fixture: Fixture, ...steps: readonly StepResult[]): void {
  for (const step of steps) {
    expect(readableTextOf(step)).not.toMatch(/canary/i);
    expect(JSON.stringify(step.state)).not.toMatch(/canary.(question|answer)/);
  }
  for (const answer of answersGiven(fixture)) {
    expect(fixture.job.masks).toContain(answer);
  }
  expect(fixture.emulator.violations).toStrictEqual([]);
}

const RESPOND = 'RespondToAuthChallenge';

it('signs in an ephemeral user with its password first if the triggers want that', async () => {
  const fixture = await start({ passwordFirst: true }, { client: { secret: true } });
  const main = await runMain(fixture.job, ephemeral(fixture));
  expect(operationsOf(fixture.emulator).slice(2)).toStrictEqual([
    'InitiateAuth',
    'InitiateAuth',
    // PASSWORD_VERIFIER, and two custom challenges.
    RESPOND,
    RESPOND,
    RESPOND,
  ]);
  expectNothingShown(fixture, main, await onlyPost(fixture.job));
});

it('signs in a stored user with the password first', async () => {
  const fixture = await start({ passwordFirst: true }, { client: { secret: true }, credentials: false });
  const main = await runMain(fixture.job, withPassword(fixture));
  expect(main.outputs).toHaveProperty('PASSWORD', STORED.password);
  expect(operationsOf(fixture.emulator)).toStrictEqual(['InitiateAuth', RESPOND, RESPOND, RESPOND]);
  expectNothingShown(fixture, main, await onlyPost(fixture.job));
});

it('answers the authenticator app between the password and the custom challenges', async () => {
  const fixture = await start({ passwordFirst: true }, { pool: { mfa: 'OPTIONAL', softwareTokenMfa: true } });
  await runMain(fixture.job, { ...withPassword(fixture), 'totp-secret': TOTP_SECRET });
  expect(operationsOf(fixture.emulator)).toStrictEqual(['InitiateAuth', RESPOND, RESPOND, RESPOND, RESPOND]);
});

itDeep('lets an ephemeral user set up an authenticator app before the custom challenges', async () => {
  const fixture = await start({ passwordFirst: true }, { pool: { mfa: 'ON', softwareTokenMfa: true } });
  await runMain(fixture.job, ephemeral(fixture));
  expect(operationsOf(fixture.emulator)).toContain('VerifySoftwareToken');
  expect(answersGiven(fixture)).toStrictEqual(QUESTIONS.map(({ answer }) => answer));
});

itDeep('passes client-metadata to the three triggers, but not at the start', async () => {
  const fixture = await start({});
  await fixture.job.uses({ with: { ...ephemeral(fixture), 'client-metadata': 'tenant=acme' } });
  const metadata = fixture.pool.triggers.calls
    .filter(({ source }) => source.includes('Challenge'))
    .map(({ source, clientMetadata }) => [source.split('_')[0], clientMetadata?.['tenant']]);
  expect(metadata).toStrictEqual([
    ['DefineAuthChallenge', undefined],
    ['CreateAuthChallenge', undefined],
    ...['VerifyAuthChallengeResponse', 'DefineAuthChallenge', 'CreateAuthChallenge'].map((name) => [name, 'acme']),
    ...['VerifyAuthChallengeResponse', 'DefineAuthChallenge'].map((name) => [name, 'acme']),
  ]);
});

it('shows a notice for answers that nobody asks for', async () => {
  const fixture = await start({});
  const inputs = {
    ...ephemeral(fixture),
    'challenge-answers': `${CHALLENGE_ANSWERS}\ncanary-answer-3\ncanary-answer-4`,
  };
  const main = await fixture.job.uses({ with: inputs });
  expect(main).toMatchObject({ outcome: 'success', annotations: [{ level: 'notice' }] });
  expect(main.annotations[0]?.message).toContain('The last 2 lines of challenge-answers were not needed');
  expectHeading(main, 'challenge-answers-unused');
  expect(fixture.job.masks).toContain('canary-answer-4');
  expectNothingShown(fixture, main);
});
