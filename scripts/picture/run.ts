/** Runs the job of the picture: the built action against the strict emulator, and a test between main and post. */
import { type StepResult, startJob } from 'action-runner';
import { startEmulatedAws } from '../lib/emulated-aws.ts';
import { createOrdersApi } from '../lib/orders-api.ts';
import { root } from '../lib/root.ts';

/** A step as the log and the job summary show it. */
export interface ShownStep {
  readonly title: string;
  /** Masked. */
  readonly lines: readonly string[];
  /** HTML. */
  readonly summary: string;
  readonly milliseconds: number;
}

const REPOSITORY = 'org/cognito-token-action';
const TEST = 'curl --fail-with-body --silent --header @- "$BASE_URL/orders" <<<"Authorization: Bearer $ID_TOKEN"';

/**
 * Runs the steps, and replaces the emulator's IDs and addresses with examples.
 *
 * @throws {Error} if a step fails
 */
export async function runJob(): Promise<readonly ShownStep[]> {
  const aws = await startEmulatedAws();
  const { pool, client, role } = aws;
  const baseUrl = await aws.serve(createOrdersApi(aws));
  const job = startJob({ actions: { repository: REPOSITORY, ref: 'v1' }, env: aws.env });
  const examples = [
    [pool.id, 'eu-west-1_AbCdEf123'],
    [client.id, '1example23456789abcdefghij'],
    [baseUrl, 'https://api.example.com'],
  ] as const;
  const withExamples = (text: string) =>
    examples.reduce((shown, [own, example]) => shown.replaceAll(own, example), text);
  const show = (title: string, header: readonly string[], step: StepResult | undefined): ShownStep => {
    if (step?.outcome !== 'success') {
      throw new Error(`${title} failed: ${step?.log}`);
    }
    const { log, summary, milliseconds } = step;
    // The runner shows debug lines only in a run with debug logging.
    const lines = log.split('\n').filter((line) => line !== '' && !line.startsWith('##[debug]'));
    return { title, lines: [...header, ...lines].map(withExamples), summary: withExamples(summary), milliseconds };
  };
  try {
    const main = await job.uses({
      action: root,
      with: {
        'role-to-assume': role,
        'user-pool-id': pool.id,
        'client-id': client.id,
        'probe-url': `${baseUrl}/orders`,
        'job-summary': 'true',
      },
    });
    const env = { BASE_URL: baseUrl, ID_TOKEN: main.outputs['ID_TOKEN'] ?? '' };
    const variables = Object.entries(env).map(([name, value]) => `  ${name}: ${job.hide(value)}`);
    const test = await job.run({ command: 'bash', args: ['-c', TEST], env: { ...env, LC_ALL: 'C' } });
    const [post] = await job.post();
    const use = `Run ${REPOSITORY}@v1`;
    return [
      show(use, [`▸ ${use}`], main),
      show('Test the API', [`▾ Run ${TEST}`, 'env:', ...variables], test),
      show(`Post ${use}`, [], post),
    ];
  } finally {
    await job.end();
    await aws.close();
  }
}
