// Runs orders.yml with Step CI as a library. Its command has `--secret ID_TOKEN=…` only, which every process of the machine can read,
// and prints the headers of a request that fails.
import { runFromFile } from '@stepci/runner';

const { result } = await runFromFile('orders.yml', {
  env: { BASE_URL: process.env['BASE_URL'] },
  secrets: { ID_TOKEN: process.env['ID_TOKEN'] },
});

// Names and verdicts alone: a step's `request` holds the headers.
for (const { name, passed, errorMessage } of result.tests.flatMap(({ steps }) => steps)) {
  process.stdout.write(`${passed ? 'passed' : 'FAILED'}: ${name}${errorMessage ? ` (${errorMessage})` : ''}\n`);
}
process.exitCode = result.passed ? 0 : 1;
