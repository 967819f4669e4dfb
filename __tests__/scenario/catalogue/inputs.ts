/** Invalid inputs: one message lists all problems, before the first call. The unit tests have every problem. */
import { type Mistakes, stored } from './mistake.ts';

export const INPUTS: Mistakes = {
  'inputs-invalid: misspelled names of required inputs': {
    inputs: () => ({ user_pool_id: 'canary', clientid: 'canary' }),
    says: [
      'client-id is required',
      'user-pool-id is required',
      '`user_pool_id` is not an input. Did you mean `user-pool-id`?',
      '`clientid` is not an input. Did you mean `client-id`?',
    ],
    saysNot: ['If you did set it'],
  },
  'inputs-invalid: a composite action that passes no input on': {
    inputs: () => ({}),
    env: () => ({ GITHUB_ACTION_PATH: '/home/runner/work/_actions/org/wrapper/v1' }),
    says: ['client-id is required', 'composite action', `\${{ inputs.client-id }}`],
  },
  'inputs-invalid: several mistakes at once': {
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
