import { createServer } from 'node:http';
import { expect, it } from '@jest/globals';
import { requestTokens } from '../../../src/cognito/oauth-http.ts';
import { domainTarget } from '../../../src/cognito/targets.ts';
import { createHttpAgentsProvider } from '../../../src/platform/http-agents.ts';
import { useServers } from '../../support/test-servers.ts';

const serve = useServers();

// AWS WAF sends the header with a challenge (202) and a CAPTCHA (405).
// CloudFront answers with a page, API Gateway in JSON.
const PAGE = '<html>canary';
it.each([
  [202, { 'x-amzn-waf-action': 'challenge' }, PAGE, 'waf-blocked'],
  [405, { 'x-amzn-waf-action': 'captcha' }, PAGE, 'waf-blocked'],
  [405, {}, PAGE, 'token-endpoint-missing'],
  [403, {}, PAGE, 'domain-forbidden'],
  [403, {}, '{"message":"Missing Authentication Token"}', 'domain-forbidden'],
])('HTTP %i with the headers %j and the body %s means %s', async (status, headers, body, code) => {
  const port = await serve(createServer((_, response) => response.writeHead(status, headers).end(body)));
  const domain = `http://127.0.0.1:${port}`;
  const call = { operation: 'The client credentials grant', target: domainTarget({ domain, clientId: '4kf' }) };
  const connection = { signal: AbortSignal.timeout(60_000), agents: createHttpAgentsProvider(), call };
  await expect(requestTokens(domain, {}, connection)).rejects.toMatchObject({ failure: { code, httpStatus: status } });
});
