/** Emulators have client secrets and domains that AWS does not have. */
import { describe, expect, it } from '@jest/globals';
import { client, ephemeral, type Given, parseIn, problemsIn, problemsOf } from '../given-inputs.ts';

const EMULATOR = { hasEndpoint: true };

describe('with an endpoint of the job', () => {
  it.each(['7c9e6679-7425-40de-944b-e07fc1f90ae7', 'q83vEjRWeJA/+w==', 'a-b_c'])(
    'the client secret can be %s, which AWS does not generate',
    (clientSecret) => {
      const given: Given = { ...ephemeral, 'client-secret': clientSecret };
      expect(parseIn(EMULATOR, given)).toMatchObject({ appClient: { clientSecret } });
      expect(problemsOf(given)).toEqual([expect.stringContaining('client-secret must be letters, digits')]);
    },
  );

  it('the client secret cannot contain white space', () => {
    expect(problemsIn(EMULATOR, { ...ephemeral, 'client-secret': 'Canary canary' })).toEqual([
      'client-secret contains white space, but must be one word.',
    ]);
  });

  it.each([
    ['http://moto:5000', 'http://moto:5000'],
    ['http://moto:5000/', 'http://moto:5000'],
    ['http://localhost:4566/_aws/cognito-idp', 'http://localhost:4566/_aws/cognito-idp'],
    ['http://localhost:4566/_aws/cognito-idp/oauth2/token', 'http://localhost:4566/_aws/cognito-idp'],
    ['https://emulator.test/oauth2/token', 'https://emulator.test'],
    ['auth.example.com', 'https://auth.example.com'],
  ])('the domain %s has its token endpoint under %s', (domain, base) => {
    expect(parseIn(EMULATOR, { ...client, domain })).toMatchObject({ tokenSource: { domain: base } });
  });

  it.each(['http://me:canary@moto:5000', 'http://moto:99999', 'http://moto/?a=b', 'ftp://moto', 'my app'])(
    'the domain cannot be %s',
    (domain) => {
      expect(problemsIn(EMULATOR, { ...client, domain })).toEqual([
        'domain must be the prefix, host or URL of a user pool domain.',
      ]);
    },
  );
});
