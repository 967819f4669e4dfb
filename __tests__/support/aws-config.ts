import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Job } from 'action-runner';

/** Writes an AWS config file with these lines in its default profile, and returns its path. */
export function writeAwsConfig(job: Job, profile: string): string {
  const file = join(job.temp, '..', 'aws-config');
  writeFileSync(file, `[default]\n${profile}\n`);
  return file;
}
