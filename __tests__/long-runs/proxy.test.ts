// Verify that tokens of 12 seconds stay fresh under load for five times as long, with rotation, without one 401.
import { expect, it } from '@jest/globals';
import { createOrdersApi } from '../../scripts/lib/orders-api.ts';
import { onlyPost, operationsOf, useFixtures } from '../support/fixture.ts';
import { callThrough } from '../support/proxied-api.ts';
import { useServers } from '../support/test-servers.ts';

const startFixture = useFixtures();
const serve = useServers();

const LIFE_SECONDS = 12;
const RUN_MS = 60_000;
const CONNECTIONS = 8;

it.each([
  ['without rotation', {}],
  ['with rotation', { flows: ['ALLOW_USER_PASSWORD_AUTH'], refreshTokenRotation: { gracePeriodSeconds: 0 } }],
] as const)(
  'tokens of 12 seconds stay fresh under load, %s',
  async (_, client) => {
    const fixture = await startFixture({
      client: { accessTokenValiditySeconds: LIFE_SECONDS, idTokenValiditySeconds: LIFE_SECONDS, ...client },
    });
    const { emulator, job, inputs } = fixture;
    const tokens = new Set<string>();
    const server = createOrdersApi(fixture);
    server.prependListener('request', ({ headers: { authorization = '' } }) => tokens.add(authorization));
    const main = await job.uses({ with: { ...inputs, 'proxy-to': `http://127.0.0.1:${await serve(server)}` } });

    const statuses = new Map<number, number>();
    const end = performance.now() + RUN_MS;
    const call = async () => {
      while (performance.now() < end) {
        const { status } = await callThrough(main);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, call));

    expect([...statuses.keys()]).toStrictEqual([200]);
    expect(tokens.size).toBeGreaterThan(RUN_MS / 1000 / LIFE_SECONDS);
    const refreshes = operationsOf(emulator).filter((name) => name === 'GetTokensFromRefreshToken');
    expect(refreshes.length).toBeGreaterThanOrEqual(tokens.size - 1);
    const { log } = await onlyPost(job);
    expect(log).toMatch(/^Stopped the proxy\. Requests: [\d,]+ \(2xx: [\d,]+\)\. Token refreshes: \d+\./);
    expect(emulator.violations).toStrictEqual([]);
  },
  10 * RUN_MS,
);
