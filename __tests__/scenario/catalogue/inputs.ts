/** Invalid inputs: one message lists all problems, before the first call. The unit tests have every problem. */
import type { Fixture } from '../../support/fixture.ts';
import { type Mistakes, stored } from './mistake.ts';

const INVALID = { code: 'inputs-invalid', calls: [] } as const;

/** The job calls AWS itself. */
const NO_ENDPOINT = { AWS_ENDPOINT_URL: '' };

function machine(domain: string, secret: string) {
  return ({ client }: Fixture) => ({
    mode: 'client-credentials',
    'client-id': client.id,
    'client-secret': secret,
    domain,
  });
}

export const INPUTS: Mistakes = {
  'nothing at all': {
    ...INVALID,
    inputs: () => ({}),
    says: ['client-id is required in mode ephemeral', 'user-pool-id is required in mode ephemeral'],
  },
  'an input of another mode': {
    ...INVALID,
    inputs: { password: 'Canary-Engine-1843' },
    says: ['password belongs to mode stored', 'mode is ephemeral'],
  },
  'no region': {
    ...INVALID,
    inputs: (fixture) => ({ ...stored(fixture), 'aws-region': '' }),
    says: ['aws-region is empty', 'user-pool-id', 'AWS_REGION or AWS_DEFAULT_REGION'],
  },
  'a secret of two lines': {
    ...INVALID,
    inputs: (fixture) => ({ ...stored(fixture), password: 'canary\ncanary' }),
    says: ['password', 'line'],
  },
  'a domain with a path': {
    ...INVALID,
    inputs: machine('https://auth.example.com/oauth2/token', 'canary0canary0canary0canary0'),
    env: () => NO_ENDPOINT,
    says: ['domain', 'path'],
  },
  'a client secret of an emulator': {
    ...INVALID,
    inputs: machine('https://auth.example.com', '7c9e6679-7425-40de-944b-e07fc1canary'),
    env: () => NO_ENDPOINT,
    says: ['client-secret', 'letters'],
  },
  'misspelled names of required inputs': {
    ...INVALID,
    inputs: () => ({ user_pool_id: 'canary', clientid: 'canary' }),
    says: [
      'client-id is required',
      'user-pool-id is required',
      '`user_pool_id` is not an input. Did you mean `user-pool-id`?',
      '`clientid` is not an input. Did you mean `client-id`?',
    ],
    saysNot: ['If you did set it'],
  },
  'a composite action that passes no input on': {
    ...INVALID,
    inputs: () => ({}),
    env: () => ({ GITHUB_ACTION_PATH: '/home/runner/work/_actions/org/wrapper/v1' }),
    says: ['client-id is required', 'composite action', `\${{ inputs.client-id }}`],
  },
  'several mistakes at once': {
    ...INVALID,
    inputs: (fixture) => ({
      ...stored(fixture),
      'client-id': '',
      password: '',
      'auth-flow': 'srp',
      'timeout-seconds': 'forever',
      'env-prefix': 'GITHUB_X',
    }),
    says: [
      'client-id is required',
      'password is required',
      'auth-flow is "srp"',
      'timeout-seconds is "forever"',
      'env-prefix is "GITHUB_X"',
    ],
  },
};
