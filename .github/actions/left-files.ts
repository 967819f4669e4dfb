import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { info, setFailed } from '@actions/core';

/** Fails the job if the action under test left a Postman environment, which contains tokens. */
export function checkFiles(): void {
  const files = readdirSync(process.env['RUNNER_TEMP'] ?? tmpdir());
  const left = files.filter((name) => name.endsWith('.postman_environment.json'));
  if (left.length > 0) {
    setFailed(`Postman environments left that should have been removed: ${left.length}.`);
  } else {
    info('No Postman environment is left.');
  }
}
