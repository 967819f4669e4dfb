// Verify that a secret in the wrong input stays secret: the runner masks only the whole value, so no message may show a
// part of it.
import { expect, it } from '@jest/globals';
import { useFixtures } from '../support/fixture.ts';
import { sample } from '../support/sample.ts';

const startFixture = useFixtures();

/** The number of consecutive characters that would give a secret away. */
const REVEALING_LENGTH = 6;

const jwt = ['header', 'claims', 'signature']
  .map((part) => Buffer.from(JSON.stringify({ part, canary: 'canary'.repeat(9) })).toString('base64url'))
  .join('.');

const SECRETS: readonly (readonly [kind: string, secret: string])[] = [
  ['an ID token', jwt],
  ['a client secret', `${'1k9sd02mfl3c8va7'.repeat(3)}x/9`],
  ['AWS keys', 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY'],
  ['a password', 'Engine "1843" & more'],
  ['a password with a dollar sign', '$engine18430analytical'],
  ['a password with an @', 'engine@1843-analytical.uk'],
  ['a password that looks like an expression', `engine\${{ analytical }}`],
  ['a password with several words', 'Correct, Horse Battery; Staple'],
  ['a password with two lines', 'engine one\nengine two'],
  ['a password with spaces around it', '  analytical-engine  '],
  ['a password that looks like an availability zone', 'analytical-engine-1843b'],
];

const INPUTS = [
  'mode',
  'client-id',
  'user-pool-id',
  'aws-region',
  'auth-flow',
  'username-format',
  'email-domain',
  'password-length',
  'user-attributes',
  'groups',
  'role-to-assume',
  'delete-user',
  'probe-url',
  'token-header',
  'env-prefix',
];

it.each(sample(SECRETS, (_, index) => index % 3 === 0))(
  'main shows no part of %s in any message',
  async (_, secret) => {
    const { job, inputs } = await startFixture({ job: { secrets: [secret] } });
    const misplaced = Object.fromEntries(INPUTS.map((name) => [name, secret]));
    const main = await job.uses({ with: { ...inputs, ...misplaced } });
    expect(main).toMatchObject({ outcome: 'failure', annotations: [{ level: 'error' }] });
    // The log as the runner shows it: a whole secret is masked, a part of one is not.
    const text = [main.log, main.summary, ...main.annotations.map(({ message }) => message)].join('\n');
    const shown = partsOf(secret).filter((part) => text.includes(part));
    expect(shown).toStrictEqual([]);
  },
);

function partsOf(secret: string): string[] {
  return Array.from({ length: secret.length - REVEALING_LENGTH + 1 }, (_, start) =>
    secret.slice(start, start + REVEALING_LENGTH),
  );
}
