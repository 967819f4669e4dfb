// Verify that client-metadata goes with every call that accepts it, in each auth flow and challenge, and with no other.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { ExplicitAuthFlow } from 'cognito-emulator/app-client';
import { StillClock } from '../support/clocks.ts';
import { CHALLENGE_ANSWERS, customAuth, QUESTIONS } from '../support/custom-auth.ts';
import { tableUnder } from '../support/documents.ts';
import { type Fixture, type FixtureOptions, runMain, useFixtures } from '../support/fixture.ts';
import { REPOSITORY_ROOT } from '../support/repository.ts';
import { sample, sampleByKind } from '../support/sample.ts';

const startFixture = useFixtures();

type Inputs = Readonly<Record<string, string>>;

const METADATA = { tenant: 'acme', note: 'a=b' };
const INPUT = { 'client-metadata': 'tenant=acme\nnote=a=b' };
const STORED = { username: 'ada', password: 'Analytical-Engine-1843' };
const TOTP_SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

async function signIn({ job }: Fixture, inputs: Inputs): Promise<void> {
  await runMain(job, { ...inputs, ...INPUT });
  await job.post();
}

const TOTP_REQUIRED = { mfa: 'ON', softwareTokenMfa: true } as const;

interface Scenario {
  readonly fixture: FixtureOptions;
  readonly inputs: (fixture: Fixture) => Inputs;
  /** The calls that get client-metadata, in order. */
  readonly calls: readonly string[];
}

/** An ephemeral user who sets up an authenticator app, and then signs in with it. */
function enrolling(flow: 'USER_PASSWORD_AUTH' | 'ADMIN_USER_PASSWORD_AUTH'): Scenario {
  const admin = flow === 'ADMIN_USER_PASSWORD_AUTH' ? 'Admin' : '';
  const answer = `${admin}RespondToAuthChallenge`;
  return {
    fixture: {
      pool: { ...TOTP_REQUIRED, afterMfaSetup: 'software-token-mfa' },
      client: { flows: [`ALLOW_${flow}`] },
      clock: new StillClock(),
    },
    inputs: ({ inputs }) => ({ ...inputs, 'auth-flow': flow }),
    // MFA_SETUP, then SOFTWARE_TOKEN_MFA.
    calls: ['AdminCreateUser', `${admin}InitiateAuth`, answer, answer],
  };
}

const SCENARIOS: Readonly<Record<string, () => Scenario>> = {
  'enrol an authenticator app and answer its challenge (USER_PASSWORD_AUTH)': () => enrolling('USER_PASSWORD_AUTH'),
  'sign in with SRP': () => ({
    fixture: { client: { flows: ['ALLOW_USER_SRP_AUTH'] } },
    inputs: ({ inputs }) => ({ ...inputs, 'auth-flow': 'USER_SRP_AUTH' }),
    calls: ['AdminCreateUser', 'InitiateAuth', 'RespondToAuthChallenge'],
  }),
  'sign a user up': () => ({
    fixture: {},
    inputs: ({ inputs }) => ({ ...inputs, 'create-with': 'sign-up' }),
    calls: ['SignUp', 'AdminConfirmSignUp', 'InitiateAuth'],
  }),
  'choose a first and a second factor': () => ({
    fixture: {
      pool: { ...TOTP_REQUIRED, messageMfa: ['SMS_MFA'] },
      client: { flows: ['ALLOW_USER_AUTH'], preferredChallenge: 'ignored' },
      credentials: false,
    },
    inputs: ({ inputs, pool }) => {
      const attributes = { phone_number: '+491234567890', phone_number_verified: 'true' };
      pool.addUser({ ...STORED, totpSecret: TOTP_SECRET, messageMfa: ['SMS_MFA'], attributes });
      return { ...inputs, mode: 'stored', ...STORED, 'totp-secret': TOTP_SECRET, 'auth-flow': 'USER_AUTH' };
    },
    // SELECT_CHALLENGE, SELECT_MFA_TYPE, SOFTWARE_TOKEN_MFA.
    calls: ['InitiateAuth', ...Array<string>(3).fill('RespondToAuthChallenge')],
  }),
  'enrol an authenticator app and answer its challenge (ADMIN_USER_PASSWORD_AUTH)': () =>
    enrolling('ADMIN_USER_PASSWORD_AUTH'),
};

it.each(sample(Object.entries(SCENARIOS), (_, index) => index < 4))(
  'client-metadata goes with the calls that %s, and with no other',
  async (_, create) => {
    const scenario = create();
    const fixture = await startFixture(scenario.fixture);
    await signIn(fixture, scenario.inputs(fixture));
    const withMetadata = fixture.emulator.requests
      .filter(({ clientMetadata }) => clientMetadata !== undefined)
      .map(({ operation, clientMetadata }) => [operation, clientMetadata]);
    expect(withMetadata).toStrictEqual(scenario.calls.map((call) => [call, METADATA]));
  },
);

const ALLOWED: readonly ExplicitAuthFlow[] = [
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  'ALLOW_USER_AUTH',
  'ALLOW_CUSTOM_AUTH',
];

describe('client-metadata in a pre token generation trigger', () => {
  const flows = tableUnder('## Which auth flow', readFileSync(join(REPOSITORY_ROOT, 'docs', 'flows.md'), 'utf8')).map(
    ([flow = '', , , delivered]) => [/\w+/.exec(flow)?.[0] ?? '', delivered] as const,
  );

  it.each(
    sampleByKind(
      flows.filter(([flow]) => flow !== 'AUTHORIZATION_CODE'),
      ([, delivered]) => String(delivered),
    ),
  )('arrives as docs/flows.md says: with %s %s', async (flow, delivered) => {
    const custom = flow === 'CUSTOM_AUTH';
    const fixture = await startFixture({
      pool: custom ? { customAuth: customAuth({ questions: QUESTIONS }) } : {},
      client: { flows: ALLOWED.filter((allowed) => allowed === `ALLOW_${flow}`) },
    });
    const answers = custom ? { 'challenge-answers': CHALLENGE_ANSWERS } : {};
    await signIn(fixture, { ...fixture.inputs, ...answers, 'auth-flow': flow });
    const { clientMetadata } =
      fixture.pool.triggers.calls.find(({ source }) => source === 'TokenGeneration_Authentication') ?? {};
    expect(clientMetadata).toStrictEqual(delivered === 'yes' ? METADATA : undefined);
  });
});
