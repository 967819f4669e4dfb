import { createServer, type OutgoingHttpHeaders } from 'node:http';
import { expect, it } from '@jest/globals';
import { requestTokens } from '../../../src/cognito/oauth-http.ts';
import { domainTarget } from '../../../src/cognito/targets.ts';
import { createHttpAgentsProvider } from '../../../src/platform/http-agents.ts';
import { useServers } from '../../support/test-servers.ts';
import { jwt } from '../fakes.ts';

const serve = useServers();

/** Requests tokens from an endpoint with this answer. `dates` are those that the clock was set by. */
async function request(status: number, headers: OutgoingHttpHeaders, body: string) {
  const port = await serve(createServer((_, response) => response.writeHead(status, headers).end(body)));
  const domain = `http://127.0.0.1:${port}`;
  const dates: string[] = [];
  const tokens = requestTokens(
    domain,
    {},
    {
      signal: AbortSignal.timeout(60_000),
      agents: createHttpAgentsProvider(),
      clock: { sync: (date) => dates.push(date) },
      call: { operation: 'The client credentials grant', target: domainTarget({ domain, clientId: '4kf' }) },
    },
  );
  return { tokens, dates };
}

const PAGE = '<html>canary';

it.each([
  // AWS WAF sends the header with a challenge (202) and a CAPTCHA (405).
  [202, { 'x-amzn-waf-action': 'challenge' }, PAGE, 'waf-blocked'],
  [405, { 'x-amzn-waf-action': 'captcha' }, PAGE, 'waf-blocked'],
  [200, {}, '{"token_type":"Bearer"}', 'answer-unreadable'],
  [400, {}, '{"error":"invalid_client","access_token":"canary"}', 'client-rejected'],
  [403, {}, PAGE, 'domain-forbidden'],
])('HTTP %i with the headers %j and the body %s means %s', async (status, headers, body, code) => {
  const { tokens, dates } = await request(status, headers, body);
  await expect(tokens).rejects.toMatchObject({ failure: { code, httpStatus: status } });
  expect(dates).toEqual([]);
});

it('sets the clock by an answer with tokens', async () => {
  const date = 'Thu, 01 Jan 2026 00:00:00 GMT';
  const { tokens, dates } = await request(200, { date }, '{"access_token":"a.b.c"}');
  await expect(tokens).resolves.toMatchObject({ accessToken: 'a.b.c' });
  expect(dates).toEqual([date]);
});

it.each([
  ['b7c4-11', 'b7c4-11'],
  ['canary 1', undefined],
  ['x'.repeat(65), undefined],
])('the request ID %s is reported as %s', async (given, requestId) => {
  const headers = { 'x-amz-cognito-request-id': given, 'x-amzn-waf-action': 'captcha' };
  const { tokens } = await request(405, headers, '');
  await expect(tokens).rejects.toMatchObject({ failure: { code: 'waf-blocked', requestId } });
});

it.each([
  ['a day before', 'Wed, 31 Dec 2025 00:00:00 GMT', 0],
  ['seconds before', 'Wed, 31 Dec 2025 23:59:50 GMT', 1],
  ['a day after', 'Fri, 02 Jan 2026 00:00:00 GMT', 0],
])('the date is not taken if the token contradicts it: %s the issue', async (_, date, count) => {
  // It lives an hour.
  const token = jwt({ iat: 1_767_225_600, exp: 1_767_229_200 });
  const { tokens, dates } = await request(200, { date }, JSON.stringify({ access_token: token }));
  await expect(tokens).resolves.toMatchObject({ accessToken: token });
  expect(dates).toHaveLength(count);
});
