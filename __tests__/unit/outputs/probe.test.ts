import { describe, expect, it } from '@jest/globals';
import type { ProbeInputs } from '../../../src/inputs/probe.ts';
import { runProbe } from '../../../src/outputs/probe.ts';
import type { ProbeRequest } from '../../../src/platform/ports.ts';
import type { Tokens } from '../../../src/tokens.ts';
import { CLIENT_TOKENS, USER_TOKENS } from '../fakes.ts';

const inputs: ProbeInputs = {
  url: 'https://api.test/orders?key=canary',
  displayUrl: 'https://api.test/orders',
  method: 'POST',
  header: { name: 'Authorization', template: 'Bearer {token}' },
};
async function run(
  statuses: readonly [number, number],
  changes: Partial<ProbeInputs> = {},
  given: Tokens = USER_TOKENS,
) {
  const requests: ProbeRequest[] = [];
  const call = (request: ProbeRequest) => Promise.resolve(statuses[requests.push(request) - 1] ?? 0);
  const result = await runProbe({ ...inputs, ...changes }, given, { call }).catch((error: unknown) => error);
  return { requests, result };
}

describe('the probe', () => {
  it.each([200, 302, 404, 500])(
    'fails if the API answers %d without a token, and sends no token then',
    async (status) => {
      const { requests, result } = await run([status, 200]);
      expect(result).toMatchObject({ failure: { code: 'probe-unguarded', status } });
      expect(requests).toHaveLength(1);
    },
  );

  it.each([401, 403])(
    'fails if the API answers %d to a token, and hides the token and the query of the URL',
    async (status) => {
      const { result } = await run([401, status]);
      expect(result).toMatchObject({ failure: { code: 'probe-refused', status } });
      expect(String(result)).toContain('https://api.test/orders');
      expect(String(result)).not.toMatch(/canary|an\.id\.token/);
    },
  );

  it.each([
    ['{id-token}', USER_TOKENS, 'an.id.token'],
    ['{access-token}/{id-token}', USER_TOKENS, 'an.access.token/an.id.token'],
    ['{token}', USER_TOKENS, 'an.id.token'],
    ['{token}', CLIENT_TOKENS, 'a.b.c'],
  ])('fills the placeholders of the header %s', async (template, given, value) => {
    const { requests } = await run([401, 200], { header: { name: 'X-Token', template } }, given);
    expect(requests[1]?.headers).toStrictEqual({ 'X-Token': value });
  });
});
