// Verify that tools whose runs outlast their token get new tokens with the steps of docs/long-runs.md.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { copyInstalled, EXAMPLES, install } from '../../scripts/gallery/folders.ts';
import { TOOLS } from '../../scripts/gallery/tools.ts';
import { evaluateAll, named, readWorkflow } from '../../scripts/gallery/workflow.ts';
import { createOrdersApi } from '../../scripts/lib/orders-api.ts';
import { pathOfSteps } from '../../scripts/lib/tool-environment.ts';
import { blockUnder } from '../support/documents.ts';
import { type Fixture, operationsOf, useFixtures } from '../support/fixture.ts';
import { useServers } from '../support/test-servers.ts';

const startFixture = useFixtures();
const serve = useServers();

const TOKEN_VALIDITY_SECONDS = 20;
const STORED = { username: 'ada', password: 'Analytical-Engine-1843' };
const HALF_AN_HOUR_MS = 1_800_000;

/** Options that make each run just outlast its token. Newman also needs the endpoint of the emulator. */
const OPTIONS_BY_TOOL: Readonly<Record<string, string>> = {
  k6: '--vus 1 --duration 30s',
  schemathesis: '--rate-limit 20/s --max-time 30',
  newman: '--env-var "cognito=$AWS_ENDPOINT_URL" --iteration-count 8 --delay-request 4000',
};

const folder = mkdtempSync(join(tmpdir(), 'long-runs-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface ApiCall {
  readonly authorization: string;
  readonly status: number;
}

/** Starts the API of the examples, and records the calls that it answers. */
async function startApi(fixture: Fixture): Promise<{ url: string; calls: readonly ApiCall[] }> {
  const calls: ApiCall[] = [];
  const server = createOrdersApi(fixture);
  server.prependListener('request', ({ headers: { authorization = '' } }, response) => {
    response.once('finish', () => calls.push({ authorization, status: response.statusCode }));
  });
  return { url: `http://127.0.0.1:${await serve(server)}`, calls };
}

describe.each(Object.entries(OPTIONS_BY_TOOL))('%s', (name, options) => {
  it(
    'gets new tokens before the old ones expire',
    async () => {
      const installed = join(folder, name);
      const workflow = readWorkflow(join(EXAMPLES, name, 'workflow.yml'));
      await install(name, workflow, installed);
      const repository = join(folder, `${name}-run`);
      copyInstalled(name, installed, repository);

      const fixture = await startFixture({
        credentials: false,
        client: { accessTokenValiditySeconds: TOKEN_VALIDITY_SECONDS, idTokenValiditySeconds: TOKEN_VALIDITY_SECONDS },
      });
      const { emulator, pool, client, job } = fixture;
      pool.addUser(STORED);
      const api = await startApi(fixture);
      const signIn = { mode: 'stored', 'client-id': client.id, 'user-pool-id': pool.id, 'postman-environment': 'true' };
      const { outputs } = await job.uses({ with: { ...signIn, ...STORED } });

      const [step] = parse(blockUnder('docs/long-runs.md', TOOLS[name]?.title ?? name).code);
      const context = new Map([
        ['vars.BASE_URL', api.url],
        ['vars.CLIENT_ID', client.id],
        ...named('steps.cognito.outputs', outputs),
      ]);
      const env = evaluateAll(step.env, context);
      const result = await job.run({
        command: 'timeout',
        args: ['--kill-after=5', '300', 'bash', '-e', '-c', `${step.run.trimEnd()} ${options}`],
        cwd: join(repository, workflow.workingDirectory),
        env: { ...env, HOME: repository, PATH: pathOfSteps(), K6_NO_USAGE_REPORT: 'true' },
      });

      expect(result).toMatchObject({ outcome: 'success' });
      const tokens = new Set(
        api.calls.filter(({ status }) => status !== 401).map(({ authorization }) => authorization),
      );
      expect(tokens.size).toBeGreaterThan(1);
      // No token was used after it had expired.
      expect(api.calls.filter(({ authorization, status }) => status === 401 && tokens.has(authorization))).toHaveLength(
        0,
      );
      const refreshes = emulator.requests.filter(({ operation }) => operation === 'GetTokensFromRefreshToken');
      expect(refreshes.length).toBeGreaterThanOrEqual(1);
      expect(refreshes.map(({ signed, status }) => [signed, status])).toStrictEqual(refreshes.map(() => [false, 200]));
      for (const token of tokens) {
        expect(result.stdout + result.stderr).not.toContain(token.replace('Bearer ', ''));
      }
      await job.post();
      expect(operationsOf(emulator).at(-1)).toBe('RevokeToken');
      expect(emulator.violations).toStrictEqual([]);
    },
    HALF_AN_HOUR_MS,
  );
});
