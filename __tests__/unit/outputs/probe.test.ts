import { describe, expect, it } from '@jest/globals';
import type { ProbeInputs } from '../../../src/inputs/probe.ts';
import { runProbe, statusesText } from '../../../src/outputs/probe.ts';
import type { ProbeRequest } from '../../../src/platform/ports.ts';
import type { ClientTokens, Tokens, UserTokens } from '../../../src/tokens.ts';

const inputs: ProbeInputs = {
  url: 'https://api.test/orders?key=canary',
  displayUrl: 'https://api.test/orders',
  method: 'POST',
  header: { name: 'Authorization', template: 'Bearer {token}' },
};
const ofClient: ClientTokens = { kind: 'client', accessToken: 'an-access-token', expiresAt: new Date(0) };
const ofUser: UserTokens = {
  ...ofClient,
  kind: 'user',
  idToken: 'an-id-token',
  refreshToken: 'a-refresh-token',
  sub: 'a-sub',
  poolUsername: 'ada',
  newDevice: undefined,
};

async function run(statuses: readonly [number, number], changes: Partial<ProbeInputs> = {}, given: Tokens = ofUser) {
  const seen: ProbeRequest[] = [];
  const call = (request: ProbeRequest) => Promise.resolve(statuses[seen.push(request) - 1] ?? 0);
  const result = await runProbe({ ...inputs, ...changes }, given, { call }).then(
    (words) => words,
    (error: unknown) => error,
  );
  return { seen, result };
}

describe('the probe', () => {
  it.each([401, 403])('passes an API that answers %d without a token and lets one with it in', async (refusal) => {
    const { seen, result } = await run([refusal, 404]);
    const probeResult = { inputs, withoutToken: refusal, withToken: 404 };
    expect(result).toStrictEqual(probeResult);
    expect(statusesText(probeResult)).toBe(`${refusal} without a token, 404 with one`);
    const { url, displayUrl, method } = inputs;
    expect(seen).toStrictEqual([
      { url, displayUrl, method, headers: {} },
      { url, displayUrl, method, headers: { Authorization: 'Bearer an-id-token' } },
    ]);
  });

  it.each([200, 302, 404, 500])(
    'fails an API that answers %d without a token, and does not show it one',
    async (status) => {
      const { seen, result } = await run([status, 200]);
      expect(result).toMatchObject({ failure: { code: 'probe-unguarded', status } });
      expect(seen).toHaveLength(1);
    },
  );

  it.each([401, 403])(
    'fails an API that answers %d to a token, and shows neither the token nor what the URL hides',
    async (status) => {
      const { result } = await run([401, status]);
      expect(result).toMatchObject({ failure: { code: 'probe-refused', status } });
      expect(String(result)).toContain('https://api.test/orders');
      expect(String(result)).not.toMatch(/canary|an-id-token/);
    },
  );

  it.each([
    ['{id-token}', ofUser, 'an-id-token'],
    ['{access-token}/{id-token}', ofUser, 'an-access-token/an-id-token'],
    ['{token}', ofUser, 'an-id-token'],
    ['{token}', ofClient, 'an-access-token'],
  ])('fills the header %s', async (template, given, value) => {
    const { seen } = await run([401, 200], { header: { name: 'X-Token', template } }, given);
    expect(seen[1]?.headers).toStrictEqual({ 'X-Token': value });
  });
});
