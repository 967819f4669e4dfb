/** Failures of the inputs, of the run and of the runner's files. */
import { failure } from '../record.ts';

export const WORKFLOW_FAILURES = {
  /** `isAnyEmpty`: something that is required is empty. */
  'inputs-invalid': failure<{ problems: readonly string[]; isAnyEmpty: boolean; isInComposite: boolean }>({
    traits: ['mayBeMissingSecret'],
    problem: ({ problems }) => `Invalid inputs: ${problems.join(' ')}`,
    fix: ({ isAnyEmpty, isInComposite }) => (isAnyEmpty ? reasonOfEmptyInput(isInComposite) : ''),
    example: {
      problems: [
        'client-id is required in mode stored, but is empty.',
        'password is required in mode stored, but is empty.',
      ],
      isAnyEmpty: true,
      isInComposite: false,
    },
  }),
  'out-of-time': failure<{ seconds: number; step: 'main' | 'post' }>({
    problem: ({ seconds, step }) =>
      step === 'main'
        ? `Timed out after ${seconds} seconds before there were tokens.`
        : 'The post step ran out of time: earlier calls took too long.',
    fix: ({ step }) =>
      step === 'main'
        ? 'Raise timeout-seconds. The log says what took how long. Waiting for the next code of an authenticator app takes up to 31 seconds.'
        : 'The log above names the calls that got no answer.',
    example: { seconds: 60, step: 'main' },
  }),
  interrupted: failure<object>({
    problem: 'The run was cancelled before there were tokens.',
    fix: 'The post step cleans up.',
    example: {},
  }),
  /** `problems`: the message of each failed check. */
  'check-failed': failure<{ problems: readonly string[] }>({
    traits: ['mayBeMissingSecret'],
    problem: ({ problems }) =>
      `The check of the set-up found ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}.`,
    fix: ({ problems }) => problems.map((problem, index) => `(${index + 1}) ${problem}`).join(' '),
    example: {
      problems: [
        'InitiateAuth (USER_PASSWORD_AUTH) on app client 1h57kf5cpq17m0eml12EXAMPLE in eu-west-1 failed: the app client does not allow the auth flow USER_PASSWORD_AUTH (InvalidParameterException, HTTP 400).',
      ],
    },
  }),
  /** A file that the action writes itself. `errorName` is that of Node.js, such as `ENOSPC`. */
  'file-not-written': failure<{ path: string; errorName: string }>({
    problem: ({ path, errorName }) => `The file ${path} cannot be written (${errorName}).`,
    fix: "Check that the runner's temporary folder (RUNNER_TEMP) exists and is writable, and that the disk is not full.",
    example: { path: '/home/runner/work/_temp/cognito-token-….json', errorName: 'ENOSPC' },
  }),
  /** A file that the runner reads, named by an environment variable. */
  'runner-file-not-written': failure<{ variable: string; errorName: string }>({
    problem: ({ variable, errorName }) => `The runner's file in ${variable} cannot be written (${errorName}).`,
    fix: "Check that the runner's disk is not full, and that no earlier step removed its files or changed their owner.",
    example: { variable: 'GITHUB_OUTPUT', errorName: 'ENOSPC' },
  }),
  'summary-not-written': failure<{ errorName: string }>({
    problem: ({ errorName }) => `The job summary cannot be written (${errorName}).`,
    fix: 'The outputs are set. If this runner has no job summaries, set job-summary: false.',
    example: { errorName: 'Error' },
  }),
  unexpected: failure<{ errorName: string }>({
    problem: ({ errorName }) => `The action failed unexpectedly (${errorName}).`,
    fix: 'Please report it as a bug.',
    example: { errorName: 'RangeError' },
  }),
};

function reasonOfEmptyInput(isInComposite: boolean): string {
  const composite = `the composite action around this step must pass it on, like client-id: \${{ inputs.client-id }}. If it does, `;
  return `If you did set it, ${isInComposite ? composite : ''}its expression is empty: the repository and the job's environment have no variable or secret of that name, or the step of that id has no such output.`;
}
