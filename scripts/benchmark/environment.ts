/** A job that uses the strict emulator, on the same machine or over TLS with the delay of a distant server. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Job, startJob } from 'action-runner';
import { type Emulator, startEmulator } from 'cognito-emulator';
import type { AppClient } from 'cognito-emulator/app-client';
import type { UserPool } from 'cognito-emulator/user-pool';
import { credentialVariables } from '../../__tests__/support/credential-variables.ts';
import { LOGIN_CLIENT, LOGIN_POOL } from '../../__tests__/support/login-page.ts';
import { startDelayLine } from './delay-line.ts';

export interface BenchmarkEnvironment {
  readonly emulator: Emulator;
  /** The emulator's URL for the job. */
  readonly url: string;
  readonly pool: UserPool;
  readonly client: AppClient;
  readonly job: Job;
  /** The inputs that mode `ephemeral` requires. */
  readonly inputs: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** @param roundTripMs round-trip time to the emulator, with TLS; without it, the job connects directly, without TLS */
export async function startEnvironment(roundTripMs?: number): Promise<BenchmarkEnvironment> {
  const folder = mkdtempSync(join(tmpdir(), 'benchmark-'));
  const emulator = await startEmulator({ tls: roundTripMs !== undefined });
  const line =
    roundTripMs === undefined ? undefined : await startDelayLine(Number(new URL(emulator.url).port), roundTripMs);
  const url = line === undefined ? emulator.url : `https://localhost:${line.port}`;
  const trusted = join(folder, 'certificate.pem');
  writeFileSync(trusted, emulator.certificate ?? '');

  const pool = emulator.createPool({ ...LOGIN_POOL, mfa: 'OPTIONAL', softwareTokenMfa: true });
  const client = pool.createClient({
    ...LOGIN_CLIENT,
    flows: [
      'ALLOW_USER_PASSWORD_AUTH',
      'ALLOW_USER_SRP_AUTH',
      'ALLOW_ADMIN_USER_PASSWORD_AUTH',
      'ALLOW_USER_AUTH',
      'ALLOW_REFRESH_TOKEN_AUTH',
    ],
  });
  const job = startJob({
    env: {
      AWS_ENDPOINT_URL: url,
      ...credentialVariables(emulator.credentials),
      USER_POOL_ID: pool.id,
      CLIENT_ID: client.id,
      ...(line === undefined ? {} : { NODE_EXTRA_CA_CERTS: trusted }),
    },
  });
  return {
    emulator,
    url,
    pool,
    client,
    job,
    inputs: { 'user-pool-id': pool.id, 'client-id': client.id },
    async close() {
      await job.end();
      line?.close();
      await emulator.close();
      rmSync(folder, { recursive: true });
    },
  };
}
