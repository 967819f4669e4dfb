/** If a secret may be missing and GitHub gives the run none, the message says so. */
import { expect, it } from '@jest/globals';
import { ActionError } from '../../../src/failures/action-error.ts';
import { formatFinalMessage } from '../../../src/failures/withheld.ts';
import { serviceFailure } from '../fakes.ts';

const GUIDE = 'docs/troubleshooting.md';
const INVALID = { code: 'inputs-invalid', problems: ['password is empty.'], isInComposite: false } as const;

it.each([
  ['inputs are empty', new ActionError({ ...INVALID, isAnyEmpty: true })],
  ['there are no AWS credentials', serviceFailure('credentials-missing')],
  ['there is no OIDC token', new ActionError({ code: 'id-token-unavailable' })],
  ['there is no client secret', serviceFailure('client-secret-needed')],
  ['there is no TOTP secret', new ActionError({ code: 'totp-secret-needed', clientId: '4kfr83e5pagh' })],
])('the message says that GitHub withheld the secrets if %s', async (_, error) => {
  const message = await formatFinalMessage(error, GUIDE, () => Promise.resolve('fork'));
  expect(message).toContain('A pull request from a fork gets no secrets and no OIDC tokens');
});

it.each([
  ['inputs that are there and wrong', new ActionError({ ...INVALID, isAnyEmpty: false })],
  ['a rejected password', serviceFailure('sign-in-rejected')],
  ['a fault of the action', new RangeError('Invalid array length')],
])('the message has no such hint for %s, and nobody looks for a reason', async (_, error) => {
  const ask = () => Promise.reject(new Error('asked'));
  expect(await formatFinalMessage(error, GUIDE, ask)).not.toContain('fork');
});
