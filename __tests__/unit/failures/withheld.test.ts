/** If something is missing and GitHub gives the run no secrets, the message says so. */
import { describe, expect, it } from '@jest/globals';
import { ActionError } from '../../../src/failures/action-error.ts';
import type { SecretsWithheld } from '../../../src/failures/failure.ts';
import { formatFinalMessage } from '../../../src/failures/withheld.ts';
import { serviceFailure } from '../fakes.ts';

const GUIDE = 'docs/troubleshooting.md';
const FORK = 'A pull request from a fork gets no secrets and no OIDC tokens';

function invalid(isAnyEmpty: boolean): ActionError {
  return new ActionError({
    code: 'inputs-invalid',
    problems: ['password is empty.'],
    isAnyEmpty,
    isInComposite: false,
  });
}

function finalMessage(error: unknown, reason: SecretsWithheld | undefined): Promise<string> {
  return formatFinalMessage(error, GUIDE, () => Promise.resolve(reason));
}

describe('the last message', () => {
  it.each([
    ['fork', FORK],
    ['dependabot', 'A run by Dependabot gets only the Dependabot secrets'],
  ] as const)('says that GitHub withheld the secrets: %s', async (reason, words) => {
    const message = await finalMessage(invalid(true), reason);
    expect(message).toContain(words);
    expect(message).toMatch(/ See docs\/troubleshooting\.md#inputs-invalid$/);
  });

  it('has no hint if GitHub withheld nothing', async () => {
    expect(await finalMessage(new ActionError({ code: 'id-token-unavailable' }), undefined)).not.toContain('withheld');
    expect(await finalMessage(invalid(true), undefined)).toMatch(/no such output\. See \S+$/);
  });

  it.each([
    ['a set of AWS credentials', serviceFailure('credentials-missing')],
    ['an OIDC token', new ActionError({ code: 'id-token-unavailable' })],
    ['a client secret', serviceFailure('client-secret-needed')],
    ['a TOTP secret', new ActionError({ code: 'totp-secret-needed', clientId: '4kfr83e5pagh' })],
  ])('has the hint if %s is missing', async (_, error) => {
    expect(await finalMessage(error, 'fork')).toContain(FORK);
  });

  it.each([
    ['inputs that are there and wrong', invalid(false)],
    ['a rejected password', serviceFailure('sign-in-rejected')],
    ['a fault of the action', new RangeError('Invalid array length')],
  ])('has no hint for %s, and does not look for a reason', async (_, error) => {
    const ask = () => Promise.reject(new Error('asked'));
    expect(await formatFinalMessage(error, GUIDE, ask)).not.toContain('fork');
  });
});
