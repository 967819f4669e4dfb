import { expect, it } from '@jest/globals';
import { earliestExpiry, type Outputs } from '../../../src/outputs/outputs.ts';
import { usersCsv, usersJson } from '../../../src/outputs/users.ts';
import { CLIENT_TOKENS, IDENTITY } from '../fakes.ts';

const ada: Outputs = [
  ['USERNAME', 'ada'],
  ['PASSWORD', 'Engine-1843'],
  ['SUB', '1'],
  ['IDENTITY_ID', 'eu-west-1:1'],
];
const grace: Outputs = [
  ['USERNAME', 'gr"ace, a\nhopper'],
  ['PASSWORD', 'Cobol-1959'],
  ['ID_TOKEN', 'a.b.c'],
  ['SUB', '2'],
  ['USERS_FILE', '/temp/users.json'],
];

it('has a header line and quoted fields as CSV', () => {
  expect(usersCsv([grace, ada])).toBe(
    'username,password,idToken,sub,identityId\r\n"gr""ace, a\nhopper",Cobol-1959,a.b.c,2,\r\nada,Engine-1843,,1,eu-west-1:1\r\n',
  );
});

it('has an object for each user as JSON', () => {
  expect(JSON.parse(usersJson([ada]))).toStrictEqual([
    { username: 'ada', password: 'Engine-1843', sub: '1', identityId: 'eu-west-1:1' },
  ]);
});

it('expires with the first of the tokens and the AWS credentials', () => {
  const expiryOf = (time: string, identity: typeof IDENTITY | undefined) =>
    earliestExpiry({ ...CLIENT_TOKENS, expiresAt: new Date(time) }, identity).toISOString();
  expect(expiryOf('2026-01-01T00:19:00Z', IDENTITY)).toBe('2026-01-01T00:19:00.000Z');
  expect(expiryOf('2026-01-01T00:21:00Z', IDENTITY)).toBe('2026-01-01T00:20:00.000Z');
  expect(expiryOf('2026-01-01T00:21:00Z', undefined)).toBe('2026-01-01T00:21:00.000Z');
});
