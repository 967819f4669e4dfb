/** The command line of `npm run live`. */
import { describe, expect, it } from '@jest/globals';
import { readOptions } from '../../../scripts/live/options.ts';
import { CONTRACT_AREAS } from '../../../scripts/live/tests.ts';

const NO_ENVIRONMENT = {};

it('asks AWS everything, and writes the document, where nothing is said', () => {
  expect(readOptions([], NO_ENVIRONMENT)).toStrictEqual({
    endpoint: undefined,
    rehearsal: undefined,
    region: undefined,
    areas: [...CONTRACT_AREAS, 'stories'],
    report: 'docs/verified.md',
    sweep: false,
    failOnDifference: false,
  });
});

describe('what stands in for AWS', () => {
  it.each([
    ['an option', ['--endpoint', 'http://127.0.0.1:5000/'], NO_ENVIRONMENT],
    ['AWS_ENDPOINT_URL', [], { AWS_ENDPOINT_URL: 'http://127.0.0.1:5000' }],
    [
      "the service's own variable",
      [],
      { AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: 'http://127.0.0.1:5000' },
    ],
  ])('is named by %s, and never reported as AWS', (_, args, env) => {
    expect(readOptions(args, env)).toMatchObject({ endpoint: 'http://127.0.0.1:5000', report: 'build/tried.md' });
  });

  it('is started for a rehearsal, whatever the environment says', () => {
    const env = { AWS_ENDPOINT_URL: 'http://127.0.0.1:5000' };
    expect(readOptions(['--rehearse', 'cognito-local'], env)).toMatchObject({
      endpoint: undefined,
      rehearsal: 'cognito-local',
      report: 'build/tried.md',
    });
  });
});

it('keeps the areas in their own order, and leaves out the jobs if it is told to', () => {
  const only = ['--only', 'stories', '--only', 'mfa', '--only', 'choice'];
  expect(readOptions(only, NO_ENVIRONMENT).areas).toStrictEqual(['choice', 'mfa', 'stories']);
  expect(readOptions(['--requests-only'], NO_ENVIRONMENT).areas).toStrictEqual(CONTRACT_AREAS);
});

it.each([
  [['--only', 'federated'], '--only is one of admin-sign-in, administration, choice, '],
  [['--rehearse', 'localstack'], '--rehearse is one of strict-emulator, moto, cognito-local'],
  [['--endpoint', 'ftp://host'], 'the endpoint is no http or https address'],
  [['--endpoint', 'http://ada:secret@host'], 'the endpoint has a user or password in it, which would be printed'],
  [
    ['--endpoint', 'http://host', '--rehearse', 'strict-emulator'],
    '--rehearse starts its own endpoint: leave out --endpoint',
  ],
])('refuses %j', (args, message) => {
  expect(() => readOptions(args, NO_ENVIRONMENT)).toThrow(message);
});
