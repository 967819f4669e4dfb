/** A job that uses the strict emulator, on the same machine or over TLS with the delay of a distant server. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type StepResult, startJob } from 'action-runner';
import { startEmulator } from 'cognito-emulator';
import { FLOWS } from 'cognito-emulator/contract/pool';
import { credentialVariables } from '../../__tests__/support/credential-variables.ts';
import { LOGIN_CLIENT, LOGIN_POOL } from '../../__tests__/support/login-page.ts';
import { startDelayLine } from './delay-line.ts';

export type BenchmarkEnvironment = Awaited<ReturnType<typeof startEnvironment>>;

/** Measurements by name. Each function runs its contender once and returns the measured values. */
export type Contenders = Readonly<Record<string, () => Promise<readonly number[]>>>;

export type Samples = Readonly<Record<string, readonly number[]>>;

/** @param roundTripMs round-trip time to the emulator, with TLS; without it, the job connects directly, without TLS */
export async function startEnvironment(roundTripMs?: number) {
  const emulator = await startEmulator({ tls: roundTripMs !== undefined });
  const line = roundTripMs ? await startDelayLine(Number(new URL(emulator.url).port), roundTripMs) : undefined;
  const url = line ? `https://localhost:${line.port}` : emulator.url;
  const trusted = join(mkdtempSync(join(tmpdir(), 'benchmark-')), 'certificate.pem');
  writeFileSync(trusted, emulator.certificate ?? '');

  const pool = emulator.createPool({ ...LOGIN_POOL, mfa: 'OPTIONAL', softwareTokenMfa: true });
  const client = pool.createClient({ ...LOGIN_CLIENT, flows: FLOWS });
  const env = {
    AWS_ENDPOINT_URL: url,
    ...credentialVariables(emulator.credentials),
    USER_POOL_ID: pool.id,
    CLIENT_ID: client.id,
    ...(line && { NODE_EXTRA_CA_CERTS: trusted }),
  };
  const job = startJob({ env });
  return {
    emulator,
    /** The emulator's URL for the job. */
    url,
    pool,
    client,
    job,
    /** The variables of the job, for further jobs. */
    env,
    /** The inputs that mode `ephemeral` requires. */
    inputs: { 'user-pool-id': pool.id, 'client-id': client.id },
    async close() {
      await job.end();
      line?.close();
      await emulator.close();
    },
  };
}

/**
 * Runs all contenders in each round, so that other load on the machine affects them alike. The first round only warms
 * the disk cache.
 */
export async function inTurns(contenders: Contenders, rounds: number): Promise<Samples> {
  const samples: Record<string, number[]> = {};
  for (let round = 0; round <= rounds; round++) {
    for (const [name, measure] of Object.entries(contenders)) {
      const measured = await measure();
      samples[name] = round === 0 ? [] : [...(samples[name] ?? []), ...measured];
    }
  }
  return samples;
}

/** @throws {Error} if the step failed or did not run */
export function millisecondsOf(step: StepResult | undefined): number {
  if (step?.outcome !== 'success') {
    throw new Error(`a step failed:\n${step?.log}${step?.stderr}`);
  }
  return step.milliseconds;
}
