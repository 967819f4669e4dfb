import { describe, expect, it } from '@jest/globals';
import { summaryRows } from '../../../src/outputs/summary.ts';
import { CLIENT_TOKENS, IDENTITY } from '../fakes.ts';
import { client, configOf, ephemeral, type Given, IDENTITY_POOL_ID, refresh, stored } from '../given-inputs.ts';

type SummaryFacts = Parameters<typeof summaryRows>[0];

const TOKENS = { ...CLIENT_TOKENS, expiresAt: new Date('2026-01-01T00:30:00Z') };

function rowsOf(given: Given, facts: Partial<SummaryFacts> = {}) {
  const none = { tokens: TOKENS, identity: undefined, timings: [], probeResult: undefined };
  return summaryRows({ config: configOf(given), ...none, ...facts });
}

const POOL = ['User pool', 'eu-west-1_AbCdEf123'];
const CLIENT = ['App client', '4kfr83e5pagh'];
const FLOW = ['Auth flow', 'USER_PASSWORD_AUTH'];

describe('the rows of the job summary', () => {
  it.each<[given: Given, rows: readonly (readonly string[])[]]>([
    [ephemeral, [FLOW, POOL, CLIENT, ['Groups', 'none'], ['After the job', 'the user is deleted']]],
    [
      { ...ephemeral, groups: 'admins,testers', 'delete-user': 'false' },
      [FLOW, POOL, CLIENT, ['Groups', 'admins, testers'], ['After the job', 'the user stays']],
    ],
    [
      { ...ephemeral, users: '2' },
      [FLOW, POOL, CLIENT, ['Groups', 'none'], ['After the job', 'the 2 users are deleted']],
    ],
    [
      { ...ephemeral, users: '2', 'delete-user': 'false' },
      [FLOW, POOL, CLIENT, ['Groups', 'none'], ['After the job', 'the 2 users stay']],
    ],
    [stored, [FLOW, CLIENT, ['After the job', 'the refresh token is revoked']]],
    [
      { ...stored, 'user-pool-id': 'eu-west-1_AbCdEf123', 'revoke-token': 'false' },
      [FLOW, POOL, CLIENT, ['After the job', 'the refresh token stays valid']],
    ],
    [refresh, [CLIENT]],
    [client, [CLIENT, ['Scopes', 'all that the app client allows']]],
    [{ ...client, scopes: 'orders/read orders/write' }, [CLIENT, ['Scopes', 'orders/read orders/write']]],
  ])('for %j', (given, rows) => {
    const mode = ['Mode', given.mode ?? 'ephemeral'];
    expect(rowsOf(given)).toStrictEqual([mode, ...rows, ['Tokens valid until', '2026-01-01T00:30:00.000Z']]);
  });

  it('end with the identity pool, the probe and the durations, if there are any', () => {
    const url = 'https://api.test/orders';
    const inputs = { url, displayUrl: url, method: 'GET', header: { name: 'Authorization', template: '{token}' } };
    const facts = {
      identity: IDENTITY,
      timings: [{ name: 'sign in', milliseconds: 42 }],
      probeResult: { inputs, withoutToken: 401, withToken: 200 },
    };
    const given = { ...refresh, 'user-pool-id': 'eu-west-1_AbCdEf123', 'identity-pool-id': IDENTITY_POOL_ID };
    expect(rowsOf(given, facts).slice(4)).toStrictEqual([
      ['Identity pool', IDENTITY_POOL_ID],
      ['AWS credentials valid until', '2026-01-01T00:20:00.000Z'],
      ['Probe', 'GET https://api.test/orders: 401 without a token, 200 with one'],
      ['Duration: sign in', '42 ms'],
    ]);
  });
});
