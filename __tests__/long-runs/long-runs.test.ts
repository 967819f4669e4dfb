// Verify that tools whose run outlives their token go on with new ones, by the steps of docs/long-runs.md. GALLERY_TOOLS keeps the installed tools.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { createApp } from '../../examples/api/app.ts';
import { createAuthorizer } from '../../examples/api/authorizer.ts';
import { jwksUri } from '../../scripts/cognito-local/cognito-local.ts';
import { copyInstalled, EXAMPLES } from '../../scripts/gallery/folders.ts';
import { install } from '../../scripts/gallery/install.ts';
import { pathOfSteps } from '../../scripts/gallery/play.ts';
import { TOOLS } from '../../scripts/gallery/tools/index.ts';
import { evaluate, readWorkflow } from '../../scripts/gallery/workflow.ts';
import { type Fixture, operationsOf, useFixtures } from '../support/fixture.ts';
import { listen } from '../support/loopback.ts';

const startFixture = useFixtures();

const DOCUMENT = readFileSync(resolve(import.meta.dirname, '..', '..', 'docs', 'long-runs.md'), 'utf8');
const TOKEN_VALIDITY_SECONDS = 20;
const STORED = { username: 'ada', password: 'Analytical-Engine-1843' };
const HALF_AN_HOUR = 1_800_000;

/** What makes each run longer than a token lives, and no longer than that takes; and who has the endpoint of an emulator told by its command. */
const RUNS: Readonly<Record<string, string>> = {
  k6: '--vus 1 --duration 30s',
  schemathesis: '--rate-limit 20/s --max-time 30',
  newman: '--env-var "cognito=$AWS_ENDPOINT_URL" --iteration-count 8 --delay-request 4000',
};

const folder = mkdtempSync(join(tmpdir(), 'long-runs-'));
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) {
    close();
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

interface SeenCall {
  readonly authorization: string;
  readonly status: number;
}

/** The API of the examples, and what it answered to whom. */
async function startApi({ emulator, pool, client }: Fixture): Promise<{ url: string; seen: readonly SeenCall[] }> {
  const seen: SeenCall[] = [];
  const trust = { clientId: client.id, issuer: pool.issuer, jwksUri: jwksUri(emulator.url, pool.id) };
  const server = createApp(createAuthorizer(trust));
  server.prependListener('request', ({ headers: { authorization = '' } }, response) => {
    response.once('finish', () => seen.push({ authorization, status: response.statusCode }));
  });
  const port = await listen(server);
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${port}`, seen };
}

/** The step that the document says to paste. */
function stepFor(title: string): { readonly env: Record<string, string>; readonly run: string } {
  const [, section = ''] = DOCUMENT.split(`\n### ${title}\n`);
  const [, block = ''] = section.split('```yaml\n');
  const [step] = parse(block.slice(0, block.indexOf('\n```')));
  return step;
}

describe.each(Object.entries(RUNS))('%s', (name, more) => {
  it(
    'gets new tokens before the old ones expire',
    async () => {
      const tool = TOOLS.find((one) => one.name === name);
      if (tool === undefined) {
        throw new Error(`there is no tool ${name}`);
      }
      const installed = join(resolve(process.env['GALLERY_TOOLS'] ?? folder), name);
      const workflow = readWorkflow(join(EXAMPLES, name, 'workflow.yml'));
      await install(tool, workflow, installed);
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

      const step = stepFor(tool.title);
      const context = new Map([
        ['vars.BASE_URL', api.url],
        ['vars.CLIENT_ID', client.id],
        ...Object.entries(outputs).map(([output, value]) => [`steps.cognito.outputs.${output}`, value] as const),
      ]);
      const env = Object.fromEntries(Object.entries(step.env).map(([key, text]) => [key, evaluate(text, context)]));
      const result = await job.run({
        command: 'timeout',
        args: ['--kill-after=5', '300', 'bash', '-e', '-c', `${step.run.trimEnd()} ${more}`],
        cwd: join(repository, workflow.workingDirectory),
        env: { ...env, HOME: repository, PATH: pathOfSteps(), K6_NO_USAGE_REPORT: 'true' },
      });

      expect(result).toMatchObject({ outcome: 'success' });
      const tokens = new Set(api.seen.filter(({ status }) => status !== 401).map(({ authorization }) => authorization));
      expect(tokens.size).toBeGreaterThan(1);
      // None was used for too long.
      expect(api.seen.filter(({ authorization, status }) => status === 401 && tokens.has(authorization))).toHaveLength(
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
    HALF_AN_HOUR,
  );
});
