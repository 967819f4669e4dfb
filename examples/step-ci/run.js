// Runs orders.yml with Step CI as a library. Its command accepts only `--secret ID_TOKEN=…`, which every process on the
// machine can read, and prints the headers of failing requests.
import { runFromFile } from '@stepci/runner';

const { result } = await runFromFile('orders.yml', {
  env: { BASE_URL: process.env['BASE_URL'] },
  secrets: { ID_TOKEN: process.env['ID_TOKEN'] },
});

// Print only names and results, because a step's `request` contains the headers.
for (const { name, passed, errorMessage } of result.tests.flatMap(({ steps }) => steps)) {
  process.stdout.write(`${passed ? 'passed' : 'FAILED'}: ${name}${errorMessage ? ` (${errorMessage})` : ''}\n`);
}
process.exitCode = result.passed ? 0 : 1;
