// Verify that a secret in the place of another input stays a secret: the runner masks it as a whole, so no message may show a part of it.
import { describe, expect, it } from '@jest/globals';
import { useFixtures } from '../support/fixture.ts';

const startFixture = useFixtures();

/** A secret can be told from so many of its characters. */
const TELLTALE_LENGTH = 6;

const jwt = ['header', 'claims', 'signature']
  .map((part) => Buffer.from(JSON.stringify({ part, canary: 'canary'.repeat(9) })).toString('base64url'))
  .join('.');

const SECRETS: readonly (readonly [kind: string, secret: string])[] = [
  ['an ID token', jwt],
  ['a client secret', `${'1k9sd02mfl3c8va7'.repeat(3)}x/9`],
  ['AWS keys', 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY'],
  ['a password', 'Engine "1843" & more'],
  ['a password with a dollar', '$engine18430analytical'],
  ['a password with an @', 'engine@1843-analytical.uk'],
  ['a password like an expression', `engine\${{ analytical }}`],
  ['a password of several words', 'Correct, Horse Battery; Staple'],
  ['a password of two lines', 'engine one\nengine two'],
  ['a password with spaces around it', '  analytical-engine  '],
  ['a password like a zone', 'analytical-engine-1843b'],
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
  'probe-header',
  'env-prefix',
];

describe.each(SECRETS)('%s', (_, secret) => {
  it('is not told by any message', async () => {
    const { job, inputs } = await startFixture({ job: { secrets: [secret] } });
    const misplaced = Object.fromEntries(INPUTS.map((name) => [name, secret]));
    const main = await job.uses({ with: { ...inputs, ...misplaced } });
    expect(main).toMatchObject({ outcome: 'failure', annotations: [{ level: 'error' }] });
    // As the runner shows it: a secret that is quoted whole is masked, and a part of one is not.
    const text = [main.log, main.summary, ...main.annotations.map(({ message }) => message)].join('\n');
    const shown = partsOf(secret).filter((part) => text.includes(part));
    expect(shown).toStrictEqual([]);
  });
});

function partsOf(secret: string): string[] {
  return Array.from({ length: secret.length - TELLTALE_LENGTH + 1 }, (_, start) =>
    secret.slice(start, start + TELLTALE_LENGTH),
  );
}
