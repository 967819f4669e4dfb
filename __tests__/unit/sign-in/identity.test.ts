import { expect, it } from '@jest/globals';
import type { UnparsedTokens } from '../../../src/cognito/types.ts';
import { fetchIdentities } from '../../../src/sign-in/identity.ts';
import { Progress } from '../../../src/sign-in/progress.ts';
import { parseScopedTokens } from '../../../src/tokens.ts';
import { fakeClock, fakeCognito, IDENTITY, type Journal, jwt, unparsedTokens } from '../fakes.ts';
import { configOf, ephemeral, type Given, refresh, stored } from '../given-inputs.ts';

const ROLE = 'arn:aws:iam::111122223333:role/readers';
const POOL: Given = {
  'user-pool-id': 'eu-west-1_AbCdEf123',
  'identity-pool-id': 'us-east-1:1a2b3c4d-5e6f-7a8b-9c0d-1e2f3a4b5c6d',
};
const LOGIN = `eu-west-1_AbCdEf123 ${unparsedTokens().idToken}`;

async function fetch(given: Given, tokens: Partial<UnparsedTokens> = {}) {
  const journal: Journal = [];
  const signedIn = { user: undefined, tokens: parseScopedTokens(unparsedTokens(tokens), 'user pool') };
  const others = Array.from({ length: Number(given.users ?? 1) - 1 }, () => signedIn);
  const result: unknown = await fetchIdentities(configOf(given), [signedIn, ...others], {
    cognito: fakeCognito(journal),
    progress: new Progress(fakeClock(journal), (line) => journal.push(line)),
    onIdentitiesFound: (identityIds) => journal.push(`found ${identityIds.join(' ')}`),
  }).catch((error: unknown) => error);
  return { journal, result };
}

function idTokenWithRoles(...roles: string[]): string {
  return jwt({ sub: 'a-sub', exp: 1_767_229_200, 'cognito:roles': roles });
}

it.each([ephemeral, stored, refresh])(
  'exchanges the ID token with the inputs %j, and tells the identity before it asks for credentials',
  async (given) => {
    const { journal, result } = await fetch({ ...given, ...POOL });
    expect(result).toStrictEqual([IDENTITY]);
    expect(journal).toStrictEqual([
      'identityPool us-east-1:1a2b3c4d-5e6f-7a8b-9c0d-1e2f3a4b5c6d in us-east-1',
      `findIdentity ${LOGIN}`,
      'get identity (0 ms)',
      `found ${IDENTITY.identityId}`,
      `fetchCredentials ${IDENTITY.identityId} ${LOGIN}`,
      'get AWS credentials (0 ms)',
    ]);
  },
);

it('exchanges the ID tokens of many users', async () => {
  const { journal, result } = await fetch({ ...ephemeral, ...POOL, users: '2' });
  expect(result).toStrictEqual([IDENTITY, IDENTITY]);
  expect(journal).toContain('get 2 identities (0 ms)');
});

it('makes no call without an identity pool', async () => {
  expect(await fetch(ephemeral)).toStrictEqual({ journal: [], result: undefined });
});

it('asks for the role in identity-role', async () => {
  const idToken = idTokenWithRoles('arn:aws:iam::111122223333:role/writers', ROLE);
  const { journal } = await fetch({ ...ephemeral, ...POOL, 'identity-role': ROLE }, { idToken });
  expect(journal).toContain(`fetchCredentials ${IDENTITY.identityId} eu-west-1_AbCdEf123 ${idToken} ${ROLE}`);
});

it.each([
  ['no role', []],
  ['only other roles', ['arn:aws:iam::111122223333:role/writers']],
])('rejects a role before any call if the ID token lists %s', async (text, roles) => {
  const given: Given = { ...ephemeral, ...POOL, 'identity-role': ROLE };
  const { journal, result } = await fetch(given, { idToken: idTokenWithRoles(...roles) });
  expect(journal).toStrictEqual([]);
  expect(result).toMatchObject({
    failure: { code: 'identity-role-not-offered' },
    message: expect.stringContaining(`the ID token lists ${text} (claim cognito:roles)`),
  });
});

it.each([
  ['stored', { ...stored, ...POOL }, 'Add openid to the scopes of the app client'],
  ['refresh', { ...refresh, ...POOL }, 'Use a refresh token of a sign-in with the scope openid.'],
])('rejects a sign-in without an ID token in mode %s', async (_, given, fix) => {
  const { journal, result } = await fetch(given, { idToken: '' });
  expect(journal).toStrictEqual([]);
  expect(result).toMatchObject({
    failure: { code: 'identity-without-id-token' },
    message: expect.stringContaining(fix),
  });
});
