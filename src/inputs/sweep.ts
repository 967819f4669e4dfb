import { USERNAME_FORMATS } from '../ephemeral-user.ts';
import { USER_UPDATES_PER_SECOND } from '../quotas.ts';
import { checkValues } from './checks.ts';
import { InputReader, type InputSource } from './reading/reader.ts';
import { inputsFor } from './rules.ts';
import { readRegion, readUserPool, requireRegion } from './user-pool.ts';

/** A year. */
const MAX_AGE_HOURS = 8760;

export type SweepInputs = Readonly<ReturnType<typeof readSweep>>;

/** @throws {ActionError} `inputs-invalid`, which lists all problems */
export function parseSweepInputs(source: InputSource): SweepInputs {
  return InputReader.readValid(source, ['sweep'], readSweep);
}

function readSweep(reader: InputReader) {
  reader.require('user-pool-id', '');
  checkValues(reader, inputsFor(['sweep']));
  return {
    userPool: readUserPool(reader, requireRegion(reader, readRegion(reader, false))),
    usernameFormat: reader.choice('username-format', USERNAME_FORMATS),
    /** Younger users are kept. */
    maxAgeHours: reader.integer('max-age-hours', 0, MAX_AGE_HOURS),
    dryRun: reader.boolean('dry-run'),
    deletesPerSecond: reader.integer('deletes-per-second', 1, USER_UPDATES_PER_SECOND),
    jobSummary: reader.boolean('job-summary'),
  };
}
