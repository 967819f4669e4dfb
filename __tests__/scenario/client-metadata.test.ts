// Verify that client-metadata goes with every call that accepts it, in each auth flow and challenge, and with no other.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Emulator } from 'cognito-emulator';
import type { ExplicitAuthFlow } from 'cognito-emulator/app-client';
import { StillClock } from '../support/clocks.ts';
import { CHALLENGE_ANSWERS, customAuth, QUESTIONS } from '../support/custom-auth.ts';
import { type Fixture, useFixtures } from '../support/fixture.ts';
import { tableUnder } from '../support/markdown.ts';
import { REPOSITORY_ROOT } from '../support/repository.ts';
import { firstOf, sampleByKind } from '../support/sample.ts';

const startFixture = useFixtures();

const METADATA = { tenant: 'acme', note: 'a=b' };
const INPUT = { 'client-metadata': 'tenant=acme\nnote=a=b' };
const STORED = { username: 'ada', password: 'Analytical-Engine-1843' };
const TOTP_SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

/** Returns each call so far with its client metadata. */
function metadataByCall({ requests }: Emulator): unknown[] {
  return requests.map(({ operation, clientMetadata }) => [operation, clientMetadata]);
}

function withMetadata(...operations: string[]): unknown[] {
  return operations.map((operation) => [operation, METADATA]);
}

function withoutMetadata(...operations: string[]): unknown[] {
  return operations.map((operation) => [operation, undefined]);
}

async function signIn({ job }: Fixture, inputs: Readonly<Record<string, string>>): Promise<void> {
  expect(await job.uses({ with: { ...inputs, ...INPUT } })).toMatchObject({ outcome: 'success', annotations: [] });
  await job.post();
}

const TOTP_REQUIRED = { mfa: 'ON', softwareTokenMfa: true } as const;

describe('client-metadata of an ephemeral user', () => {
  it.each(firstOf(['USER_PASSWORD_AUTH', 'USER_AUTH', 'ADMIN_USER_PASSWORD_AUTH']))(
    'goes with the calls that enrol an authenticator app and answer its challenge (%s)',
    async (flow) => {
      const admin = flow === 'ADMIN_USER_PASSWORD_AUTH' ? 'Admin' : '';
      const answer = `${admin}RespondToAuthChallenge`;
      const fixture = await startFixture({
        pool: { ...TOTP_REQUIRED, afterMfaSetup: 'software-token-mfa' },
        client: { flows: [`ALLOW_${flow}`] },
        clock: new StillClock(),
      });
      await signIn(fixture, { ...fixture.inputs, 'auth-flow': flow });
      expect(metadataByCall(fixture.emulator)).toStrictEqual([
        ...withMetadata('AdminCreateUser'),
        ...withoutMetadata('AdminSetUserPassword'),
        ...withMetadata(`${admin}InitiateAuth`),
        ...withoutMetadata('AssociateSoftwareToken', 'VerifySoftwareToken'),
        // MFA_SETUP, then SOFTWARE_TOKEN_MFA.
        ...withMetadata(answer, answer),
        ...withoutMetadata('AdminDeleteUser'),
      ]);
    },
  );

  it('goes with the challenge response of SRP', async () => {
    const fixture = await startFixture({ client: { flows: ['ALLOW_USER_SRP_AUTH'] } });
    await signIn(fixture, { ...fixture.inputs, 'auth-flow': 'USER_SRP_AUTH' });
    expect(metadataByCall(fixture.emulator)).toStrictEqual([
      ...withMetadata('AdminCreateUser'),
      ...withoutMetadata('AdminSetUserPassword'),
      ...withMetadata('InitiateAuth', 'RespondToAuthChallenge'),
      ...withoutMetadata('AdminDeleteUser'),
    ]);
  });

  it('goes with the calls that sign a user up', async () => {
    const fixture = await startFixture();
    await signIn(fixture, { ...fixture.inputs, 'create-with': 'sign-up' });
    expect(metadataByCall(fixture.emulator)).toStrictEqual([
      ...withMetadata('SignUp', 'AdminConfirmSignUp', 'InitiateAuth'),
      ...withoutMetadata('AdminDeleteUser'),
    ]);
  });
});

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
      fixture.pool.triggerCalls.find(({ source }) => source === 'TokenGeneration_Authentication') ?? {};
    expect(clientMetadata).toStrictEqual(delivered === 'yes' ? METADATA : undefined);
  });
});

it('client-metadata of a stored user goes with the calls that choose a first and a second factor', async () => {
  const fixture = await startFixture({
    pool: { ...TOTP_REQUIRED, messageMfa: ['SMS_MFA'] },
    client: { flows: ['ALLOW_USER_AUTH'], preferredChallenge: 'ignored' },
    credentials: false,
  });
  fixture.pool.addUser({
    ...STORED,
    totpSecret: TOTP_SECRET,
    messageMfa: ['SMS_MFA'],
    attributes: { phone_number: '+491234567890', phone_number_verified: 'true' },
  });
  const stored = { ...fixture.inputs, mode: 'stored', ...STORED, 'totp-secret': TOTP_SECRET };
  await signIn(fixture, { ...stored, 'auth-flow': 'USER_AUTH' });
  expect(metadataByCall(fixture.emulator)).toStrictEqual([
    // SELECT_CHALLENGE, SELECT_MFA_TYPE, SOFTWARE_TOKEN_MFA.
    ...withMetadata('InitiateAuth', ...Array<string>(3).fill('RespondToAuthChallenge')),
    ...withoutMetadata('RevokeToken'),
  ]);
});
