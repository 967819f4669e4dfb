/** Tests what the report of `npm run live` shows of an answer. */
import { expect, it } from '@jest/globals';
import { redact } from '../../../scripts/live/redaction.ts';

const PART = Buffer.from(JSON.stringify({ alg: 'RS256' })).toString('base64url');

it.each([
  ['a token', `got ${PART}.${PART}.${'s'.repeat(340)} back`, 'got <token> back'],
  ['an ARN', 'User: arn:aws:sts::123456789012:assumed-role/ci/live is not', 'User: <ARN> is not'],
  ['an account', 'of account 123456789012.', 'of account <account>.'],
  ['a UUID', 'user 11111111-2222-3333-4444-555555555555', 'user <UUID>'],
  ['a client secret', `"${'a1'.repeat(26)}"`, '"<…>"'],
  ['a session', `session AYABe${'x_-9'.repeat(40)}.`, 'session <…>.'],
  ['an access key', 'key AKIAIOSFODNN7EXAMPLE', 'key <access key>'],
  ['an app client', 'client a1b2c3d4e5f6g7h8i9j0k1l2m3 does not exist', 'client <ID> does not exist'],
  [
    'nothing else',
    'InvalidParameterException: SECRET_HASH was not received',
    'InvalidParameterException: SECRET_HASH was not received',
  ],
])('has a placeholder for %s', (_, text, redacted) => {
  expect(redact(text)).toBe(redacted);
});
